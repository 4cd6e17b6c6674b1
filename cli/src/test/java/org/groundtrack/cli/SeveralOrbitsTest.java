package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Granules of several orbits: track, cycle and orbit are those of each row's time. */
class SeveralOrbitsTest {
  private static final int ROWS = 400;

  @TempDir Path folder;

  private final int[] rgts = {1386, 1387, 1, 2};
  private final int[] cycles = {7, 7, 8, 8};
  private final int[] orbits = {9000, 9001, 9002, 9003};
  private final double[] crossings = {100, 200, 350, 400};
  private final double[] time = new double[ROWS];

  @BeforeEach
  void buildIndex() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("SeveralOrbitsTest: seed " + seed);
    Random random = new Random(seed);
    double[] longitude = new double[ROWS];
    double[] latitude = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      time[i] = 50 + 500 * random.nextDouble();
      longitude[i] = -20 + 40 * random.nextDouble();
      latitude[i] = -20 + 40 * random.nextDouble();
    }
    Arrays.sort(time);
    // The instants of the crossings themselves belong to the later orbit.
    time[ROWS / 2] = 200;
    Arrays.sort(time);
    Path granule = folder.resolve("SEA_1.h5");
    try (WritableHdfFile file = HdfFile.write(granule)) {
      file.putAttribute("short_name", "SEA");
      WritableGroup group = file.putGroup("sea");
      group.putDataset("lon", longitude);
      group.putDataset("lat", latitude);
      group.putDataset("time", time);
      group.putDataset("number", IntStream.range(0, ROWS).toArray());
      WritableGroup info = file.putGroup("orbit_info");
      info.putDataset("rgt", rgts);
      info.putDataset("cycle_number", cycles);
      info.putDataset("orbit_number", orbits);
      info.putDataset("crossing_time", crossings);
    }
    Path layout =
        Files.writeString(
            folder.resolve("sea.json"),
            """
            {"product": "SEA", "epoch": "2019-01-01",
             "metadata": {"rgt": ["orbit_info/rgt"], "cycle": ["orbit_info/cycle_number"],
              "orbit": ["orbit_info/orbit_number"], "crossingTime": ["orbit_info/crossing_time"]},
             "granuleColumns": ["rgt", "cycle", "orbit"],
             "rates": [{"name": "sea", "groups": ["sea"], "longitude": "sea/lon",
              "latitude": "sea/lat", "time": "sea/time", "variables": ["sea/number"]}]}
            """);
    CommandRun.of("index", granule, "--layout", layout, "-o", folder.resolve("index")).succeeded();
  }

  private int orbitOf(int row) {
    int orbit = 0;
    for (int k = 1; k < crossings.length; k++) {
      orbit = time[row] >= crossings[k] ? k : orbit;
    }
    return orbit;
  }

  private List<String> expected(IntPredicate wanted) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int k = orbitOf(i);
      if (wanted.test(k)) {
        rows.add("%s: %s %s %s".formatted(i, rgts[k], cycles[k], orbits[k]));
      }
    }
    return rows;
  }

  private List<String> export(Object... filters) throws IOException {
    Path output = folder.resolve("points.csv");
    CommandRun.of(
            "export",
            folder.resolve("index"),
            "--bbox=-30,-30,30,30",
            "--allow-dir",
            folder,
            "--overwrite",
            "-o",
            output,
            filters)
        .succeeded();
    List<String> lines = Files.readAllLines(output);
    List<String> names = List.of(lines.get(0).split(","));
    return lines.stream()
        .skip(1)
        .map(line -> List.of(line.split(",")))
        .map(
            row ->
                "%s: %s %s %s"
                    .formatted(
                        row.get(names.indexOf("number")),
                        row.get(names.indexOf("rgt")),
                        row.get(names.indexOf("cycle")),
                        row.get(names.indexOf("orbit"))))
        .toList();
  }

  @Test
  void everyRowHasTheTrackOfItsTime() throws IOException {
    assertThat(export()).isEqualTo(expected(k -> true));
  }

  @Test
  void filtersAndConditionsOnTracksGoByRow() throws IOException {
    assertThat(export("--rgt", "1")).isEqualTo(expected(k -> k == 2));
    assertThat(export("--rgt", "1387,2")).isEqualTo(expected(k -> k == 1 || k == 3));
    assertThat(export("--cycle", "7")).isEqualTo(expected(k -> k < 2));
    assertThat(export("--rgt", "1-1386", "--cycle", "8")).isEqualTo(expected(k -> k >= 2));
    assertThat(export("--orbit", "9001-9002")).isEqualTo(expected(k -> k == 1 || k == 2));
    assertThat(export("--where", "rgt = 1387 or cycle = 8")).isEqualTo(expected(k -> k >= 1));
  }
}
