package org.groundtrack.exporter;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;

/**
 * An output folder that appears whole or not at all: it is filled beside its target under another
 * name and renamed when complete. Closing it without publishing deletes what was written. A folder
 * that is replaced is gone for a moment: it is renamed out of the way first.
 */
public final class StagedFolder implements AutoCloseable {
  private final Path target;
  private final Path staging;
  private final boolean overwrite;
  private boolean published;

  private StagedFolder(Path target, Path staging, boolean overwrite) {
    this.target = target;
    this.staging = staging;
    this.overwrite = overwrite;
  }

  /**
   * Prepares to write a target.
   *
   * @param marker name of a file that folders of its kind have: no other folder is replaced
   * @throws UsageException if it exists and may not be replaced, or the folder that is to hold it
   *     does not exist or can't be written
   */
  public static StagedFolder of(Path target, boolean overwrite, String marker) {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new UsageException(
          "[%s] can't be written: folder %s does not exist".formatted(target, parent));
    }
    if (Files.exists(absolute)) {
      if (!overwrite) {
        throw exists(target, null);
      }
      if (!Files.isRegularFile(absolute.resolve(marker))) {
        throw new UsageException(
            "[%s] is no folder with a file %s, so it is not replaced: name another output"
                .formatted(target, marker));
      }
    }
    if (!Files.isWritable(parent)) {
      throw new UsageException(
          "[%s] can't be written: no permission to write in %s".formatted(target, parent));
    }
    return new StagedFolder(
        absolute, beside(absolute, UUID.randomUUID() + ".inprogress"), overwrite);
  }

  private static Path beside(Path target, String ending) {
    return target.resolveSibling(".%s.%s".formatted(target.getFileName(), ending));
  }

  /** Where to write. */
  public Path path() {
    return staging;
  }

  /** Makes the folder to be filled, and gives it. */
  public Path create() throws IOException {
    return Files.createDirectory(staging);
  }

  /**
   * Gives the complete folder its name.
   *
   * @throws UsageException if the target was written meanwhile and may not be replaced
   * @throws LimitExceededException if the file system refuses
   */
  public void publish() {
    try {
      Path old = null;
      if (Files.exists(target)) {
        if (!overwrite) {
          throw exists(target, null);
        }
        old = beside(target, UUID.randomUUID() + ".old");
        Files.move(target, old);
      }
      move(staging, target);
      published = true;
      if (old != null) {
        delete(old);
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(target, e.getMessage()), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static UsageException exists(Path target, Exception cause) {
    return new UsageException(
        "[%s] exists: name another output, or give --overwrite".formatted(target), cause);
  }

  @Override
  public void close() {
    if (!published && Files.exists(staging)) {
      try {
        delete(staging);
      } catch (IOException e) {
        throw new UsageException(
            "[%s] is incomplete and can't be deleted: %s".formatted(staging, e.getMessage()), e);
      }
    }
  }
}
