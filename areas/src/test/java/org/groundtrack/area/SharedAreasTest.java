package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.geo.RandomAreas;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class SharedAreasTest {
  @Test
  void threeSpellingsOfAnAreaAcrossTheAntimeridianAreOneArea() {
    SharedData.require("aoi");
    Set<String> areas = new TreeSet<>();
    for (String name : List.of("east-west", "split", "unwrapped")) {
      Path file = SharedData.require("aoi/antimeridian-" + name + ".geojson");
      areas.add(AoiReader.read(file).geometry().toText());
    }
    assertThat(areas).hasSize(1);
  }

  @Test
  void areasOfTheSharedDataAreCovered() throws IOException {
    Path folder = SharedData.require("aoi");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.geojson")) {
      for (Path file : files) {
        Aoi aoi = AoiReader.read(file);
        List<Coordinate> points = new RandomAreas(5).pointsIn(aoi, 3000);
        assertThat(points).hasSizeGreaterThan(1000);
        for (int resolution = 3; resolution <= 6; resolution++) {
          CellCover cover = CellCover.of(aoi, resolution);
          for (Coordinate point : points) {
            assertThat(cover.contains(H3Cells.cell(point.x, point.y, resolution)))
                .as("%s: %s at %s", file.getFileName(), point, resolution)
                .isTrue();
          }
        }
      }
    }
  }
}
