package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.kerchunk.KerchunkSamples;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of real granules against rows that a brute-force search with h5py and shapely found. */
class RealGranulesTest {
  private static final String SEGMENTS = "land_ice_segments/";
  private static final float FLOAT_FILL = 3.4028235e38f;
  private static final int INT_FILL = 2147483647;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"juneau-concave", "west-greenland-multi", "antarctica-strip"})
  void exportHasExactlyTheRowsThatBruteForceFinds(String area) throws Exception {
    Path granules = SharedData.require("atl06");
    Path expected = SharedData.require("expected/atl06-%s.csv".formatted(area));
    Path index = folder.resolve("index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
    // The Antarctic subset was made without the fit statistics.
    boolean fits = !area.startsWith("antarctica");
    Path output = folder.resolve(area + ".parquet");

    CommandRun.of(
            "export",
            index,
            "--aoi",
            SharedData.require("aoi/%s.geojson".formatted(area)),
            "--allow-dir",
            granules,
            "--variables",
            fits ? "delta_time,fit_statistics/n_fit_photons" : "delta_time",
            "--time-unit",
            "ns",
            "-o",
            output)
        .succeeded();
    List<List<Object>> found =
        ExportedPoints.query(
            output,
            "select granule, track_id, longitude, latitude, delta_time, h_li, h_li_sigma,"
                + " atl06_quality_summary, segment_id, "
                + (fits ? "n_fit_photons" : "null::int")
                + ", epoch_ns(time), rgt, cycle, beam_strength, st_astext(geometry)"
                + " from %s");
    List<Row> rows = expected(expected);
    assertThat(found).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(found.get(i).subList(0, 10)).as("row %s", i).isEqualTo(rows.get(i).values());
      double deltaTime = (double) rows.get(i).values().get(4);
      // 2018-01-01 is 1,514,764,800 s after 1970; the stored double comes back from nanoseconds.
      long nanos = (long) found.get(i).get(10) - 1_514_764_800_000_000_000L;
      assertThat(BigDecimal.valueOf(nanos, 9).doubleValue())
          .as("time of row %s", i)
          .isEqualTo(deltaTime);
      String name = rows.get(i).granule();
      String track = name.replaceFirst(".*ATL06_\\d{14}_", "");
      assertThat(found.get(i).get(11)).isEqualTo(Integer.parseInt(track.substring(0, 4)));
      assertThat(found.get(i).get(12)).isEqualTo(Integer.parseInt(track.substring(4, 6)));
      assertThat(found.get(i).get(13)).isIn("strong", "weak");
    }
    System.out.println("%s: %s rows equal".formatted(area, rows.size()));
    exportsAreTheSameFromAServer(granules, area, fits, Files.readAllBytes(output));
  }

  /** With and without sidecars, and again from the cache. */
  private void exportsAreTheSameFromAServer(
      Path granules, String area, boolean fits, byte[] expected) throws Exception {
    try (FaultServer server = new FaultServer();
        Stream<Path> files = Files.walk(granules)) {
      Path sidecars = Files.createDirectories(folder.resolve("sidecars"));
      List<Object> urls = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".h5")).sorted().toList()) {
        String path = "/atl06/" + file.getFileName();
        server.put(path, Files.readAllBytes(file), "\"v1\"", null);
        urls.add(server.url(path));
        KerchunkSamples.write(file, sidecars.resolve(file.getFileName() + ".json"));
      }
      for (String sidecar : new String[] {"off", sidecars + "/{name}.json"}) {
        Path parent = Files.createDirectories(folder.resolve(sidecar.equals("off") ? "a" : "b"));
        CommandRun index =
            CommandRun.of(
                "index", "-o", parent.resolve("index"), "--sidecars", sidecar, "--json", urls);
        assertThat(index.err()).isEmpty();
        System.out.println(area + ", sidecars " + index.out().replaceAll("\\s+", " "));
        for (int run = 0; run < 2; run++) {
          Path output = parent.resolve("points.parquet");
          CommandRun export =
              CommandRun.of(
                  "export",
                  parent.resolve("index"),
                  "--aoi",
                  SharedData.require("aoi/%s.geojson".formatted(area)),
                  "--allow-source",
                  server.url("/"),
                  "--cache",
                  folder.resolve("cache"),
                  "--variables",
                  fits ? "delta_time,fit_statistics/n_fit_photons" : "delta_time",
                  "--time-unit",
                  "ns",
                  "--overwrite",
                  "-o",
                  output);
          assertThat(export.err()).isEmpty();
          assertThat(Files.readAllBytes(output)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void beamStrengthIsTheBeamsOwnWord() throws Exception {
    Path granules = SharedData.require("atl06/juneau");
    Path index = folder.resolve("index");
    Path output = folder.resolve("points.parquet");
    CommandRun.of("index", granules, "-o", index);
    CommandRun.of("export", index, "--bbox=-180,-90,180,90", "--allow-dir", granules, "-o", output);
    // Flying forward, the right beams of the pairs are the strong ones.
    assertThat(
            ExportedPoints.query(
                output,
                "select distinct track_id, beam_strength from %s where granule like"
                    + " 'ATL06_20181014%%' order by 1"))
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly(
            "gt1l weak", "gt1r strong", "gt2l weak", "gt2r strong", "gt3l weak", "gt3r strong");
  }

  private record Row(String granule, String beam, int row, List<Object> values) {}

  private static List<Row> expected(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> names = Arrays.asList(lines.get(0).split(",", -1));
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      String granule = cells[names.indexOf("granule")];
      String beam = cells[names.indexOf("beam")];
      rows.add(
          new Row(
              granule,
              beam,
              Integer.parseInt(cells[names.indexOf("row")]),
              Arrays.asList(
                  granule,
                  beam,
                  Double.valueOf(cells[names.indexOf("longitude")]),
                  Double.valueOf(cells[names.indexOf("latitude")]),
                  Double.valueOf(cells[names.indexOf(SEGMENTS + "delta_time")]),
                  number(cells[names.indexOf(SEGMENTS + "h_li")]),
                  number(cells[names.indexOf(SEGMENTS + "h_li_sigma")]),
                  Byte.valueOf(cells[names.indexOf(SEGMENTS + "atl06_quality_summary")]),
                  Integer.valueOf(cells[names.indexOf(SEGMENTS + "segment_id")]),
                  integer(cells[names.indexOf(SEGMENTS + "fit_statistics/n_fit_photons")]))));
    }
    rows.sort(
        Comparator.comparing(Row::granule).thenComparing(Row::beam).thenComparingInt(Row::row));
    return rows;
  }

  private static Float number(String cell) {
    float value = (float) Double.parseDouble(cell);
    return value == FLOAT_FILL ? null : (Float) value;
  }

  private static Integer integer(String cell) {
    return cell.isEmpty() || Integer.parseInt(cell) == INT_FILL ? null : Integer.valueOf(cell);
  }
}
