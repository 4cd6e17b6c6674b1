package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README works as it is written. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void whatIsToBeUsedWorksOnWhatTheDemoLeaves() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    String use = readme.substring(readme.indexOf("## Use it"), readme.indexOf("## The real thing"));
    assertThat(CommandRun.of("demo", "-d", demo(), "--rows", 1000).exitCode()).isZero();
    List<String> commands =
        use.lines()
            .filter(line -> line.startsWith("    ./groundtrack "))
            .map(line -> line.strip().replaceFirst("^\\./groundtrack ", ""))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
    for (String command : commands) {
      CommandRun run = CommandRun.of(words(command).map(this::here).toArray());
      assertThat(run.err()).as(command).isEmpty();
      assertThat(run.exitCode()).as(command).isZero();
      assertThat(run.out()).as(command).doesNotContain("granules     0", "Exported 0", "null ");
    }
    Matcher sql = Pattern.compile("(?s)-- DuckDB\n(.*?);").matcher(use);
    assertThat(sql.find()).isTrue();
    assertThat(
            ExportedPoints.query(
                folder.resolve("points.parquet"), sql.group(1).replace("'points.parquet'", "%s")))
        .isNotEmpty();
  }

  /** What a shell makes of a command. */
  private static Stream<String> words(String command) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1));
  }

  private Path demo() {
    return folder.resolve("groundtrack-demo");
  }

  /** A file of a command, in the test's folder. */
  private Object here(String word) {
    return word.matches("(groundtrack-demo|my-index|points|good|plan|map).*")
        ? folder + "/" + word
        : word;
  }
}
