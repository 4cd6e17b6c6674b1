package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Exports of areas in their many forms: which points come out. */
class AreaExportTest {
  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void buildIndex() throws IOException {
    Path granules = folder.resolve("granules");
    SeamGranules.write(granules, 12_000, 2000);
    index = folder.resolve("index");
    assertThat(CommandRun.of("index", granules, "-o", index).exitCode()).isZero();
  }

  private Path export(String name, Object... words) {
    Path output = folder.resolve(name + ".parquet");
    List<Object> all = new ArrayList<>(List.of("export", "--allow-empty", index, "-o", output));
    all.addAll(List.of(words));
    CommandRun.of(all.toArray()).succeeded();
    return output;
  }

  private List<double[]> points(Path file) throws SQLException {
    List<double[]> points = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement();
        ResultSet rows = sql.executeQuery("select longitude, latitude from '%s'".formatted(file))) {
      while (rows.next()) {
        points.add(new double[] {rows.getDouble(1), rows.getDouble(2)});
      }
    }
    return points;
  }

  private Path areaFile(int number, byte[] content) throws IOException {
    Path file = folder.resolve("spelling" + number).resolve("area");
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  @Test
  void everySpellingOfAnAreaAcrossTheAntimeridianGivesTheSameBytes() throws Exception {
    String feature =
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"%s\",\"coordinates\":%s}}";
    String[] spellings = {
      feature.formatted("Polygon", "[[[179,65.5],[-179,65.5],[-179,66.5],[179,66.5],[179,65.5]]]"),
      feature.formatted("Polygon", "[[[179,65.5],[181,65.5],[181,66.5],[179,66.5],[179,65.5]]]"),
      feature.formatted(
          "MultiPolygon",
          "[[[[179,65.5],[180,65.5],[180,66.5],[179,66.5],[179,65.5]]],[[[-180,65.5],[-179,65.5],[-179,66.5],[-180,66.5],[-180,65.5]]]]"),
      "POLYGON((-181 65.5, -179 65.5, -179 66.5, -181 66.5, -181 65.5))",
      "179,65.5,-179,66.5",
      "<kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>179,65.5 -179,65.5 -179,66.5 179,66.5 179,65.5</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
      WKBWriter.toHex(
          new WKBWriter()
              .write(
                  new WKTReader()
                      .read("POLYGON((179 65.5, 181 65.5, 181 66.5, 179 66.5, 179 65.5))")))
    };
    byte[] expected = null;
    for (int i = 0; i < spellings.length; i++) {
      Path area = areaFile(i, spellings[i].getBytes(StandardCharsets.UTF_8));
      Path output = export("points" + i, "--aoi", area);
      byte[] bytes = Files.readAllBytes(output);
      expected = expected == null ? bytes : expected;
      assertThat(bytes).as(spellings[i]).isEqualTo(expected);
    }
    List<double[]> all = points(export("all", "--bbox=-180,-90,180,90"));
    long inside =
        all.stream().filter(p -> Math.abs(p[0]) >= 179 && p[1] >= 65.5 && p[1] <= 66.5).count();
    assertThat(points(folder.resolve("points0.parquet"))).hasSize((int) inside);
    assertThat(inside).isPositive();
  }

  @Test
  void areaOfStandardInputIsRead() throws Exception {
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(
              "POLYGON((179 65, 181 65, 181 67, 179 67, 179 65))"
                  .getBytes(StandardCharsets.UTF_8)));
      Path output = export("piped", "--aoi", "-");
      assertThat(points(output))
          .hasSameSizeAs(points(export("named", "--bbox=179,65,-179,67")))
          .isNotEmpty();
    } finally {
      System.setIn(before);
    }
  }

  /** EPSG:3413 by the formulas of Snyder, Map projections, 21-33 and 21-34. */
  private static double[] northPolar(double longitude, double latitude) {
    double e = Math.sqrt(2 / 298.257223563 - Math.pow(1 / 298.257223563, 2));
    double rho = 6378137 * m(70, e) * t(latitude, e) / t(70, e);
    double theta = Math.toRadians(longitude + 45);
    return new double[] {rho * Math.sin(theta), -rho * Math.cos(theta)};
  }

  private static double t(double latitude, double e) {
    double sine = Math.sin(Math.toRadians(latitude));
    return Math.tan(Math.PI / 4 - Math.toRadians(latitude) / 2)
        / Math.pow((1 - e * sine) / (1 + e * sine), e / 2);
  }

  private static double m(double latitude, double e) {
    double sine = Math.sin(Math.toRadians(latitude));
    return Math.cos(Math.toRadians(latitude)) / Math.sqrt(1 - e * e * sine * sine);
  }

  @Test
  void projectedAreaRoundThePoleHoldsThePointsThatItHoldsOnThePlane() throws Exception {
    List<double[]> all = points(export("all", "--bbox=-180,-90,180,90"));
    for (double half : new double[] {235_000, 260_000, 2_500_000}) {
      int sure = 0;
      int unsure = 0;
      for (double[] point : all) {
        double[] xy = northPolar(point[0], point[1]);
        double off = Math.max(Math.abs(xy[0]), Math.abs(xy[1])) - half;
        if (Math.abs(off) < 0.02) {
          unsure++;
        } else if (off < 0) {
          sure++;
        }
      }
      String box = "--bbox=-%1$s,-%1$s,%1$s,%1$s".formatted(half);
      int found = points(export("square" + half, box, "--aoi-crs", "EPSG:3413")).size();
      assertThat(found).isBetween(sure, sure + unsure);
      assertThat(found).isPositive();
      assertThat(unsure).isLessThan(3);
    }
  }

  @Test
  void bufferHoldsThePointsWithinTheDistance() throws Exception {
    List<double[]> all = points(export("all", "--bbox=-180,-90,180,90"));
    double[] place = all.get(all.size() / 3);
    for (double metres : new double[] {200, 30_000}) {
      long within = 0;
      long perhaps = 0;
      for (double[] point : all) {
        double distance = Geodesic.WGS84.Inverse(place[1], place[0], point[1], point[0]).s12;
        within += distance <= metres ? 1 : 0;
        perhaps += distance > metres && distance <= metres * 1.0005 + 0.1 ? 1 : 0;
      }
      Path output =
          export(
              "round" + metres,
              "--aoi",
              "POINT(%s %s)".formatted(place[0], place[1]),
              "--buffer",
              metres);
      assertThat((long) points(output).size()).isBetween(within, within + perhaps);
      assertThat(within).isPositive();
    }
  }

  @Test
  void pointsWithoutABufferAndAnUnknownCrsAreRefused() {
    CommandRun point = CommandRun.of("query", index, "--aoi", "POINT(1 2)");
    assertThat(point.exitCode()).isEqualTo(2);
    assertThat(point.err()).contains("INVALID_AOI", "--buffer METRES");
    CommandRun crs = CommandRun.of("query", index, "--bbox=0,0,1000,1000", "--aoi-crs", "EPSG:1");
    assertThat(crs.exitCode()).isEqualTo(2);
    assertThat(crs.err()).contains("EPSG:1", "not known", "ogr2ogr");
    CommandRun negative = CommandRun.of("query", index, "--bbox=0,0,1,1", "--buffer=-5");
    assertThat(negative.exitCode()).isEqualTo(2);
    assertThat(negative.err()).contains("expected metres above 0");
  }
}
