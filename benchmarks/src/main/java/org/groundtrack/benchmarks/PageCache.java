package org.groundtrack.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The system's copies of files in memory. */
final class PageCache {
  private PageCache() {}

  /** Has a folder's files dropped from memory, by GNU dd; whether that went well. */
  static boolean drop(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> command = new ArrayList<>(List.of("dd", "of=" + file));
        command.addAll(
            List.of("oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
