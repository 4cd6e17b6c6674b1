package org.groundtrack.exporter;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;

/**
 * An output that appears whole or not at all: it is written beside its target under another name
 * and renamed when complete. Closing it without publishing deletes what was written.
 */
public final class StagedFile implements AutoCloseable {
  private final Path target;
  private final Path staging;
  private final boolean overwrite;
  private boolean published;

  private StagedFile(Path target, Path staging, boolean overwrite) {
    this.target = target;
    this.staging = staging;
    this.overwrite = overwrite;
  }

  /**
   * Prepares to write a target.
   *
   * @throws UsageException if it exists and may not be replaced, is a folder, or its folder does
   *     not exist
   */
  public static StagedFile of(Path target, boolean overwrite) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          "[%s] can't be written: folder %s does not exist".formatted(target, folder));
    }
    if (Files.isDirectory(absolute)) {
      throw new UsageException("[%s] is a folder: name a file to write".formatted(target));
    }
    if (!overwrite && Files.exists(absolute)) {
      throw exists(target, null);
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException(
          "[%s] can't be written: no permission to write in %s".formatted(target, folder));
    }
    Path staging =
        folder.resolve(".%s.%s.inprogress".formatted(absolute.getFileName(), UUID.randomUUID()));
    staging.toFile().deleteOnExit();
    return new StagedFile(target, staging, overwrite);
  }

  /** Where to write. */
  public Path path() {
    return staging;
  }

  /**
   * Gives the complete file its name.
   *
   * @throws UsageException if another process wrote the target meanwhile and it may not be replaced
   * @throws LimitExceededException if the file system refuses
   */
  public void publish() {
    try {
      if (overwrite) {
        replace();
      } else {
        // A link is made only if no file has the name: a rename would replace it without asking.
        link();
      }
      published = true;
      StagedFolder.sync(target.toAbsolutePath().getParent());
    } catch (FileAlreadyExistsException e) {
      throw exists(target, e);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(target, e.getMessage()), e);
    }
  }

  private void replace() throws IOException {
    try {
      Files.move(
          staging, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(staging, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void link() throws IOException {
    try {
      Files.createLink(target, staging);
      Files.delete(staging);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // The file system has no hard links: check, then rename.
      Files.move(staging, target);
    }
  }

  private static UsageException exists(Path target, Exception cause) {
    return new UsageException(
        "[%s] exists: name another output, or give --overwrite".formatted(target), cause);
  }

  @Override
  public void close() {
    if (!published) {
      try {
        Files.deleteIfExists(staging);
      } catch (IOException e) {
        throw new UsageException(
            "[%s] is incomplete and can't be deleted: %s".formatted(staging, e.getMessage()), e);
      }
    }
  }
}
