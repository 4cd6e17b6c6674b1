package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that write to an index, in processes of their own that are killed at random moments: the
 * index is as it was or as it should be, and the next run succeeds. {@code -Dgroundtrack.kills=34}
 * makes a hundred.
 */
class KilledRunsTest {
  private static final int KILLS = Integer.getInteger("groundtrack.kills", 2);

  @TempDir Path temp;

  private Path old;
  private Path recent;
  private Random random;
  private CommandProcess processes;

  @BeforeEach
  void makeGranules() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledRunsTest seed " + seed);
    random = new Random(seed);
    processes = new CommandProcess(temp.resolve("err.txt"));
    old = Files.createDirectories(temp.resolve("old"));
    recent = Files.createDirectories(temp.resolve("recent"));
    for (int i = 0; i < 8; i++) {
      GranuleGenerator.write(
          i % 2 == 0 ? old : recent,
          GranuleSpec.builder(SampleProduct.ATL13).pass(100 + i, 3).seed(i).segments(400).build());
    }
  }

  /** What an index says of all granules, their rows and their datasets. */
  private static List<String> answers(Path folder) {
    List<String> answers = new ArrayList<>();
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      List<Granule> granules = index.granules();
      granules.forEach(granule -> answers.add(granule.toString()));
      CellCover world =
          CellCover.of(
              AoiReader.parse("-180,-90,180,90", "world"), index.layouts().get(0).h3Resolution());
      List<String> rows = new ArrayList<>();
      index.coverage(world, true, row -> rows.add(row.toString()));
      index.datasets(
          Set.copyOf(granules.stream().map(Granule::id).toList()),
          path -> true,
          (id, dataset) -> rows.add(id + dataset));
      rows.sort(null);
      answers.addAll(rows);
    }
    return answers;
  }

  private static void succeed(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void aBuildThatIsKilledLeavesNoIndexOrAWholeOne() throws Exception {
    Path whole = temp.resolve("whole");
    long millis = processes.duration("index", old, recent, "-o", whole, "--keep-every", 2);
    List<String> expected = answers(whole);
    for (int i = 0; i < KILLS; i++) {
      Path index = temp.resolve("index" + i);
      for (int k = 0; k < 1 + random.nextInt(2); k++) {
        processes.kill(random, millis, "index", old, recent, "-o", index, "--keep-every", 2);
        if (Files.exists(index.resolve("index.json"))) {
          assertThat(answers(index)).isEqualTo(expected);
        }
      }
      succeed("index", old, recent, "-o", index, "--keep-every", 2, "--overwrite");
      assertThat(answers(index)).isEqualTo(expected);
      succeed("index", "verify", index);
    }
  }

  @Test
  void anAppendThatIsKilledLeavesTheOldIndexOrTheNewOne() throws Exception {
    Path base = temp.resolve("base");
    succeed("index", old, "-o", base);
    List<String> before = answers(base);
    Path whole = temp.resolve("whole");
    copy(base, whole);
    long millis = processes.duration("index", "--append", recent, "-o", whole, "--keep-every", 1);
    List<String> after = answers(whole);
    assertThat(after).hasSizeGreaterThan(before.size());
    for (int i = 0; i < KILLS; i++) {
      Path index = temp.resolve("index" + i);
      copy(base, index);
      processes.kill(random, millis, "index", "--append", recent, "-o", index, "--keep-every", 1);
      assertThat(answers(index)).isIn(before, after);
      succeed("index", "--append", recent, "-o", index, "--keep-every", 1);
      assertThat(answers(index)).isEqualTo(after);
      succeed("index", "verify", index);
    }
  }

  @Test
  void aCompactionThatIsKilledLeavesTheSameAnswers() throws Exception {
    Path base = temp.resolve("base");
    succeed("index", old, "-o", base);
    succeed("index", "--append", recent, "-o", base);
    List<String> expected = answers(base);
    Path whole = temp.resolve("whole");
    copy(base, whole);
    long millis = processes.duration("index", "compact", whole);
    for (int i = 0; i < KILLS; i++) {
      Path index = temp.resolve("index" + i);
      copy(base, index);
      processes.kill(random, millis, "index", "compact", index);
      assertThat(answers(index)).isEqualTo(expected);
      succeed("index", "compact", index);
      assertThat(answers(index)).isEqualTo(expected);
      succeed("index", "verify", index);
    }
  }
}
