package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of real grids, lightning, swaths and strings against whole arrays as jHDF reads them. */
class RealGridsTest {
  private static final String GLM =
      "gridded/OR_GLM-L2-LCFA_G16_s20181830433000_e20181830433200_c20181830433231.nc";
  private static final String L4A =
      "gedi/GEDI04_A_2020036151358_O06515_02_T00198_02_002_01_V002.h5";

  @TempDir Path folder;

  private record Box(double west, double south, double east, double north) {
    static Box of(String text) {
      String[] edges = text.split(" ", -1);
      return new Box(
          Double.parseDouble(edges[0]),
          Double.parseDouble(edges[1]),
          Double.parseDouble(edges[2]),
          Double.parseDouble(edges[3]));
    }

    boolean contains(double longitude, double latitude) {
      boolean between =
          west <= east
              ? longitude >= west && longitude <= east
              : longitude >= west || longitude <= east;
      return between && latitude >= south && latitude <= north;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "--bbox=%s,%s,%s,%s", west, south, east, north);
    }
  }

  private Path index(Object granule, Object... words) {
    Path index = folder.resolve("index");
    CommandRun.of("index", granule, "-o", index, words).succeeded();
    return index;
  }

  private Path export(Path index, Box box, Object... words) {
    Path output = folder.resolve("points.parquet");
    Path data = SharedData.require(".");
    CommandRun.of(
            "export",
            index,
            box,
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

  @ParameterizedTest
  @CsvSource({
    "-60 -20 10 35, 123200",
    "150 -50 -140 5, 123200",
    "-180 -90 180 -60, 345600",
    "76 15 7.5 61, 429088"
  })
  void cellsOfSsmisAreThoseOfTheWholeGrid(String area, int cells) throws Exception {
    Path granule = SharedData.require("gridded/f16_ssmis_20200102v7.nc");
    Box box = Box.of(area);
    Path output = export(index(granule), box, "--variables", "sst_dtime");
    String[] names = {
      "wind_speed",
      "atmosphere_water_vapor_content",
      "atmosphere_cloud_liquid_water_content",
      "rainfall_rate",
      "sst_dtime"
    };
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select longitude, latitude, pass, epoch_ns(time), "
                + String.join(", ", names)
                + " from %s order by pass, latitude,"
                + " case when longitude < 0 then longitude + 360 else longitude end");
    float[] scales = {0.2f, 0.3f, 0.01f, 0.1f, 0.1f};
    float[] offsets = {0, 0, -0.05f, 0, 0};
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      double[] longitudes = arrays.doubles("", "longitude");
      double[] latitudes = arrays.doubles("", "latitude");
      List<short[][][]> stored = new ArrayList<>();
      for (String name : names) {
        stored.add((short[][][]) arrays.data("", name));
      }
      int at = 0;
      int missing = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int y = 0; y < latitudes.length; y++) {
          for (int x = 0; x < longitudes.length; x++) {
            double longitude = longitudes[x] > 180 ? longitudes[x] - 360 : longitudes[x];
            if (!box.contains(longitude, latitudes[y])) {
              continue;
            }
            List<Object> values = found.get(at++);
            assertThat(values.get(0)).isEqualTo(longitude);
            assertThat(values.get(1)).isEqualTo(latitudes[y]);
            assertThat(((Number) values.get(2)).intValue()).isEqualTo(pass + 1);
            for (int k = 0; k < names.length; k++) {
              int raw = stored.get(k)[pass][y][x];
              missing += raw > 250 ? 1 : 0;
              // As numpy has it: 16 bits times single precision is single precision.
              assertThat(values.get(4 + k))
                  .isEqualTo(raw > 250 ? null : (Object) (raw * scales[k] + offsets[k]));
            }
            int tenths = stored.get(4)[pass][y][x];
            assertThat(values.get(3))
                .isEqualTo(
                    tenths > 250
                        ? null
                        : (Object) ((1_577_923_200L + tenths * 360L) * 1_000_000_000L));
          }
        }
      }
      assertThat(found).hasSize(at).hasSize(cells);
      System.out.println(
          "SSMIS %s: %s cells equal, %s values missing".formatted(area, at, missing));
    }
  }

  @Test
  void cellsOfSsmisDuringHoursAreThoseSeenThen() throws Exception {
    Path granule = SharedData.require("gridded/f16_ssmis_20200102v7.nc");
    Box box = Box.of("-60 -20 10 35");
    Path output =
        export(
            index(granule),
            box,
            "--start",
            "2020-01-02T08:00:00Z",
            "--end",
            "2020-01-02T09:00:00Z");
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      double[] longitudes = arrays.doubles("", "longitude");
      double[] latitudes = arrays.doubles("", "latitude");
      short[][][] tenths = (short[][][]) arrays.data("", "sst_dtime");
      int expected = 0;
      for (short[][] pass : tenths) {
        for (int y = 0; y < latitudes.length; y++) {
          for (int x = 0; x < longitudes.length; x++) {
            double longitude = longitudes[x] > 180 ? longitudes[x] - 360 : longitudes[x];
            boolean during = pass[y][x] >= 80 && pass[y][x] < 90;
            expected += during && box.contains(longitude, latitudes[y]) ? 1 : 0;
          }
        }
      }
      assertThat(expected).isGreaterThan(500);
      assertThat(ExportedPoints.query(output, "select count(*) from %s").get(0).get(0))
          .isEqualTo((long) expected);
    }
  }

  @Test
  void cellsOfImergAreThoseOfTheWholeGrid() throws Exception {
    Path granule = SharedData.require("gridded/GPM_3IMERGHH_bounds.nc4");
    Box box = Box.of("-25.02 31 -18 40.1");
    Path output = export(index(granule), box);
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select longitude, latitude, (epoch_ns(time) // 1000000000)::double, precipitationCal from %s"
                + " order by longitude, latitude");
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      double[] longitudes = arrays.doubles("Grid", "lon");
      double[] latitudes = arrays.doubles("Grid", "lat");
      float[][][] stored = (float[][][]) arrays.data("Grid", "precipitationCal");
      double time = arrays.doubles("Grid", "time")[0];
      int at = 0;
      for (int x = 0; x < longitudes.length; x++) {
        for (int y = 0; y < latitudes.length; y++) {
          if (box.contains(longitudes[x], latitudes[y])) {
            float value = stored[0][x][y];
            assertThat(found.get(at++))
                .containsExactly(
                    longitudes[x], latitudes[y], time, value == -9999.9f ? null : (Object) value);
          }
        }
      }
      assertThat(found).hasSize(at);
      assertThat(at).isGreaterThan(6000);
      assertThat(columns(output)).doesNotContain("track_id").contains("granule");
      System.out.println("IMERG: " + at + " cells equal");
    }
  }

  private static List<String> columns(Path output) throws Exception {
    return ExportedPoints.query(output, "select column_name from (describe select * from %s)")
        .stream()
        .map(row -> (String) row.get(0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "flashes, flash, flash_time_offset_of_first_event, flash_energy;flash_area;flash_quality_flag;flash_id",
    "groups, group, group_time_offset, group_energy;group_area;group_parent_flash_id;group_id",
    "events, event, event_time_offset, event_energy;event_parent_group_id;event_id"
  })
  void lightningIsThatOfTheWholeGranule(String rate, String start, String timed, String variables)
      throws Exception {
    Path granule = SharedData.require(GLM);
    Box box = Box.of("-100 -20 -60.5 40");
    Path index = index(granule, "--rates", "flashes,groups,events");
    String[] names = variables.split(";", -1);
    Path output = export(index, box, "--rate", rate, "--variables", String.join(",", names));
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select longitude, latitude, epoch_ns(time), " + String.join(", ", names) + " from %s");
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      Object[] latitudes = arrays.unpacked(start + "_lat");
      Object[] longitudes = arrays.unpacked(start + "_lon");
      double[] times = arrays.doubles("", timed);
      List<Object[]> expected = new ArrayList<>();
      for (String name : names) {
        expected.add(arrays.unpacked(name));
      }
      int at = 0;
      for (int i = 0; i < times.length; i++) {
        double longitude = (float) longitudes[i];
        double latitude = (float) latitudes[i];
        if (!box.contains(longitude, latitude)) {
          continue;
        }
        List<Object> values = found.get(at++);
        assertThat(values.get(0)).isEqualTo(longitude);
        assertThat(values.get(1)).isEqualTo(latitude);
        // Two milliseconds each since 2018-07-02T04:33:00Z.
        assertThat(values.get(2))
            .isEqualTo(1_530_505_980_000_000_000L + (long) times[i] * 2_000_000);
        for (int k = 0; k < names.length; k++) {
          Object value = values.get(3 + k);
          assertThat(value instanceof Float || value == null ? value : ((Number) value).longValue())
              .as("%s %s", names[k], i)
              .isEqualTo(expected.get(k)[i]);
        }
      }
      assertThat(found).hasSize(at);
      assertThat(at).isGreaterThan(50);
      System.out.println("GLM %s: %s rows equal".formatted(rate, at));
    }
  }

  @Test
  void variablesOfAnotherRateAreRefusedByName() {
    Path granule = SharedData.require(GLM);
    Path index = index(granule);
    CommandRun run =
        CommandRun.of("query", index, "--bbox=-100,-20,-60,40", "--variables", "group_area");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("'group_area' is of rate groups, not of flashes");
  }

  @Test
  void piecesOfVegetationSegmentsAreRowsOfTheirOwn() throws Exception {
    Path granule = SharedData.require("atl08/atl08_clip.h5");
    Path index = index(granule, "--product", "ATL08", "--rates", "land_segments,segments_20m");
    Path output =
        export(
            index,
            Box.of("-106.571 41.53 -106.5695 41.5382"),
            "--rate",
            "segments_20m",
            "--variables",
            "h_canopy,delta_time");
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select longitude, latitude, h_canopy_20m, h_te_best_fit_20m, segment_id_beg,"
                + " h_canopy, delta_time from %s");
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      String segments = "land_segments/";
      double[][] longitudes = arrays.table("gt1r", segments + "longitude_20m");
      double[][] latitudes = arrays.table("gt1r", segments + "latitude_20m");
      double[][] canopy = arrays.table("gt1r", segments + "canopy/h_canopy_20m");
      double[][] terrain = arrays.table("gt1r", segments + "terrain/h_te_best_fit_20m");
      long[] ids = arrays.longs("gt1r", segments + "segment_id_beg");
      double[] whole = arrays.doubles("gt1r", segments + "canopy/h_canopy");
      double[] times = arrays.doubles("gt1r", segments + "delta_time");
      int at = 0;
      for (int i = 0; i < ids.length; i++) {
        for (int k = 0; k < 5; k++) {
          if (Box.of("-106.571 41.53 -106.5695 41.5382")
              .contains(longitudes[i][k], latitudes[i][k])) {
            assertThat(found.get(at++))
                .containsExactly(
                    longitudes[i][k],
                    latitudes[i][k],
                    known(canopy[i][k]),
                    known(terrain[i][k]),
                    (int) ids[i],
                    known(whole[i]),
                    times[i]);
          }
        }
      }
      assertThat(found).hasSize(at);
      assertThat(at).isBetween(20, 44);
      System.out.println("ATL08: " + at + " pieces of 20 m equal");
    }
  }

  private static Object known(double value) {
    return value > 3e38 ? null : (Object) (float) value;
  }

  @Test
  void strataOfBiomassAreTheStringsThatTheirShotsPointTo() throws Exception {
    Path granule = SharedData.require(L4A);
    Box all = Box.of("-180 -90 180 90");
    String sql =
        "select track_id, shot_number::varchar, predict_stratum from %s order by track_id, shot_number";
    List<List<Object>> found =
        ExportedPoints.query(
            export(index(granule), all, "--variables", "predict_stratum,shot_number"), sql);
    List<List<Object>> expected = new ArrayList<>();
    try (WholeArrays arrays = WholeArrays.of(granule)) {
      for (String beam : arrays.beamsWith("predict_stratum")) {
        String[] strata = (String[]) arrays.data(beam, "predict_stratum");
        long[] shots = arrays.longs(beam, "shot_number");
        for (int i = 0; i < shots.length; i++) {
          // jHDF gives the whole object, where the element says that its string is empty.
          expected.add(List.of(beam, Long.toString(shots[i]), strata[i].replace("\0", "")));
        }
      }
    }
    expected.sort(
        Comparator.comparing((List<Object> row) -> (String) row.get(0))
            .thenComparing(row -> (String) row.get(1)));
    assertThat(found).isEqualTo(expected).hasSize(461);
    assertThat(found).extracting(row -> row.get(2)).contains("GSW_NAs", "");
    try (FaultServer server = new FaultServer()) {
      server.put("/l4a/" + granule.getFileName(), Files.readAllBytes(granule), "\"v1\"", null);
      Path remote = folder.resolve("remote");
      CommandRun run =
          CommandRun.of("index", server.url("/l4a/" + granule.getFileName()), "-o", remote);
      assertThat(run.err()).isEmpty();
      Path output =
          export(
              remote,
              all,
              "--variables",
              "predict_stratum,shot_number",
              "--allow-source",
              server.url("/"));
      assertThat(ExportedPoints.query(output, sql)).isEqualTo(expected);
    }
    System.out.println("GEDI L4A: " + expected.size() + " strata equal");
  }
}
