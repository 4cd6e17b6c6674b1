package org.groundtrack.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real granules and documents beside the checkout; tests that need them skip aloud without. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the shared data; skips the calling test, saying so, where it is absent. */
  public static Path require(String path) {
    Path shared = root().resolve(path);
    if (!Files.exists(shared)) {
      System.out.println("SKIPPED: no real data at shared/data/" + path);
    }
    Assumptions.assumeTrue(Files.exists(shared), "shared/data/" + path + " is absent");
    return shared;
  }

  /** Whether the shared data is there. */
  public static boolean isPresent() {
    return Files.isDirectory(root());
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("groundtrack"))) {
      folder = folder.getParent();
    }
    Path project = folder == null ? Path.of("").toAbsolutePath() : folder;
    return project.resolve("../shared/data").normalize();
  }
}
