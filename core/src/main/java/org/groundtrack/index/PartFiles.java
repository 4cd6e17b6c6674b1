package org.groundtrack.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.groundtrack.error.LimitExceededException;

/**
 * Part files that are being written to a folder. Until they are kept, closing deletes them. Files
 * are made by one thread; any may delete them, such as one that ends the process.
 */
final class PartFiles implements AutoCloseable {
  static final List<String> TABLES = List.of("coverage", "manifest", "granules");

  private final Path folder;
  private final String prefix;
  private final List<Path> files = new CopyOnWriteArrayList<>();
  private boolean kept;
  private boolean closed;

  /**
   * @param folder with a folder for each table
   * @param prefix of the names, which no other part in the folder has
   */
  PartFiles(Path folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** Makes the folders of the tables. */
  static void makeFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String table : TABLES) {
      Files.createDirectories(folder.resolve(table));
    }
  }

  /** A new file of a table. */
  Path next(String table) {
    Path file = folder.resolve(table).resolve("%s-%s.parquet".formatted(prefix, files.size()));
    files.add(file);
    return file;
  }

  /**
   * A file that is complete.
   *
   * @param keys its least and greatest key, or {@code null} if it has no rows
   */
  IndexState.Part describe(Path file, long rows, PartKeys keys) {
    try {
      return new IndexState.Part(
          folder.relativize(file).toString().replace('\\', '/'), rows, Files.size(file), keys);
    } catch (IOException e) {
      throw new UncheckedIOException("Part " + file, e);
    }
  }

  /** Takes complete parts of another folder over, under their names. */
  Parts move(Path from, Parts parts) {
    try {
      List<IndexState.Part> all = new ArrayList<>(parts.all().toList());
      for (IndexState.Part part : all) {
        Path target = folder.resolve(part.file());
        files.add(target);
        Files.move(from.resolve(part.file()), target, StandardCopyOption.ATOMIC_MOVE);
      }
      return parts;
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] parts can't be moved there: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /**
   * From now on closing deletes nothing.
   *
   * @throws IllegalStateException if the files were deleted
   */
  synchronized void keep() {
    if (closed) {
      throw new IllegalStateException(
          "[%s] the run was ended, and what it wrote is deleted".formatted(folder));
    }
    kept = true;
  }

  synchronized boolean isKept() {
    return kept;
  }

  /**
   * Makes a state that names the files the index, in one step, and deletes all other parts. An
   * interruption comes before it, and the index stays as it was, or after it, and deletes nothing.
   *
   * @param then is done before they are deleted
   * @throws IllegalStateException if the files were deleted
   * @throws LimitExceededException if the disk is full: closing then deletes the files; or if old
   *     parts can't be deleted
   */
  void commit(IndexState state, Runnable then) {
    synchronized (this) {
      keep();
      try {
        state.commit(folder);
      } catch (RuntimeException e) {
        kept = false;
        throw e;
      }
    }
    then.run();
    deleteOthers(state);
  }

  private void deleteOthers(IndexState state) {
    Set<Path> current = new HashSet<>();
    state.parts().forEach(part -> current.add(folder.resolve(part.file())));
    for (String table : TABLES) {
      try (DirectoryStream<Path> parts =
          Files.newDirectoryStream(folder.resolve(table), "*.parquet")) {
        for (Path part : parts) {
          if (!current.contains(part)) {
            Files.delete(part);
          }
        }
      } catch (IOException e) {
        throw new LimitExceededException(
            "[%s] the new index is complete, but old parts can't be deleted: %s"
                .formatted(folder, e.getMessage()),
            e);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (kept) {
      return;
    }
    closed = true;
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] the run failed, and what it wrote can't be deleted: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
