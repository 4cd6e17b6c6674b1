package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SampleGranule;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index on a server costs that grows by parts which the answer has nothing of. */
class ManyPartsTest {
  private static final int RESOLUTION = 5;
  private static final int CYCLES = 4;

  /** Tracks that the area lies on; all others are far from it. */
  private static final Set<Integer> NEAR = Set.of(2, 5, 8);

  @TempDir Path temp;

  /** Of a track and a cycle; granules of one track lie together. */
  private static String id(int track, int cycle) {
    return String.format(
        Locale.ROOT, "ATL06_2019010100%04d_%04d%02d05_006_01.h5", 10 * track + cycle, track, cycle);
  }

  private static void add(CoverageTable table, int track, int cycle) {
    double longitude = NEAR.contains(track) ? -45 : 1.5 * (track % 100);
    double latitude = NEAR.contains(track) ? 62 : -50 + track / 100.0;
    table.add(
        new CoverageTable.Row(
            H3Cells.cell(longitude, latitude, RESOLUTION),
            "ATL06",
            id(track, cycle),
            "gt1l",
            "land_ice_segments",
            0,
            0,
            1,
            1,
            List.of(),
            0,
            0,
            longitude,
            latitude,
            longitude,
            latitude),
        new byte[21]);
  }

  /** An index with a part of granules and of their datasets for each track. */
  private Path write(int tracks) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("index" + tracks));
    PartFiles.makeFolders(folder);
    PartFiles files = new PartFiles(folder, "made");
    List<IndexState.Part> granules = new ArrayList<>();
    List<IndexState.Part> manifest = new ArrayList<>();
    CoverageTable far = new CoverageTable();
    CoverageTable near = new CoverageTable();
    for (int track = 1; track <= tracks; track++) {
      Path granulesPath = files.next("granules");
      Path manifestPath = files.next("manifest");
      try (GranulesFile.Writer ids = new GranulesFile.Writer(granulesPath);
          ManifestFile datasets = new ManifestFile(manifestPath)) {
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
          String id = id(track, cycle);
          ids.add(SampleGranule.called(id).granule());
          datasets.add(id, SampleRows.datasets());
          add(NEAR.contains(track) ? near : far, track, cycle);
        }
        ids.finish();
        datasets.finish();
        granules.add(files.describe(granulesPath, ids.rows(), ids.keys()).of(ids.versions()));
        manifest.add(files.describe(manifestPath, datasets.rows(), datasets.keys()));
      }
    }
    List<IndexState.Part> coverage = new ArrayList<>();
    for (CoverageTable table : List.of(near, far)) {
      Path file = files.next("coverage");
      coverage.add(files.describe(file, table.size(), CoverageFile.write(file, table)));
    }
    IndexState.of(
            List.of(LayoutReader.write(ProductLayouts.shipped().of("ATL06").orElseThrow())),
            coverage,
            manifest,
            granules,
            new IndexTotals((long) tracks * CYCLES, 0, 0, 0, 0, 0, 0))
        .commit(folder);
    return folder;
  }

  /** Requests that it takes to find the granules of the area, and their datasets. */
  private static int requests(Path folder) throws IOException {
    try (FaultServer server = new FaultServer();
        Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        server.put(
            "/" + folder.relativize(file).toString().replace('\\', '/'),
            file,
            "\"1\"",
            Instant.parse("2024-01-01T00:00:00Z"));
      }
      String url = server.url("/").toString();
      SourceSettings settings =
          SourceSettings.standard().withEnvironment(Map.of()).allowing(List.of(url));
      try (Sources sources = Sources.of(settings);
          SpatialIndex index = SpatialIndex.open(Location.of(url), sources)) {
        CellCover cover =
            CellCover.of(TestAreas.parse("-45.001,61.999,-44.999,62.001", "box"), RESOLUTION);
        Set<String> ids = new TreeSet<>();
        index.coverage(cover, false, row -> ids.add(row.granule()));
        assertThat(ids).hasSize(NEAR.size() * CYCLES);
        assertThat(index.granules(ids)).hasSize(ids.size());
        long[] datasets = new long[1];
        index.datasets(ids, path -> true, (id, dataset) -> datasets[0]++);
        assertThat(datasets[0]).isEqualTo((long) ids.size() * SampleRows.datasets().size());
      }
      return server.requests().size();
    }
  }

  @Test
  void aQueryThroughHttpTakesAsManyRequestsHoweverManyPartsThereAre() throws IOException {
    int few = requests(write(10));
    assertThat(requests(write(300))).isEqualTo(few);
    System.out.println("ManyPartsTest: " + few + " requests of 10 tracks and of 300");
  }
}
