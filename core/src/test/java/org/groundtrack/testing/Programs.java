package org.groundtrack.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Programs of the system that some tests have look at what Groundtrack writes. */
public final class Programs {
  private Programs() {}

  /** Skips the calling test, saying so, where a program is not installed. */
  public static void require(String name) {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!found) {
      System.out.println("SKIPPED: there is no " + name);
    }
    Assumptions.assumeTrue(found, "there is no " + name);
  }

  /**
   * What a program prints, to standard error, too.
   *
   * @param folder in which it runs
   * @throws AssertionError if it fails
   */
  public static String run(Path folder, List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError("%s: %s".formatted(words, output));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }
}
