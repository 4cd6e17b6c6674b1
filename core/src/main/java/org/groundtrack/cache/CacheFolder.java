package org.groundtrack.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.groundtrack.error.UsageException;

/**
 * What is where in a cache's folder.
 *
 * <pre>
 * groundtrack-range-cache-1   empty; that it is there says whose folder it is, and its version
 * CACHEDIR.TAG                tells backups to leave the folder out
 * lock, growth, usage         of {@link CacheLock} and {@link Budget}
 * tmp/                        files that are being written
 * objects/ab/cdef.../0-4096   pieces, by the object's key, their offset and length
 * </pre>
 *
 * @param root the folder
 */
record CacheFolder(Path root) {
  private static final String MARKER = "groundtrack-range-cache-1";
  private static final String MARKERS = "groundtrack-range-cache-*";
  private static final String TAG = "CACHEDIR.TAG";
  private static final String SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55";
  private static final Duration ABANDONED = Duration.ofDays(1);

  Path objects() {
    return root.resolve("objects");
  }

  Path object(ObjectKey key) {
    String hex = key.toString();
    return objects().resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path growth() {
    return root.resolve("growth");
  }

  Path usage() {
    return root.resolve("usage");
  }

  /**
   * Makes what is not there yet. Other processes may do the same at once.
   *
   * @throws UsageException if the folder is something else's
   */
  void create() throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new UsageException(
          "[%s] is not a folder: name an empty or absent one for the cache".formatted(root));
    }
    Path absolute = root.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    createPrivate(absolute);
    claim();
    Path tag = root.resolve(TAG);
    if (!Files.exists(tag)) {
      Files.writeString(
          tag,
          SIGNATURE
              + "\n# Fetched bytes that Groundtrack keeps. All of it may be deleted at any time.\n",
          StandardCharsets.US_ASCII);
    }
    createPrivate(objects());
    createPrivate(temporary());
    createAbsent(lock());
    createAbsent(growth());
  }

  /** The marker is one empty file, so that no process ever sees half of it. */
  private void claim() throws IOException {
    if (isOurs()) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      // Another process may have made its marker since the first look.
      if (entries.iterator().hasNext() && !isOurs()) {
        throw new UsageException(
            "[%s] is not empty and is no cache of this version: name an empty or absent folder"
                .formatted(root));
      }
    }
    createAbsent(root.resolve(MARKER));
  }

  private boolean isOurs() {
    return Files.isRegularFile(root.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
  }

  private static void createAbsent(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Just what is wanted.
    }
  }

  /** Makes a folder that only its owner enters, if it is not there. */
  private static void createPrivate(Path folder) throws IOException {
    FileAttribute<?>[] attributes =
        folder.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(folder, attributes);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Removes what killed processes were writing. */
  void sweep(Instant now) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary())) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED))) {
            Files.deleteIfExists(file);
          }
        } catch (IOException e) {
          // It has its name by now, or another process sweeps too.
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Next time.
    }
  }

  /** Deletes the cache, and nothing that is not of it. */
  void delete() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (DirectoryStream<Path> markers = Files.newDirectoryStream(root, MARKERS)) {
      if (!markers.iterator().hasNext()) {
        throw new UsageException("[%s] is no cache: nothing was deleted".formatted(root));
      }
    }
    // Without this file nothing more is stored.
    Files.deleteIfExists(growth());
    deleteBelow(objects());
    deleteBelow(temporary());
    Files.deleteIfExists(objects());
    Files.deleteIfExists(temporary());
    Files.deleteIfExists(usage());
    Files.deleteIfExists(lock());
    Files.deleteIfExists(root.resolve(TAG));
    try (DirectoryStream<Path> markers = Files.newDirectoryStream(root, MARKERS)) {
      for (Path marker : markers) {
        Files.deleteIfExists(marker);
      }
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root)) {
      if (left.iterator().hasNext()) {
        return;
      }
    }
    Files.deleteIfExists(root);
  }

  /** Deletes all that a folder holds. Other processes may add to it or delete it meanwhile. */
  static void deleteBelow(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e) {
            if (!visited.equals(folder)) {
              deleteIfEmpty(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes a folder unless another process has put something into it. */
  static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It is in use again.
    }
  }
}
