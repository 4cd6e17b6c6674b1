package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs of the command in processes of their own, which may be killed.
 *
 * @param errors file that takes what the last one wrote to standard error
 */
record CommandProcess(Path errors) {
  /** The words that start the command, with its own words behind them. */
  static List<String> words(Object... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.groundtrack.cli.Main"));
    Stream.of(words).map(Object::toString).forEach(command::add);
    return command;
  }

  /** Starts a program, whose output is thrown away. */
  Process start(List<String> program) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.to(errors.toFile()));
    // Not the settings of whoever runs the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("GROUNDTRACK_"));
    builder.environment().put("GROUNDTRACK_CONFIG", "/dev/null");
    return builder.start();
  }

  /** Milliseconds that a run takes if nothing happens to it. */
  long duration(Object... words) throws Exception {
    long start = System.nanoTime();
    Process process = start(words(words));
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /**
   * Starts a run, and ends it at a moment between a third of its time and all of it.
   *
   * @param millis its time
   */
  void kill(Random random, long millis, Object... words) throws Exception {
    Process process = start(words(words));
    if (!process.waitFor(millis / 3 + random.nextLong(millis), TimeUnit.MILLISECONDS)) {
      if (random.nextInt(4) == 0) {
        process.destroy();
      } else {
        process.destroyForcibly();
      }
    }
    process.waitFor();
  }
}
