package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of real granules of all products for which there are some, against brute force. */
class RealProductsTest {
  @TempDir Path folder;

  /** A row that lies inside by brute force. */
  private record Row(String beam, int row, double longitude, double latitude) {}

  private Path export(Object granules, Object... words) {
    Path index = folder.resolve("index");
    if (!Files.exists(index)) {
      CommandRun.of("index", "-o", index, "--product", "ATL08", granules).succeeded();
    }
    Path output = folder.resolve("points.parquet");
    Path data = SharedData.require(".");
    CommandRun.of(
            "export",
            index,
            "--overwrite",
            "--time-unit",
            "ns",
            "--allow-dir",
            data,
            "-o",
            output,
            words)
        .succeeded();
    return output;
  }

  /** Every row of a granule inside a convex polygon in degrees, by beam and row. */
  private static List<Row> inside(
      WholeArrays granule, String longitude, String latitude, double[][] polygon) {
    List<Row> rows = new ArrayList<>();
    for (String beam : granule.beamsWith(latitude)) {
      double[] x = granule.doubles(beam, longitude);
      double[] y = granule.doubles(beam, latitude);
      for (int i = 0; i < y.length; i++) {
        if (contains(polygon, x[i], y[i])) {
          rows.add(new Row(beam, i, x[i], y[i]));
        }
      }
    }
    return rows;
  }

  private static boolean contains(double[][] polygon, double x, double y) {
    boolean inside = false;
    for (int i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
      double[] a = polygon[i];
      double[] b = polygon[j];
      if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
        inside = !inside;
      }
    }
    return inside;
  }

  private static String wkt(double[][] polygon) {
    StringBuilder text = new StringBuilder("POLYGON((");
    for (double[] corner : polygon) {
      text.append(corner[0]).append(' ').append(corner[1]).append(", ");
    }
    return text.append(polygon[0][0]).append(' ').append(polygon[0][1]).append("))").toString();
  }

  private static void assertSameRows(List<List<Object>> found, List<Row> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Row row = expected.get(i);
      assertThat(found.get(i).subList(0, 3))
          .as("row %s", i)
          .containsExactly(row.beam(), row.longitude(), row.latitude());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GEDI02_A_2019108080338_O01964_T05337_02_001_01_sub.h5,gedi-l2a-brazil,"
        + "shot_number;elev_lowestmode;quality_flag;sensitivity;delta_time",
    "GEDI02_B_2019108080338_O01964_T05337_02_001_01_sub.h5,gedi-l2b-brazil,"
        + "shot_number;cover;pai;l2b_quality_flag;rh100"
  })
  void exportsOfGediHaveExactlyTheRowsThatBruteForceFinds(
      String granule, String expected, String variables) throws Exception {
    Path file = SharedData.require("gedi/" + granule);
    List<String> lines =
        Files.readAllLines(SharedData.require("expected/%s.csv".formatted(expected)));
    String[] names = variables.split(";", -1);
    Path output =
        export(
            file,
            "--aoi",
            SharedData.require("aoi/brazil-gedi.geojson"),
            "--variables",
            String.join(",", names));
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select track_id, longitude, latitude, "
                + String.join(", ", Arrays.stream(names).map(n -> n + "::varchar").toList())
                + ", granule from %s");
    List<String[]> rows = new ArrayList<>();
    lines.stream().skip(1).map(line -> line.split(",", -1)).forEach(rows::add);
    rows.sort(
        Comparator.comparing((String[] r) -> r[1]).thenComparingInt(r -> Integer.parseInt(r[2])));
    assertThat(found).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      List<Object> values = found.get(i);
      assertThat(values.get(0)).isEqualTo(row[1]);
      assertThat((double) values.get(1)).isEqualTo(Double.parseDouble(row[3]));
      assertThat((double) values.get(2)).isEqualTo(Double.parseDouble(row[4]));
      for (int k = 0; k < names.length; k++) {
        String text = (String) values.get(3 + k);
        if (row[5 + k].contains(".")) {
          // Stored in 32 bits and printed in the digits of 64.
          assertThat((float) Double.parseDouble(text))
              .as("%s of row %s", names[k], i)
              .isEqualTo((float) Double.parseDouble(row[5 + k]));
        } else {
          assertThat(text).as("%s of row %s", names[k], i).isEqualTo(row[5 + k]);
        }
      }
      assertThat(values.get(values.size() - 1)).isEqualTo(granule);
    }
    System.out.println(expected + ": " + rows.size() + " rows equal");
  }

  @Test
  void photonsInAPolarCapAreThoseThatBruteForceFinds() throws Exception {
    Path file = SharedData.require("atl03/ATL03_gt1l.h5");
    double[][] cap = {{-180, 87.2961234}, {180, 87.2961234}, {180, 90}, {-180, 90}};
    assertPhotons(file, "--bbox=-180,87.2961234,180,90", cap, 500);
  }

  @Test
  void photonsOfTwiceDeflatedChunksAreThoseThatBruteForceFinds() throws Exception {
    Path file = SharedData.require("atl03/atl03_clip.h5");
    double[][] strip = {
      {-106.58, 41.5333}, {-106.568, 41.5331}, {-106.5685, 41.5372}, {-106.571, 41.5366}
    };
    assertPhotons(file, "--aoi=" + wkt(strip), strip, 1000);
    // The very last photon is behind the run of the last segment: a clip's mistake.
    double[][] all = {{-107, 41}, {-106, 41}, {-106, 42}, {-107, 42}};
    assertPhotons(file, "--bbox=-107,41,-106,42", all, 6809);
  }

  private void assertPhotons(Path file, String area, double[][] polygon, int atLeast)
      throws Exception {
    Path output = export(file, area);
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select track_id, longitude, latitude, h_ph, quality_ph, signal_conf_ph, segment_id,"
                + " epoch_ns(time) - 1514764800000000000 from %s");
    try (WholeArrays granule = WholeArrays.of(file)) {
      List<Row> expected = inside(granule, "heights/lon_ph", "heights/lat_ph", polygon);
      assertThat(expected).hasSizeGreaterThanOrEqualTo(atLeast);
      assertSameRows(found, expected);
      String beam = expected.get(0).beam();
      double[] heights = granule.doubles(beam, "heights/h_ph");
      double[] times = granule.doubles(beam, "heights/delta_time");
      double[] quality = granule.doubles(beam, "heights/quality_ph");
      double[][] confidence = granule.table(beam, "heights/signal_conf_ph");
      long[] first = granule.longs(beam, "geolocation/ph_index_beg");
      long[] count = granule.longs(beam, "geolocation/segment_ph_cnt");
      long[] ids = granule.longs(beam, "geolocation/segment_id");
      Long[] segment = new Long[heights.length];
      for (int s = 0; s < ids.length; s++) {
        for (long p = first[s] - 1; p < first[s] - 1 + count[s]; p++) {
          segment[(int) p] = ids[s];
        }
      }
      for (int i = 0; i < expected.size(); i++) {
        int row = expected.get(i).row();
        List<Object> values = found.get(i);
        assertThat((float) values.get(3)).isEqualTo((float) heights[row]);
        assertThat(((Number) values.get(4)).doubleValue()).isEqualTo(quality[row]);
        assertThat(numbers(values.get(5))).as("row %s", row).isEqualTo(confidence[row]);
        assertThat(values.get(6) == null ? null : ((Number) values.get(6)).longValue())
            .as("segment of row %s", row)
            .isEqualTo(segment[row]);
        assertThat(new java.math.BigDecimal((long) values.get(7)).movePointLeft(9).doubleValue())
            .isEqualTo(times[row]);
      }
      System.out.println(file.getFileName() + ": " + expected.size() + " photons equal");
    }
  }

  private static double[] numbers(Object array) throws Exception {
    Object[] values = (Object[]) ((Array) array).getArray();
    return Arrays.stream(values)
        .mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue())
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "atl08/atl08_clip.h5,land_segments/longitude,land_segments/latitude,"
        + "land_segments/canopy/h_canopy,-106.5709 41.53 -106.569 41.5385,5",
    "atl08/test_atl08.h5,land_segments/longitude,land_segments/latitude,"
        + "land_segments/canopy/h_canopy,-180 0 180 60,20",
    "gedi/GEDI04_A_2020036151358_O06515_02_T00198_02_002_01_V002.h5,lon_lowestmode,"
        + "lat_lowestmode,agbd,-180 -90 180 90,50",
    "gedi/GEDI04_C_2019108002012_O01959_01_T03909_02_001_01_V002.h5,lon_lowestmode,"
        + "lat_lowestmode,wsci,-180 -20 180 20,100",
    "gedi/GEDI01_B_2019108080338_O01964_T05337_02_003_01_sub.h5,geolocation/longitude_bin0,"
        + "geolocation/latitude_bin0,geolocation/elevation_bin0,-44.139 -13.748 -44.11 -13.73,50",
    "gedi/GEDI02_A_2019162222610_O02812_04_T01244_02_003_01_V002.h5,lon_lowestmode,"
        + "lat_lowestmode,shot_number,-180 -30 180 30,100"
  })
  void exportsOfSegmentsAndShotsAreThoseThatBruteForceFinds(
      String name, String longitude, String latitude, String variable, String box, int atLeast)
      throws Exception {
    Path file = SharedData.require(name);
    double[] b = Arrays.stream(box.split(" ")).mapToDouble(Double::parseDouble).toArray();
    double[][] polygon = {{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}};
    Path output = export(file, "--bbox=" + box.replace(' ', ','), "--variables", variable);
    String column = variable.substring(variable.lastIndexOf('/') + 1);
    List<List<Object>> found =
        ExportedPoints.query(
            output, "select track_id, longitude, latitude, " + column + " from %s");
    try (WholeArrays granule = WholeArrays.of(file)) {
      List<Row> expected = inside(granule, longitude, latitude, polygon);
      assertThat(expected).hasSizeGreaterThanOrEqualTo(atLeast);
      assertSameRows(found, expected);
      int missing = 0;
      for (int i = 0; i < expected.size(); i++) {
        Row row = expected.get(i);
        Object value = found.get(i).get(3);
        double stored = granule.doubles(row.beam(), variable)[row.row()];
        if (value == null) {
          missing++;
          assertThat(stored).as("a fill value").isIn(-9999.0, (double) 3.4028235e38f, Double.NaN);
        } else {
          assertThat(((Number) value).doubleValue()).isEqualTo(stored);
        }
      }
      System.out.println(
          "%s: %s rows equal, %s of them fill values"
              .formatted(file.getFileName(), expected.size(), missing));
    }
  }

  @Test
  void waveformsHaveTheSamplesThatTheirShotsName() throws Exception {
    Path file = SharedData.require("gedi/GEDI01_B_2019108080338_O01964_T05337_02_003_01_sub.h5");
    Path output =
        export(
            file,
            "--bbox=-44.139,-13.748,-44.11,-13.73",
            "--variables",
            "rxwaveform,txwaveform,rx_sample_count,tx_sample_count,geolocation/surface_type");
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select track_id, longitude, latitude, rxwaveform, txwaveform, rx_sample_count,"
                + " tx_sample_count, surface_type from %s");
    try (WholeArrays granule = WholeArrays.of(file)) {
      List<Row> expected =
          inside(
              granule,
              "geolocation/longitude_bin0",
              "geolocation/latitude_bin0",
              new double[][] {
                {-44.139, -13.748}, {-44.11, -13.748}, {-44.11, -13.73}, {-44.139, -13.73}
              });
      assertSameRows(found, expected);
      Map<String, double[]> flat = new HashMap<>();
      long samples = 0;
      for (int i = 0; i < expected.size(); i++) {
        String beam = expected.get(i).beam();
        int row = expected.get(i).row();
        for (int k = 0; k < 2; k++) {
          String kind = k == 0 ? "rx" : "tx";
          double[] all =
              flat.computeIfAbsent(beam + kind, key -> granule.doubles(beam, kind + "waveform"));
          int start = (int) granule.longs(beam, kind + "_sample_start_index")[row] - 1;
          int count = (int) granule.longs(beam, kind + "_sample_count")[row];
          assertThat(numbers(found.get(i).get(3 + k)))
              .as("%swaveform of %s row %s", kind, beam, row)
              .hasSize(count)
              .isEqualTo(Arrays.copyOfRange(all, start, start + count));
          assertThat(((Number) found.get(i).get(5 + k)).intValue()).isEqualTo(count);
          samples += count;
        }
        double[][] surface = granule.table(beam, "geolocation/surface_type");
        assertThat(numbers(found.get(i).get(7)))
            .isEqualTo(Arrays.stream(surface).mapToDouble(kind -> kind[row]).toArray());
      }
      System.out.println(expected.size() + " waveforms equal, " + samples + " samples");
    }
  }

  @Test
  void theSameShotsOfThreeProductsJoinByTheirNumber() throws Exception {
    Map<String, List<String>> shots = new HashMap<>();
    for (String product : List.of("01_B", "02_A", "02_B")) {
      Path file =
          SharedData.require(
              "gedi/GEDI%s_2019108080338_O01964_T05337_02_%s_01_sub.h5"
                  .formatted(product, product.equals("01_B") ? "003" : "001"));
      Path index = folder.resolve(product);
      assertThat(CommandRun.of("index", file, "-o", index).exitCode()).isZero();
      Path output = folder.resolve(product + ".parquet");
      CommandRun run =
          CommandRun.of(
              "export",
              index,
              "--bbox=-45,-14,-44,-13",
              "--allow-dir",
              file.getParent(),
              "-o",
              output);
      assertThat(run.err()).isEmpty();
      shots.put(
          product,
          ExportedPoints.query(output, "select shot_number::varchar from %s order by 1").stream()
              .map(row -> (String) row.get(0))
              .toList());
    }
    assertThat(shots.get("02_B")).isEqualTo(shots.get("02_A")).doesNotHaveDuplicates();
    // The clips were cut by the first bin's position there, by the ground's here: one shot differs.
    assertThat(shots.get("02_A")).hasSize(301).containsAll(shots.get("01_B"));
    assertThat(shots.get("01_B")).hasSize(300).doesNotHaveDuplicates();
    // More than a double can tell apart.
    assertThat(Long.parseLong(shots.get("02_A").get(0))).isGreaterThan(1L << 53);
  }

  @Test
  void photonsCarryTheClassThatLandProductsGiveThem() throws Exception {
    Path atl03 = SharedData.require("atl03/atl03_clip.h5");
    Path atl08 = SharedData.require("atl08/atl08_clip.h5");
    Path output =
        export(
            List.of(atl03, atl08),
            "--product",
            "ATL03",
            "--bbox=-107,41,-106,42",
            "--variables",
            "ATL08/ph_h");
    List<List<Object>> found = ExportedPoints.query(output, "select classed_pc_flag, ph_h from %s");
    try (WholeArrays photons = WholeArrays.of(atl03);
        WholeArrays classes = WholeArrays.of(atl08)) {
      long[] first = photons.longs("gt1r", "geolocation/ph_index_beg");
      long[] ids = photons.longs("gt1r", "geolocation/segment_id");
      Map<Long, Long> firstOf = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        firstOf.put(ids[i], first[i]);
      }
      long[] id = classes.longs("gt1r", "signal_photons/ph_segment_id");
      long[] position = classes.longs("gt1r", "signal_photons/classed_pc_indx");
      long[] flag = classes.longs("gt1r", "signal_photons/classed_pc_flag");
      double[] height = classes.doubles("gt1r", "signal_photons/ph_h");
      Long[] expected = new Long[photons.shape("gt1r", "heights/h_ph")[0]];
      Float[] heights = new Float[expected.length];
      int classed = 0;
      for (int i = 0; i < id.length; i++) {
        if (firstOf.containsKey(id[i])) {
          int row = (int) (firstOf.get(id[i]) - 1 + position[i] - 1);
          expected[row] = flag[i];
          heights[row] = (float) height[i];
          classed++;
        }
      }
      assertThat(classed).isGreaterThan(1500);
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        Object value = found.get(i).get(0);
        assertThat(value == null ? null : ((Number) value).longValue())
            .as("photon %s", i)
            .isEqualTo(expected[i]);
        assertThat(found.get(i).get(1)).isEqualTo(heights[i]);
      }
      System.out.println(classed + " of " + expected.length + " photons have a class");
    }
  }

  @Test
  void otherRatesOfAProductAreIndexedAndExportedByName() throws IOException, Exception {
    Path file = SharedData.require("atl06/juneau/ATL06_20181014001049_02350102_001_01.h5");
    Path index = folder.resolve("index");
    CommandRun run =
        CommandRun.of("index", file, "-o", index, "--rates", "land_ice_segments,segment_quality");
    assertThat(run.err()).isEmpty();
    Path output = export(file, "--rate", "segment_quality", "--bbox=-180,58.5,180,58.9");
    List<List<Object>> found =
        ExportedPoints.query(output, "select track_id, longitude, latitude, segment_id from %s");
    try (WholeArrays granule = WholeArrays.of(file)) {
      List<Row> expected =
          inside(
              granule,
              "segment_quality/reference_pt_lon",
              "segment_quality/reference_pt_lat",
              new double[][] {{-180, 58.5}, {180, 58.5}, {180, 58.9}, {-180, 58.9}});
      assertThat(expected).hasSizeGreaterThan(100);
      assertSameRows(found, expected);
    }
  }
}
