package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.groundtrack.area.AoiReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.Atl06SpecBuilder;
import org.groundtrack.samples.VariableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/** Exports of generated granules against a point-in-polygon test of every row. */
class ExportPropertyTest {
  private static final int COLLECTIONS = 4;
  private static final int AREAS = 40;
  private static final String[] BEAMS = {"gt1l", "gt1r", "gt2l", "gt2r", "gt3l", "gt3r"};

  @TempDir Path folder;

  /** A row as it is stored, read by a whole-array read that shares nothing with the exporter. */
  private record StoredRow(
      String granule, String beam, double lon, double lat, long nanos, float h, int segment) {}

  @Test
  void exportEqualsAPointInPolygonTestOfEveryRow() throws Exception {
    long seed = System.nanoTime();
    System.out.println("exportEqualsAPointInPolygonTestOfEveryRow: seed " + seed);
    Random random = new Random(seed);
    long compared = 0;
    long inside = 0;
    for (int c = 0; c < COLLECTIONS; c++) {
      Path granules = folder.resolve("granules" + c);
      Path index = folder.resolve("index" + c);
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        Atl06Generator.write(granules, granule(random, i));
      }
      new Indexer(IndexOptions.DEFAULT.withResolution(3 + random.nextInt(4)))
          .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
      List<StoredRow> rows = storedRows(granules);
      try (SpatialIndex opened = SpatialIndex.open(index)) {
        for (int a = 0; a < AREAS; a++) {
          StoredRow centre = anyValid(rows, random);
          Geometry area = new RandomAreas(random).around(centre.lon(), centre.lat());
          if (area.isEmpty() || area.getArea() == 0) {
            continue;
          }
          List<String> expected = inside(rows, area);
          ExportPlan plan =
              AoiQuery.of(opened)
                  .within(Aoi.of("random", area))
                  .granulesAtOnce(1 + random.nextInt(3))
                  .plan();
          assertThat(ArrowPoints.of(plan, List.of("h_li", "segment_id")))
              .as("seed %s, collection %s, area %s: %s", seed, c, a, area)
              .isEqualTo(expected);
          compared += rows.size();
          inside += expected.size();
        }
      }
    }
    assertThat(inside).isPositive();
    System.out.println("Tested " + compared + " rows, " + inside + " of them inside");
  }

  /** An area of the sphere in the words of users, and which positions are in it. */
  private record Region(String text, BiPredicate<Double, Double> holds) {}

  private static final List<Region> REGIONS =
      List.of(
          new Region("-180,-90,180,90", (lon, lat) -> true),
          new Region("-180,-90,180,-60", (lon, lat) -> lat <= -60),
          new Region("-180,85,180,90", (lon, lat) -> lat >= 85),
          new Region("-120,-90,160,90", (lon, lat) -> lon >= -120 && lon <= 160),
          new Region(
              "20,-80,-20,88", (lon, lat) -> (lon >= 20 || lon <= -20) && lat >= -80 && lat <= 88),
          new Region("170,-88,-170,88", (lon, lat) -> Math.abs(lon) >= 170 && Math.abs(lat) <= 88),
          new Region("170,-88,190,88", (lon, lat) -> Math.abs(lon) >= 170 && Math.abs(lat) <= 88),
          new Region(
              "MULTIPOLYGON (((170 -88, 180 -88, 180 88, 170 88, 170 -88)),"
                  + " ((-180 -88, -170 -88, -170 88, -180 88, -180 -88)))",
              (lon, lat) -> Math.abs(lon) >= 170 && Math.abs(lat) <= 88),
          new Region("POLYGON ((-150 86, -30 86, 90 86, -150 86))", (lon, lat) -> lat >= 86),
          new Region(
              "POLYGON ((-180 -60, 180 -60, 180 60, -180 60, -180 -60),"
                  + " (-90 -30, -90 30, 90 30, 90 -30, -90 -30))",
              (lon, lat) -> Math.abs(lat) <= 60 && !(Math.abs(lon) < 90 && Math.abs(lat) < 30)));

  @Test
  void areasOfEveryKindOnTheSphereHoldTheRowsThatTheirBoundsSay() throws Exception {
    long seed = System.nanoTime();
    System.out.println("areasOfEveryKindOnTheSphere: seed " + seed);
    Random random = new Random(seed);
    Path granules = folder.resolve("sphere");
    Path index = folder.resolve("index");
    for (int i = 0; i < 9; i++) {
      // Over both poles, along the antimeridian, and anywhere.
      double latitude = i < 3 ? 87.5 : i < 6 ? -87.5 : 160 * random.nextDouble() - 80;
      double longitude = i % 3 == 0 ? 179.9 : 360 * random.nextDouble() - 180;
      Atl06Generator.write(
          granules,
          Atl06Spec.builder()
              .seed(random.nextLong())
              .pass(1 + random.nextInt(1387), 2 + i)
              .centreOn(longitude, latitude, random.nextBoolean())
              .rows(4000)
              .chunkRows(700)
              .deflateLevel(1)
              .variables(VariableSet.CORE)
              .build());
    }
    new Indexer(IndexOptions.DEFAULT)
        .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
    List<StoredRow> rows = storedRows(granules);
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      for (Region region : REGIONS) {
        List<String> expected =
            rows.stream()
                .filter(row -> region.holds().test(row.lon(), row.lat()))
                .map(ExportPropertyTest::text)
                .toList();
        Aoi area = AoiReader.parse(region.text(), "region");
        assertThat(
                ArrowPoints.of(
                    AoiQuery.of(opened).within(area).plan(), List.of("h_li", "segment_id")))
            .as("seed %s, %s", seed, region.text())
            .isEqualTo(expected);
        assertThat(expected).as("seed %s, rows in %s", seed, region.text()).isNotEmpty();
      }
    }
  }

  private static Atl06Spec granule(Random random, int number) {
    double latitude =
        random.nextInt(4) == 0 ? 86 + 1.9 * random.nextDouble() : 160 * random.nextDouble() - 80;
    Atl06SpecBuilder builder =
        Atl06Spec.builder()
            .seed(random.nextLong())
            .pass(1 + random.nextInt(1387), 2 + number)
            .centreOn(
                random.nextInt(3) == 0 ? 179.9 : 360 * random.nextDouble() - 180,
                latitude,
                random.nextBoolean())
            .fillFraction(random.nextDouble())
            .gapFraction(0.05 * random.nextDouble())
            .invalidPositionFraction(random.nextBoolean() ? 0.02 : 0)
            .chunkRows(1 + random.nextInt(5000))
            .deflateLevel(1)
            .variables(VariableSet.CORE);
    for (String beam : BEAMS) {
      builder.rows(beam, 1 + random.nextInt(random.nextBoolean() ? 20_000 : 50));
    }
    int missing = random.nextInt(BEAMS.length);
    if (random.nextBoolean()) {
      builder.missingBeams(BEAMS[missing]);
    }
    if (random.nextBoolean()) {
      builder.emptyBeams(BEAMS[(missing + 1) % BEAMS.length]);
    }
    return builder.build();
  }

  private static List<StoredRow> storedRows(Path granules) {
    List<StoredRow> rows = new ArrayList<>();
    new TreeMap<>(GranuleInputs.find(List.of(granules.toString())))
        .forEach(
            (id, location) -> {
              try (HdfFile file = WholeArrays.open(location.path())) {
                for (String beam : BEAMS) {
                  Node group = file.getChildren().get(beam);
                  if (group != null
                      && ((Group) group).getChildren().containsKey("land_ice_segments")) {
                    read(id, beam, (Group) ((Group) group).getChild("land_ice_segments"), rows);
                  }
                }
              }
            });
    return rows;
  }

  private static void read(String id, String beam, Group group, List<StoredRow> rows) {
    double[] lon = (double[]) group.getDatasetByPath("longitude").getData();
    double[] lat = (double[]) group.getDatasetByPath("latitude").getData();
    double[] time = (double[]) group.getDatasetByPath("delta_time").getData();
    float[] h = (float[]) group.getDatasetByPath("h_li").getData();
    int[] segment = (int[]) group.getDatasetByPath("segment_id").getData();
    for (int i = 0; i < lon.length; i++) {
      rows.add(
          new StoredRow(id, beam, lon[i], lat[i], WholeArrays.nanos(time[i]), h[i], segment[i]));
    }
  }

  private static StoredRow anyValid(List<StoredRow> rows, Random random) {
    while (true) {
      StoredRow row = rows.get(random.nextInt(rows.size()));
      if (Math.abs(row.lon()) <= 180 && Math.abs(row.lat()) <= 90) {
        return row;
      }
    }
  }

  private static List<String> inside(List<StoredRow> rows, Geometry area) {
    List<String> inside = new ArrayList<>();
    for (StoredRow row : rows) {
      boolean valid = Math.abs(row.lon()) <= 180 && Math.abs(row.lat()) <= 90;
      if (valid
          && SimplePointInAreaLocator.locate(new Coordinate(row.lon(), row.lat()), area)
              != Location.EXTERIOR) {
        inside.add(text(row));
      }
    }
    return inside;
  }

  private static String text(StoredRow row) {
    return "%s %s %s %s %s %s %s"
        .formatted(
            row.granule(),
            row.beam(),
            row.lon(),
            row.lat(),
            row.nanos(),
            row.h() == 3.4028235e38f ? "null" : Float.toString(row.h()),
            row.segment());
  }
}
