package org.groundtrack.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Held by the one thread of all processes that measures or empties a cache. */
final class CacheLock implements AutoCloseable {
  // File locks belong to the JVM: a second one in it is an error, not a wait.
  private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final ReentrantLock inThisJvm;
  private final FileChannel channel;

  private CacheLock(ReentrantLock inThisJvm, FileChannel channel) {
    this.inThisJvm = inThisJvm;
    this.channel = channel;
  }

  /**
   * Takes the lock if it is free. Never waits; {@code null} if another thread or process has it.
   */
  static CacheLock tryAcquire(Path file) throws IOException {
    ReentrantLock inThisJvm =
        IN_THIS_JVM.computeIfAbsent(file.toRealPath(), path -> new ReentrantLock());
    if (!inThisJvm.tryLock()) {
      return null;
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      held = channel.tryLock() != null;
      return held ? new CacheLock(inThisJvm, channel) : null;
    } catch (OverlappingFileLockException e) {
      // Another class loader of this JVM has it.
      return null;
    } finally {
      if (!held) {
        try {
          if (channel != null) {
            channel.close();
          }
        } finally {
          inThisJvm.unlock();
        }
      }
    }
  }

  /** Releases it. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      inThisJvm.unlock();
    }
  }
}
