package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.groundtrack.granule.Positions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Longitudes however they are counted, and positions that are none, each with its reason. */
class InvalidPositionsTest {
  private static final double FILL = -999;

  @TempDir Path folder;

  private Path layout() throws IOException {
    return Files.writeString(
        folder.resolve("radar.json"),
        """
        {"product": "RADAR", "rates": [
         {"name": "echoes", "groups": ["radar"], "longitude": "radar/lon",
          "latitude": "radar/lat", "variables": ["radar/number"]}]}
        """);
  }

  private Path track(double[] longitude, double[] latitude) {
    Path granule = folder.resolve("RADAR.h5");
    int[] number = new int[longitude.length];
    for (int i = 0; i < number.length; i++) {
      number[i] = i;
    }
    try (WritableHdfFile file = HdfFile.write(granule)) {
      file.putAttribute("short_name", "RADAR");
      WritableGroup group = file.putGroup("radar");
      WritableDataset lon = group.putDataset("lon", longitude);
      lon.putAttribute("_FillValue", FILL);
      group.putDataset("lat", latitude);
      group.putDataset("number", number);
    }
    return granule;
  }

  private JsonNode index(Path granule) throws IOException {
    return CommandRun.of(
            "index", granule, "--layout", layout(), "-o", folder.resolve("index"), "--json")
        .succeeded()
        .json();
  }

  private List<String> export(String box) throws IOException {
    Path output = folder.resolve("points.csv");
    CommandRun.of(
            "export",
            folder.resolve("index"),
            "--bbox=" + box,
            "--allow-dir",
            folder,
            "--overwrite",
            "-o",
            output)
        .succeeded();
    List<String> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(output);
    List<String> names = List.of(lines.get(0).split(","));
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = List.of(line.split(","));
      rows.add(
          values.get(names.indexOf("number"))
              + " at "
              + Double.parseDouble(values.get(names.indexOf("longitude"))));
    }
    return rows;
  }

  @Test
  void longitudesOfTracksAreTurnedHoweverTheyAreCounted() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("InvalidPositionsTest: seed " + seed);
    Random random = new Random(seed);
    int rows = 500;
    double[] longitude = new double[rows];
    double[] latitude = new double[rows];
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      longitude[i] = -360 + 900 * random.nextDouble();
      latitude[i] = -80 + 160 * random.nextDouble();
      double turned = longitude[i];
      while (turned > 180) {
        turned -= 360;
      }
      while (turned < -180) {
        turned += 360;
      }
      if (turned >= -130 && turned <= -20 && Math.abs(latitude[i]) <= 50) {
        expected.add(i + " at " + turned);
      }
    }
    JsonNode report = index(track(longitude, latitude));
    assertThat(report.path("invalidPositions").asLong()).isZero();
    assertThat(export("-130,-50,-20,50")).isEqualTo(expected);
  }

  @Test
  void positionsThatAreNoneAreCountedByReasonInEveryReport() throws IOException {
    double[] longitude = {10, FILL, FILL, Double.NaN, 12, 13, 999, 370, 11, 9};
    double[] latitude = {10, 10, 95, 10, 91, -90.5, 10, 10, Double.NEGATIVE_INFINITY, 10};
    JsonNode report = index(track(longitude, latitude));
    assertThat(report.path("invalidPositions").asLong()).isEqualTo(7);
    assertReasons(report.path("invalidByReason"));
    JsonNode info = CommandRun.of("index", "info", folder.resolve("index"), "--json").json();
    assertReasons(info.path("products").path(0).path("invalidByReason"));
    assertThat(CommandRun.of("index", "info", folder.resolve("index")).succeeded().out())
        .contains("7 positions, in no cell")
        .contains("1 have a longitude out of [-360, 540]");
    CommandRun export =
        CommandRun.of(
            "export",
            folder.resolve("index"),
            "--bbox=0,0,20,20",
            "--allow-dir",
            folder,
            "-o",
            folder.resolve("points.csv"));
    assertThat(export.succeeded().out())
        .contains("7 rows of these granules have no valid position and are in no area")
        .contains("2 have a latitude out of [-90, 90]");
    assertThat(export("0,0,20,20")).containsExactly("0 at 10.0", "7 at 10.0", "9 at 9.0");
  }

  private static void assertReasons(JsonNode reasons) {
    assertThat(reasons.path("fill").asLong()).isEqualTo(2);
    assertThat(reasons.path("notANumber").asLong()).isEqualTo(2);
    assertThat(reasons.path("latitude").asLong()).isEqualTo(2);
    assertThat(reasons.path("longitude").asLong()).isEqualTo(1);
    assertThat(reasons.path("noPosition").asLong()).isZero();
  }

  @Test
  void anIndexThatMostRowsAreNotInIsNotSound() throws IOException {
    index(track(new double[] {10, 700, 800}, new double[] {10, 10, 10}));
    CommandRun run = CommandRun.of("index", "verify", folder.resolve("index"));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out())
        .contains("The index has 1 problem")
        .contains("most rows of RADAR can't be found")
        .contains("of 3 rows 2 have a longitude out of [-360, 540]");
  }

  @Test
  void turningALongitudeRoundsNothing() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double within = -180 + 360 * random.nextDouble();
      assertThat(Positions.turned(within)).isEqualTo(within);
      double beyond = Math.nextUp(180 + 360 * random.nextDouble());
      assertThat(Positions.turned(beyond) + 360).isEqualTo(beyond);
      assertThat(Positions.turned(-180 - 180 * random.nextDouble())).isBetween(0.0, 180.0);
    }
    assertThat(Positions.turned(180)).isEqualTo(180);
    assertThat(Positions.turned(-180)).isEqualTo(-180);
    assertThat(Positions.turned(540)).isEqualTo(180);
    assertThat(Positions.turned(-360)).isZero();
    assertThat(Positions.turned(Math.nextUp(540.0))).isGreaterThan(540);
    assertThat(Positions.turned(Math.nextDown(-360.0))).isLessThan(-360);
    assertThat(Positions.turned(Double.NaN)).isNaN();
  }
}
