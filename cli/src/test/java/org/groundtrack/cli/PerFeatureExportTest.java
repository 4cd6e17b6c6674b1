package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/** Exports per feature: which rows come out, and what the reports say. */
class PerFeatureExportTest {
  private static final String EVERYTHING = "--bbox=-180,-90,180,90";
  private static final String ROWS =
      "select granule, track_id, segment_id, longitude, latitude%s from %%s";

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void buildIndex() throws IOException {
    Path granules = folder.resolve("granules");
    SeamGranules.write(granules, 6_000, 900);
    index = folder.resolve("index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
  }

  private CommandRun run(String command, Object... words) {
    List<Object> all = new ArrayList<>(List.of(command, index));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray());
  }

  private Path export(String name, Object... words) {
    Path output = folder.resolve(name + ".parquet");
    List<Object> all = new ArrayList<>(List.of("-o", output, "--overwrite", "--allow-empty"));
    all.addAll(List.of(words));
    CommandRun run = run("export", all.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return output;
  }

  private static List<List<Object>> rows(Path output, String more) throws Exception {
    return ExportedPoints.query(output, ROWS.formatted(more));
  }

  private Path document(String... features) throws IOException {
    return Files.write(
        folder.resolve("parks.geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
            .formatted(String.join(",\n", features))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String feature(String id, String geometry) {
    return "{\"type\":\"Feature\",\"id\":\"%s\",\"properties\":{\"name\":\"%s!\"},\"geometry\":%s}"
        .formatted(id, id, geometry);
  }

  private static String box(double west, double south, double east, double north) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"Polygon\",\"coordinates\":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}",
        west,
        south,
        east,
        north);
  }

  /** By the Java API: areas are meant as their numbers say, which text can't say round a pole. */
  private Path export(List<AoiFeatures.Feature> features) {
    Path output = folder.resolve("random.parquet");
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      ExportPlan plan = AoiQuery.of(opened).within(Aoi.ofFeatures("random", features)).plan();
      Exporter.of(plan)
          .with(ExportOptions.DEFAULT.withThreads(2).withOverwrite(true))
          .write(output);
    }
    return output;
  }

  @Test
  void rowsAreThoseOfAPointInPolygonTestOfEveryRowAndFeature() throws Exception {
    long seed = System.nanoTime();
    System.out.println("rowsAreThoseOfAPointInPolygonTestOfEveryRowAndFeature: seed " + seed);
    Random random = new Random(seed);
    List<List<Object>> all = rows(export("all", EVERYTHING), "");
    long several = 0;
    for (int round = 0; round < 12; round++) {
      List<Geometry> areas = new ArrayList<>();
      List<AoiFeatures.Feature> features = new ArrayList<>();
      int count = 1 + random.nextInt(15);
      while (areas.size() < count) {
        List<Object> centre = all.get(random.nextInt(all.size()));
        Geometry area =
            new RandomAreas(random).around((double) centre.get(3), (double) centre.get(4));
        if (area.isEmpty() || area.getArea() == 0 || !area.getGeometryType().endsWith("Polygon")) {
          continue;
        }
        areas.add(area);
        String id = "f" + areas.size();
        features.add(new AoiFeatures.Feature(id, Aoi.of(id, area)));
      }
      List<List<Object>> expected = new ArrayList<>();
      for (List<Object> row : all) {
        int before = expected.size();
        for (int i = 0; i < areas.size(); i++) {
          Coordinate point = new Coordinate((double) row.get(3), (double) row.get(4));
          if (SimplePointInAreaLocator.locate(point, areas.get(i)) != Location.EXTERIOR) {
            List<Object> held = new ArrayList<>(row);
            held.add("f" + (i + 1));
            expected.add(held);
          }
        }
        several += expected.size() - before > 1 ? 1 : 0;
      }
      assertThat(rows(export(features), ", feature_id"))
          .as("seed %s, round %s", seed, round)
          .isEqualTo(expected);
    }
    assertThat(several).as("points in several features, seed %s", seed).isPositive();
  }

  /** Shapes that a test of vertices alone would get wrong; the whole way from text to file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[179,65.5],[-179,65.5],[-179,66.5],[179,66.5],[179,65.5]]]|",
        "[[[179,65.5],[181,65.5],[181,66.5],[179,66.5],[179,65.5]],[[179.9,65.9],[180.1,65.9],[180.1,66.1],[179.9,66.1],[179.9,65.9]]]|",
        "[[[0,87.5],[120,87.5],[-120,87.5],[0,87.5]]]|",
        "[[[-250000,-250000],[250000,-250000],[250000,250000],[-250000,250000],[-250000,-250000]]]|EPSG:3413"
      })
  void aFeatureAmongOthersHasTheRowsThatItHasAlone(String rings, String crs) throws Exception {
    String shape = "{\"type\":\"Polygon\",\"coordinates\":%s}".formatted(rings);
    String other =
        crs == null
            ? box(-180, 60, 180, 90)
            : "{\"type\":\"Polygon\",\"coordinates\":[[[-3000000,-3000000],[3000000,-3000000],[3000000,3000000],[-3000000,3000000],[-3000000,-3000000]]]}";
    List<Object> how = new ArrayList<>(List.of("--buffer", 500));
    if (crs != null) {
      how.addAll(List.of("--aoi-crs", crs));
    }
    List<Object> alone = new ArrayList<>(List.of("--aoi", shape));
    alone.addAll(how);
    List<Object> among =
        new ArrayList<>(
            List.of(
                "--aoi", document(feature("it", shape), feature("other", other)), "--per-feature"));
    among.addAll(how);
    Path together = export("together", among.toArray());
    assertThat(rows(together, ", feature_id").stream().filter(row -> row.get(5).equals("it")))
        .extracting(row -> row.subList(0, 5))
        .isEqualTo(rows(export("alone", alone.toArray()), ""))
        .isNotEmpty();
  }

  @Test
  void aPointOnTheEdgeOfTwoFeaturesHasARowForEachInTheirOrder() throws Exception {
    List<Object> point = rows(export("all", EVERYTHING), "").get(4711);
    double lon = (double) point.get(3);
    double lat = (double) point.get(4);
    Path output =
        export(
            "edges",
            "--aoi",
            document(
                feature("west", box(lon - 1e-4, lat - 1e-4, lon, lat + 1e-4)),
                feature("east", box(lon, lat - 1e-4, lon + 1e-4, lat + 1e-4)),
                feature("a corner", box(lon, lat, lon + 1e-4, lat + 1e-4))),
            "--per-feature");
    assertThat(rows(output, ", feature_id").stream().filter(row -> row.get(3).equals(lon)))
        .extracting(row -> row.get(5))
        .containsExactly("west", "east", "a corner");
  }

  @Test
  void withoutTheOptionFeaturesAreAUnionWithoutAColumn() throws Exception {
    Path parks =
        document(feature("a", box(-180, 65, 180, 90)), feature("b", box(-180, 60, 180, 90)));
    Path together = export("together", "--aoi", parks);
    assertThat(
            ExportedPoints.query(
                together, "select name from parquet_schema(%s) where name = 'feature_id'"))
        .isEmpty();
    List<List<Object>> each = rows(export("each", "--aoi", parks, "--per-feature"), "");
    assertThat(each.stream().distinct().toList()).isEqualTo(rows(together, ""));
    assertThat(each.size()).isGreaterThan(rows(together, "").size());
  }

  @Test
  void theColumnIsEncodedByADictionaryAndTheFooterNamesAllFeatures() throws Exception {
    Path output =
        export(
            "points",
            "--aoi",
            document(feature("north", box(-180, 60, 180, 90)), feature("nowhere", box(0, 0, 1, 1))),
            "--feature-id",
            "name");
    assertThat(
            ExportedPoints.query(
                output,
                "select distinct encodings from parquet_metadata(%s) where path_in_schema ="
                    + " 'feature_id'"))
        .allSatisfy(row -> assertThat(row.get(0).toString()).contains("DICTIONARY"));
    assertThat(
            ExportedPoints.query(
                    output,
                    "select decode(value) from parquet_kv_metadata(%s) where decode(key) ="
                        + " 'groundtrack'")
                .get(0)
                .get(0)
                .toString())
        .contains(
            "\"features\":[\"north!\",\"nowhere!\"]",
            "GEOMETRYCOLLECTION (POLYGON",
            "\"feature-id\":\"name\"",
            "\"per-feature\":\"true\"");
  }

  @Test
  void theOutputDoesNotDependOnThreadsOrMemory() throws Exception {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      features.add(feature("f" + i, box(-180, 60 + 0.01 * i, 180, 90)));
    }
    Path parks = document(features.toArray(String[]::new));
    byte[] one = Files.readAllBytes(export("one", "--aoi", parks, "--per-feature", "--threads", 1));
    byte[] four =
        Files.readAllBytes(
            export("four", "--aoi", parks, "--per-feature", "--threads", 4, "--max-memory", "8MB"));
    assertThat(four).isEqualTo(one);
    // Pieces of a beam are cut where its rows are too many for one.
    assertThat(rows(folder.resolve("one.parquet"), "").size()).isGreaterThan(5 * 65_536);
  }

  @Test
  void reportsCountRowsPointsAndRowsByFeature() throws Exception {
    int all = rows(export("all", EVERYTHING), "").size();
    Path parks =
        document(
            feature("world", box(-180, -90, 180, 90)),
            feature("nowhere", box(0, 0, 1, 1)),
            feature("north", box(-180, 60, 180, 90)));
    CommandRun text =
        run("export", "--aoi", parks, "--per-feature", "-o", folder.resolve("text.parquet"));
    assertThat(text.out())
        .contains(
            "Exported %s rows of %s points".formatted(Text.count(2L * all), Text.count(all)),
            "2 of 3 hold points; %s points in more than one".formatted(Text.count(all)))
        .containsPattern("world +" + Text.count(all))
        .contains("and 1 feature with no rows")
        .doesNotContain("nowhere");
    CommandRun json =
        run(
            "export",
            "--aoi",
            parks,
            "--per-feature",
            "--json",
            "-o",
            folder.resolve("json.parquet"));
    assertThat(json.out().replaceAll("\\s+", ""))
        .contains(
            "\"points\":%s,\"distinctPoints\":%s,\"pointsInSeveralFeatures\":%s"
                .formatted(2 * all, all, all),
            "{\"id\":\"nowhere\",\"rows\":0}");
  }

  @Test
  void aQuerySaysHowManyRowsEachFeatureMayHold() throws Exception {
    List<List<Object>> all = rows(export("all", EVERYTHING), "");
    long north = all.stream().filter(row -> (double) row.get(4) >= 86).count();
    Path parks =
        document(
            feature("world", box(-180, -90, 180, 90)),
            feature("nowhere", box(0, 0, 1, 1)),
            feature("north", box(-180, 86, 180, 90)));
    CommandRun query = run("query", "--aoi", parks, "--per-feature", "--json");
    assertThat(query.err()).isEmpty();
    String json = query.out().replaceAll("\\s+", "");
    assertThat(json)
        .contains(
            "{\"id\":\"world\",\"maxRows\":%s}".formatted(all.size()),
            "{\"id\":\"nowhere\",\"maxRows\":0}");
    long most = Long.parseLong(json.replaceFirst(".*\"north\",\"maxRows\":(\\d+)}.*", "$1"));
    assertThat(most).isBetween(north, (long) all.size());
    CommandRun dry =
        run("export", "--aoi", parks, "--per-feature", "--dry-run", "-o", folder.resolve("no"));
    assertThat(dry.out())
        .contains("rows at most", "each once for every feature that holds it")
        .isEqualTo(run("query", "--aoi", parks, "--per-feature").out());
  }

  @Test
  void ofManyFeaturesThoseWithTheMostRowsAreShown() throws Exception {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      features.add(feature("f" + i, box(i * 0.1, -1, i * 0.1 + 0.1, 0)));
    }
    features.add(feature("north", box(-180, 60, 180, 90)));
    Path parks = document(features.toArray(String[]::new));
    CommandRun text =
        run("export", "--aoi", parks, "--per-feature", "-o", folder.resolve("many.parquet"));
    assertThat(text.out())
        .contains("1 of 3,001 hold points", "and 3,000 features with no rows")
        .containsPattern("north +\\d");
    assertThat(text.out().lines().count()).isLessThan(40);
    CommandRun query = run("query", "--aoi", parks, "--per-feature", "--json");
    assertThat(query.out().split("\"maxRows\"", -1).length).isLessThan(1100);
  }

  @Test
  void whatIsNoIdIsRefusedBeforeAnythingIsWritten() throws Exception {
    Path parks =
        document(
            feature("a", box(0, 60, 1, 61)), feature("b", box(0, 60, 1, 61)).replace("b!", ""));
    Path output = folder.resolve("no.parquet");
    CommandRun empty = run("export", "--aoi", parks, "--feature-id", "name", "-o", output);
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.err())
        .contains("parks.geojson", "feature 2: its property 'name' is empty", "--feature-id");
    CommandRun unknown = run("query", "--aoi", parks, "--feature-id", "nam");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("feature 1: has no property 'nam'", "did you mean 'name'?");
    CommandRun box = run("query", EVERYTHING, "--feature-id", "name");
    assertThat(box.exitCode()).isEqualTo(2);
    assertThat(box.err()).contains("[--bbox]", "leave out --feature-id name");
    CommandRun blank = run("query", "--aoi", parks, "--feature-id", " ");
    assertThat(blank.exitCode()).isEqualTo(2);
    assertThat(blank.err()).contains("--feature-id is ' '");
    assertThat(output).doesNotExist();
  }

  @Test
  void featuresThatOverlapTooMuchForTheMemoryAreRefusedByName() throws Exception {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      features.add(feature("f" + i, box(-180, 60 + 1e-4 * i, 180, 90)));
    }
    CommandRun run =
        run(
            "export",
            "--aoi",
            document(features.toArray(String[]::new)),
            "--per-feature",
            "--max-memory",
            "4MB",
            "-o",
            folder.resolve("no.parquet"));
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err())
        .contains("gt1l", "features overlap so much", "--max-memory", "fewer features at once");
    assertThat(folder.resolve("no.parquet")).doesNotExist();
  }
}
