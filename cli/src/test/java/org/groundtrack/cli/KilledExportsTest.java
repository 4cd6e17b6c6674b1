package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

  /** The bytes of all files of a folder, by path. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static final Object[] FOLDER = {
    "--partition-by", "beam,h3:5", "--sort", "h3", "--max-memory", "200KB"
  };

  @Test
  void aKilledExportOfManyFilesLeavesNoFolderOrAWholeOne() throws Exception {
    Path output = outputs.resolve("folder");
    long millis = processes.duration(export(output, FOLDER));
    Map<String, String> whole = contents(output);
    assertThat(whole).hasSizeGreaterThan(10);
    delete(output);
    for (int i = 0; i < KILLS; i++) {
      processes.kill(random, millis, export(output, FOLDER));
      if (!visible().isEmpty()) {
        assertThat(visible()).containsExactly(output);
        assertThat(contents(output)).isEqualTo(whole);
        delete(output);
      }
      CommandRun.of(export(output, FOLDER)).succeeded();
      assertThat(contents(output)).isEqualTo(whole);
      delete(output);
    }
  }

  @Test
  void aKilledExportLeavesTheFolderThatItWasToReplace() throws Exception {
    Path output = outputs.resolve("folder");
    CommandRun.of(export(output, FOLDER)).succeeded();
    Map<String, String> whole = contents(output);
    delete(output);
    CommandRun.of(export(output, "--rows-per-file", 5000)).succeeded();
    Map<String, String> old = contents(output);
    List<Object> replacing = new ArrayList<>(Arrays.asList(FOLDER));
    replacing.add("--overwrite");
    long millis = processes.duration(export(output, replacing.toArray()));
    for (int i = 0; i < KILLS; i++) {
      processes.kill(random, millis, export(output, replacing.toArray()));
      // A kill between two renames leaves it to the next run to give the old one its name.
      CommandRun.of(export(output, "--rows-per-file", 5000));
      assertThat(contents(output)).isIn(old, whole);
    }
  }

  @Test
  void anExportOfManyFilesThatIsToldToEndLeavesNothing() throws Exception {
    Path output = outputs.resolve("folder");
    long millis = processes.duration(export(output, FOLDER));
    delete(output);
    for (int i = 0; i < KILLS; i++) {
      Process process = processes.start(CommandProcess.words(export(output, FOLDER)));
      if (!process.waitFor(millis / 3 + random.nextLong(millis / 2), TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
      process.waitFor();
      try (Stream<Path> left = Files.list(outputs)) {
        assertThat(left).isSubsetOf(List.of(output));
      }
      if (Files.exists(output)) {
        delete(output);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void pointsThatAreSortedOnADiskWithoutRoomLeaveNothing() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/bash")), "SKIPPED: no /bin/bash, which limits sizes");
    for (Object[] more : new Object[][] {FOLDER, {"--sort", "h3", "--max-memory", "200KB"}}) {
      for (int i = 0; i < KILLS; i++) {
        List<String> limited =
            new ArrayList<>(
                List.of(
                    "/bin/bash",
                    "-c",
                    "ulimit -f " + (1 + random.nextInt(100)) + " && exec \"$@\"",
                    "limited"));
        limited.addAll(CommandProcess.words(export(outputs.resolve("output"), more)));
        Process process = processes.start(limited);
        assertThat(process.waitFor()).as(Files.readString(temp.resolve("err.txt"))).isEqualTo(7);
        assertThat(Files.readString(temp.resolve("err.txt"))).contains("error[LIMIT_EXCEEDED]");
        try (Stream<Path> left = Files.list(outputs)) {
          assertThat(left).isEmpty();
        }
      }
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
        // Enough for the native libraries, which are unpacked to files of their own.
        int room = blocks / 2 + random.nextInt(blocks / 2);
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
