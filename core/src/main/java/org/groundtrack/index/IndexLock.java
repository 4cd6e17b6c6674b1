package org.groundtrack.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.groundtrack.error.UsageException;

/**
 * Keeps two runs from writing to one index at once. The operating system ends it with the process,
 * however that ends. Where a file system has no locks (some of clusters), there is none: there, a
 * commit finds out whether the index was changed meanwhile.
 */
final class IndexLock implements AutoCloseable {
  static final String FILE_NAME = ".lock";

  private final FileChannel channel;

  private IndexLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks an index.
   *
   * @throws UsageException if another run writes to it
   */
  static IndexLock of(Path folder) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UsageException("[%s] can't be written to: %s".formatted(folder, e.getMessage()), e);
    }
    boolean busy;
    try {
      FileLock lock = channel.tryLock();
      busy = lock == null;
    } catch (OverlappingFileLockException e) {
      busy = true;
    } catch (IOException e) {
      // No locks here: see above.
      busy = false;
    }
    IndexLock held = new IndexLock(channel);
    if (busy) {
      held.close();
      throw new UsageException(
          "[%s] is being written to by another run: wait until that ends".formatted(folder));
    }
    return held;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Lock of the index", e);
    }
  }
}
