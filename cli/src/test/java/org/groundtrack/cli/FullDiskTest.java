package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.testing.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands on a disk of some kilobytes: what does not fit leaves nothing, and is no bug of ours.
 */
class FullDiskTest {
  private static final String DEMO = "demo -d DISK/new/demo --granules 3 --rows 4000";

  /** Mounts a small disk that only this shell sees, runs the words behind it, and tells of both. */
  private static final String SHELL =
      """
      disk=$1; size=$2; shift 2
      mount -t tmpfs -o size=${size}k tmpfs "$disk" || { echo no disk; exit 0; }
      "$@" 2>&1 >/dev/null
      echo "exit $?"
      ls -A "$disk"
      """;

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
  }

  /** What a run says to standard error, how it exits, and what it leaves. */
  private List<String> run(long kilobytes, String words) throws IOException {
    Programs.require("unshare");
    List<String> program =
        new ArrayList<>(
            List.of("sh", "-c", "unshare -rm \"$@\" 2>&1 || echo no disk", "sh", "sh", "-c"));
    program.addAll(List.of(SHELL, "sh", disk.toString(), Long.toString(kilobytes)));
    String[] own = words.replace("DISK", disk.toString()).split(" ");
    program.addAll(CommandProcess.words((Object[]) own));
    List<String> lines = Programs.run(folder, program).lines().toList();
    assumeTrue(!lines.contains("no disk"), "this system lets nobody mount a small disk");
    return lines;
  }

  private void assertFull(long kilobytes, String words) throws IOException {
    List<String> lines = run(kilobytes, words);
    assertThat(lines).as("%s on %s kB", words, kilobytes).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("groundtrack: error[LIMIT_EXCEEDED] ")
        .contains(disk.toString(), "No space left on device")
        .doesNotContain("bug", "null", "Exception");
    assertThat(lines.get(1)).isEqualTo("exit 7");
  }

  @Test
  void aPictureOrPageThatDoesNotFitLeavesNothing() throws IOException {
    CommandRun.of("demo", "-d", folder.resolve("d"), "--granules", 2, "--rows", 4000).succeeded();
    Path points = folder.resolve("d/greenland.parquet");
    assertFull(4, "picture " + points + " -o DISK/p.png");
    assertFull(4, "view " + points + " -o DISK/p.html");
    String query = "query %s --aoi %s --coverage-picture DISK/c.png";
    assertFull(
        4, query.formatted(folder.resolve("d/index"), folder.resolve("d/greenland.geojson")));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 70, 90, 97})
  void aDemoThatDoesNotFitLeavesNothing(int percent) throws IOException {
    Path whole = folder.resolve("whole");
    CommandRun.of("demo", "-d", whole, "--granules", 3, "--rows", 4000).succeeded();
    long bytes = 0;
    try (Stream<Path> found = Files.walk(whole)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertFull(Math.max(4, bytes * percent / 100 / 1024), DEMO);
  }

  @Test
  void standardOutputThatIsFullIsTold() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
    List<String> program =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" 2>&1 >/dev/full; echo exit $?", "sh"));
    program.addAll(CommandProcess.words("products"));
    assertThat(Programs.run(folder, program).lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("[standard output] can't be written: No space left on device");
    assertThat(Programs.run(folder, program)).contains("exit 7");
  }
}
