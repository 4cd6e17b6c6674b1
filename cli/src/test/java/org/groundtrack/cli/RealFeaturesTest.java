package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports per feature of real granules against exports of each feature alone. */
class RealFeaturesTest {
  private static final String FEATURE =
      "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%2$s,%3$s],[%4$s,%3$s],[%4$s,%5$s],[%2$s,%5$s],[%2$s,%3$s]]]}}";

  @TempDir Path folder;

  private void index(Object... granules) {
    List<Object> words = new ArrayList<>(List.of("index", "-o", folder.resolve("index")));
    words.addAll(List.of(granules));
    CommandRun run = CommandRun.of(words.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Path export(String name, Object... words) {
    Path output = folder.resolve(name + ".parquet");
    List<Object> all =
        new ArrayList<>(
            List.of(
                "export",
                "--allow-empty",
                folder.resolve("index"),
                "-o",
                output,
                "--overwrite",
                "--allow-dir",
                SharedData.require(".")));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of(all.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return output;
  }

  /** Compares all columns; the rows of each feature are in the order that they have alone. */
  private long assertEqualsExportsOfEach(List<String> features, Object... words) throws Exception {
    Path document = folder.resolve("all.geojson");
    Files.writeString(
        document,
        "{\"type\":\"FeatureCollection\",\"features\":[%s]}".formatted(String.join(",", features)));
    List<Object> together = new ArrayList<>(List.of("--aoi", document, "--per-feature"));
    together.addAll(List.of(words));
    Path all = export("all", together.toArray());
    long rows = 0;
    for (String feature : features) {
      String id = feature.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
      List<Object> alone = new ArrayList<>(List.of("--aoi", feature));
      alone.addAll(List.of(words));
      List<List<Object>> expected =
          texts(ExportedPoints.query(export("alone", alone.toArray()), "select * from %s"));
      assertThat(
              texts(
                  ExportedPoints.query(
                      all,
                      "select * exclude (feature_id) from %%s where feature_id = '%s'"
                          .formatted(id))))
          .as(id)
          .isEqualTo(expected);
      rows += expected.size();
    }
    assertThat((long) ExportedPoints.query(all, "select 1 from %s").size()).isEqualTo(rows);
    System.out.printf("%s features: %s rows equal%n", features.size(), rows);
    return rows;
  }

  /** DuckDB's arrays and blobs have no equality of their own. */
  private static List<List<Object>> texts(List<List<Object>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(
                        value ->
                            value instanceof Number || value instanceof String
                                ? value
                                : (Object) String.valueOf(value).replaceFirst("@[0-9a-f]+$", ""))
                    .collect(Collectors.toList()))
        .collect(Collectors.toList());
  }

  @Test
  void areasOfRealGranulesHaveTheRowsThatTheyHaveAlone() throws Exception {
    index(SharedData.require("atl06"));
    List<String> features = new ArrayList<>();
    for (String area :
        List.of("juneau-concave", "west-greenland-multi", "antarctica-strip", "antarctica-cap")) {
      String text = Files.readString(SharedData.require("aoi/%s.geojson".formatted(area)));
      JsonNode geometry = new ObjectMapper().readTree(text).at("/features/0/geometry");
      features.add(
          "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":%s}".formatted(area, geometry));
    }
    features.add(FEATURE.formatted("west", -180, -90, -100, 90));
    features.add(FEATURE.formatted("world", -180, -90, 180, 90));
    assertThat(assertEqualsExportsOfEach(features)).isGreaterThan(42_000);
  }

  @ParameterizedTest
  @CsvSource({
    "atl03/atl03_clip.h5,atl08/atl08_clip.h5,--product=ATL03",
    "gridded/f16_ssmis_20200102v7.nc,,--months=1",
    "gridded/GPM_3IMERGHH_bounds.nc4,,--months=1-12",
    "gedi/GEDI02_A_2019162222610_O02812_04_T01244_02_003_01_V002.h5,,--variables=rh"
  })
  void gridsJoinsAndListsComeForEachFeature(String granule, String partner, String option)
      throws Exception {
    if (partner == null) {
      index(SharedData.require(granule));
    } else {
      index(SharedData.require(granule), SharedData.require(partner));
    }
    List<List<Object>> bounds =
        ExportedPoints.query(
            export("bounds", "--bbox=-180,-90,180,90", option),
            "select min(longitude), max(longitude), min(latitude), max(latitude) from %s");
    double west = (double) bounds.get(0).get(0);
    double east = (double) bounds.get(0).get(1);
    double south = (double) bounds.get(0).get(2);
    double north = (double) bounds.get(0).get(3);
    double x = west + (east - west) * 0.1;
    double y = south + (north - south) * 0.1;
    double middle = south + (north - south) * 0.14;
    long rows =
        assertEqualsExportsOfEach(
            List.of(
                FEATURE.formatted("half", west, south, x, middle),
                FEATURE.formatted("rest", x, y, x + (east - west) * 0.1, middle),
                FEATURE.formatted("strip", west, y, east, y + (north - south) * 0.01)),
            option);
    assertThat(rows).isPositive();
  }
}
