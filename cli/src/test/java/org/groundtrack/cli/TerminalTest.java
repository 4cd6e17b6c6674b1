package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.groundtrack.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen on terminals only. */
class TerminalTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir Path folder;

  /** What a terminal gets to see, or a file if it is piped. */
  private String seen(String before, String after, String... words) throws IOException {
    Programs.require("script");
    List<String> command = new ArrayList<>(CommandProcess.words((Object[]) words));
    command.add(1, "-Dgroundtrack.terminal=true");
    String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return Programs.run(
        folder, List.of("script", "-qec", "TERM=xterm " + before + line + after, "/dev/null"));
  }

  @Test
  void helpHasColoursOnATerminalOnlyAndNoneIfTheyAreNotWanted() throws IOException {
    assertThat(seen("", "", "--help")).contains("Usage", ESCAPE);
    assertThat(seen("", " | cat", "--help")).contains("Usage").doesNotContain(ESCAPE);
    assertThat(seen("NO_COLOR=1 ", "", "--help")).contains("Usage").doesNotContain(ESCAPE);
  }

  @Test
  void progressIsOnATerminalOnly() throws IOException {
    String[] demo = {"demo", "-d", folder.toString(), "--granules", "1", "--rows", "100"};
    assertThat(seen("", "", demo)).contains("Indexing");
    CommandRun silent = CommandRun.of((Object[]) demo).succeeded();
    assertThat(silent.out()).doesNotContain("Indexing", ESCAPE);
  }
}
