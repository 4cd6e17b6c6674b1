package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks run, and show what they show. */
class NotebooksTest {
  private static final Path FOLDER = Path.of("../notebooks").toAbsolutePath().normalize();

  @TempDir Path scratch;

  static Stream<String> notebooks() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ipynb"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command as the tests have it, in a shell's words. */
  private static String command() {
    return CommandProcess.words().stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void everyOutputIsTheOneThatIsKept(String name) {
    Python python =
        Python.require(
            "nbclient", "ipykernel", "matplotlib", "geopandas", "duckdb", "xarray", "kerchunk");
    String script =
        """
        import os, runpy, sys
        os.environ["GROUNDTRACK_COMMAND"] = sys.argv[1]
        os.environ["GROUNDTRACK_CONFIG"] = "/dev/null"
        sys.argv = sys.argv[2:]
        try:
            runpy.run_path(sys.argv[0], run_name="__main__")
        except SystemExit as e:
            print("ended with", e.code)
        """;
    assertThat(python.run(script, command(), FOLDER.resolve("execute.py"), name))
        .contains("as kept")
        .endsWith("ended with 0\n");
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void nothingIsKeptOfTheMachineThatRanIt(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name));
    assertThat(text)
        .doesNotContain("/home/", "/tmp/", "/root", "/Users/", "\"execution\":", "site-packages")
        .contains("\"outputs\": [\n");
  }

  @Test
  void theJavaApiInJShellPrintsWhatIsKept() throws Exception {
    Path output = scratch.resolve("out");
    Path errors = scratch.resolve("errors");
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
            "--class-path",
            System.getProperty("java.class.path"),
            "-R--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-R-Duser.language=en",
            "-J-Djava.util.prefs.userRoot=" + scratch,
            FOLDER.resolve("java_api.jsh").toString());
    Process process =
        new ProcessBuilder(words)
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .as(Files.readString(errors))
        .isEqualTo(Files.readString(FOLDER.resolve("java_api.out")));
  }
}
