package org.groundtrack.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a cache's folder. */
final class CacheFiles {
  private CacheFiles() {}

  static List<Path> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> pieces(Path folder) {
    return all(folder.resolve("objects")).stream().filter(Files::isRegularFile).toList();
  }

  /** Bytes of all files, in blocks of 4 KiB, and of the folders of objects. */
  static long diskBytes(Path folder) {
    return all(folder).stream().mapToLong(CacheFiles::blocks).sum();
  }

  private static long blocks(Path file) {
    try {
      return Files.isDirectory(file) ? 4096 : (Files.size(file) + 4095) / 4096 * 4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
