package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One granule that was indexed more than once: under several names, whole and cut, as versions. */
class CopiesTest {
  private static final int ROWS = 3000;
  private static final String AREA = "-180,50,180,90";

  @TempDir Path folder;
  private Path whole;
  private int number;
  private String said;

  @BeforeEach
  void writeGranule() throws Exception {
    whole =
        Atl06Generator.write(
            Files.createDirectory(folder.resolve("whole")),
            TileGranules.cycle(3).rows(ROWS).build());
  }

  private Path index(Path granules) {
    Path index = granules.resolve("index");
    said = CommandRun.of("index", granules, "-o", index).succeeded().out();
    return index;
  }

  private Path folder() throws Exception {
    return Files.createDirectory(folder.resolve("granules" + number++));
  }

  private String name(String change) {
    String id = whole.getFileName().toString();
    return change.formatted(id.substring(0, id.length() - ".h5".length()));
  }

  /** How often the segment of each row and beam came, by granule. */
  private static Map<String, Long> points(Path output) throws Exception {
    Map<String, Long> found = new TreeMap<>();
    for (List<Object> row :
        ExportedPoints.query(
            output,
            "select track_id, segment_id, count(*), min(granule) from read_parquet(%s) group by 1, 2")) {
      found.put(row.get(0) + " " + row.get(1) + " " + row.get(3), (Long) row.get(2));
    }
    return found;
  }

  private static Path export(Path index, String... more) {
    Path output = index.resolveSibling("points" + more.length + ".parquet");
    CommandRun.of("export", index, "--bbox=" + AREA, "-v", "segment_id", "-o", output, more)
        .succeeded();
    return output;
  }

  private static void export(Path index, int atOnce, Path output) {
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      Exporter.of(
              AoiQuery.of(opened)
                  .within(AoiReader.parse(AREA, "Arctic"))
                  .variables(List.of("segment_id"))
                  .granulesAtOnce(atOnce)
                  .plan())
          .write(output);
    }
  }

  @Test
  void aCopyUnderAnotherNameGivesNothingAndIsTold() throws Exception {
    for (String other : List.of("processed_%s.h5", "%s_subsetted.h5", "%s (1).h5")) {
      Path granules = folder();
      String name = name("%s.h5");
      Files.copy(whole, granules.resolve(name));
      Files.copy(whole, granules.resolve(name(other)));
      Path index = index(granules);
      assertThat(said).contains(name(other) + ", for " + name);
      Map<String, Long> points = points(export(index));
      assertThat(points).hasSize(6 * ROWS);
      assertThat(points.values()).containsOnly(1L);
      assertThat(points.keySet()).allMatch(point -> point.endsWith(" " + name));
      assertThat(points(export(index, "--all-versions")).values()).containsOnly(2L);
      assertThat(CommandRun.of("query", index, "--bbox=" + AREA).out())
          .contains(name(other) + ", for " + name);
      JsonNode plan = CommandRun.of("query", index, "--bbox=" + AREA, "--json").json();
      assertThat(plan.get("leftOut"))
          .hasToString("[{\"granule\":\"%s\",\"for\":\"%s\"}]".formatted(name(other), name));
    }
  }

  @Test
  void everyPointOfSubsetsOfOneGranuleComesOnce() throws Exception {
    Python python = Python.require("h5py", "numpy");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 6; run++) {
      Path granules = folder();
      boolean[] held = new boolean[ROWS];
      List<Object> pieces = new ArrayList<>(List.of(whole));
      int count = 2 + random.nextInt(3);
      for (int piece = 0; piece < count; piece++) {
        boolean all = random.nextInt(6) == 0;
        // Outlines with bays: rows of one cell in turns of this piece and of another.
        int step = List.of(7, 60, 900).get(random.nextInt(3));
        List<String> runs = new ArrayList<>();
        for (int first = all ? 0 : random.nextInt(ROWS / 2); first < ROWS; ) {
          int end = all ? ROWS : Math.min(ROWS, first + 1 + random.nextInt(step));
          runs.add(first + "-" + end);
          Arrays.fill(held, first, end, true);
          first = end + 1 + random.nextInt(step);
        }
        pieces.add(granules.resolve(name("p" + piece + "_%s.h5")));
        pieces.add("same");
        pieces.add(String.join(",", runs));
      }
      python.runResource(CopiesTest.class, "subset.py", pieces.toArray());
      Path index = index(granules);
      int wanted = 0;
      for (boolean row : held) {
        wanted += row ? 6 : 0;
      }
      Path output = export(index);
      Map<String, Long> points = points(output);
      assertThat(points).as("seed %s, run %s", seed, run).hasSize(wanted);
      assertThat(points.values()).as("seed %s, run %s", seed, run).containsOnly(1L);
      Path sliced = index.resolveSibling("sliced.parquet");
      export(index, 1, sliced);
      assertThat(points(sliced)).as("in slices, seed %s", seed).isEqualTo(points);
    }
  }

  @Test
  void aSmallPieceOfANewerVersionReplacesItsOwnRowsOnly() throws Exception {
    Path granules = folder();
    Files.copy(whole, granules.resolve(name("%s.h5")));
    Path piece = granules.resolve("newer.h5");
    Python.require("h5py", "numpy")
        .runResource(CopiesTest.class, "subset.py", whole, piece, "007", "1000-1200,2000-2100");
    Path index = index(granules);
    CommandRun run = CommandRun.of("query", index, "--bbox=" + AREA);
    assertThat(run.out()).contains(name("%s.h5") + ", for newer.h5");
    Map<String, Long> points = points(export(index));
    assertThat(points).hasSize(6 * ROWS);
    assertThat(points.values()).containsOnly(1L);
    assertThat(points.keySet().stream().filter(point -> point.endsWith(" newer.h5"))).hasSize(1800);
  }
}
