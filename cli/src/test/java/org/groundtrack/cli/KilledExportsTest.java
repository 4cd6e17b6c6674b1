package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports, in processes of their own, that are killed at random moments or run out of room: the
 * output is not there, or what it was, or whole. {@code -Dgroundtrack.kills=50} makes a hundred.
 */
class KilledExportsTest {
  private static final int KILLS = Integer.getInteger("groundtrack.kills", 2);

  @TempDir Path temp;
  private Path index;
  private Path outputs;
  private Random random;
  private CommandProcess processes;

  @BeforeEach
  void makeIndex() throws IOException {
    long seed = System.nanoTime();
    System.out.println("KilledExportsTest seed " + seed);
    random = new Random(seed);
    processes = new CommandProcess(temp.resolve("err.txt"));
    Path granules = Files.createDirectories(temp.resolve("granules"));
    outputs = Files.createDirectories(temp.resolve("outputs"));
    for (int cycle = 3; cycle < 11; cycle++) {
      Atl06Generator.write(granules, TileGranules.cycle(cycle).build());
    }
    index = temp.resolve("index");
    CommandRun.of("index", granules, "-o", index).succeeded();
  }

  private Object[] export(Path output, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("export", index, TILE, "--allow-dir", temp, "-o", output));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  private byte[] expected(String name) throws IOException {
    Path whole = temp.resolve(name);
    CommandRun.of(export(whole)).succeeded();
    return Files.readAllBytes(whole);
  }

  /** What a listing shows that is no leftover under a hidden name. */
  private List<Path> visible() throws IOException {
    try (Stream<Path> files = Files.list(outputs)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Test
  void aKilledExportLeavesNoOutputOrAWholeOne() throws Exception {
    for (String name : List.of("points.parquet", "points.arrow")) {
      byte[] whole = expected(name);
      Path output = outputs.resolve(name);
      long millis = processes.duration(export(output));
      Files.delete(output);
      for (int i = 0; i < KILLS; i++) {
        processes.kill(random, millis, export(output));
        if (!visible().isEmpty()) {
          assertThat(visible()).containsExactly(output);
          assertThat(output).hasBinaryContent(whole);
          Files.delete(output);
        }
        CommandRun.of(export(output)).succeeded();
        assertThat(output).hasBinaryContent(whole);
        Files.delete(output);
      }
    }
  }

  @Test
  void aKilledExportLeavesTheOutputThatItWasToReplace() throws Exception {
    byte[] whole = expected("points.parquet");
    Path output = outputs.resolve("points.parquet");
    byte[] old = {1, 2, 3};
    Files.write(output, old);
    long millis = processes.duration(export(output, "--overwrite"));
    for (int i = 0; i < KILLS; i++) {
      Files.write(output, old);
      processes.kill(random, millis, export(output, "--overwrite"));
      assertThat(Files.readAllBytes(output)).isIn(old, whole);
    }
  }

  @Test
  void anOutputForWhichThereIsNoRoomLeavesNothing() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/bash")), "SKIPPED: no /bin/bash, which limits sizes");
    for (String name : List.of("points.parquet", "points.arrow")) {
      int blocks = expected(name).length / 1024;
      for (int i = 0; i < KILLS; i++) {
        Path output = outputs.resolve(name);
        int room = random.nextInt(blocks);
        List<String> limited =
            new ArrayList<>(
                List.of("/bin/bash", "-c", "ulimit -f " + room + " && exec \"$@\"", "limited"));
        limited.addAll(CommandProcess.words(export(output)));
        Process process = processes.start(limited);
        assertThat(process.waitFor()).as("%s blocks of %s", room, blocks).isEqualTo(7);
        assertThat(Files.readString(temp.resolve("err.txt")))
            .contains("error[LIMIT_EXCEEDED]", name, "can't be written");
        try (Stream<Path> left = Files.list(outputs)) {
          assertThat(left).isEmpty();
        }
      }
    }
  }
}
