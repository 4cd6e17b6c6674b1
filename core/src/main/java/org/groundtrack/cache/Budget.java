package org.groundtrack.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Keeps a cache within its bound without looking at all of it for every piece.
 *
 * <p>Who wants to store takes a unit of bytes first, by appending a byte to the file {@code growth}
 * that all processes share. The file {@code usage} says how many bytes the last scan found, and how
 * long {@code growth} was when it began. So two small files tell at most how large the cache is; if
 * that is too much, one thread of all processes scans and evicts, and the others store nothing
 * until it is done. A killed process makes the estimate too high by what it took and did not use,
 * never too low. Safe for use by many threads at once.
 */
final class Budget {
  /** Bytes of one byte of {@code growth}: a terabyte stored makes it 4 MB long. */
  static final int UNIT_BYTES = 256 << 10;

  private static final int USAGE_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final CacheFolder folder;
  private final long maxBytes;
  private long credit;
  private boolean within;

  Budget(CacheFolder folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** What the last scan found. */
  private record Usage(long bytes, long growthLength) {}

  /** Evicts if the cache was never measured, or has more than this process allows. */
  void settle() throws IOException {
    if (estimate() > maxBytes) {
      makeRoom(0);
    }
  }

  /**
   * Takes bytes that are to be stored. Evicts if there is no room.
   *
   * @return whether they may be stored; not if another thread or process is evicting
   */
  boolean take(long bytes) throws IOException {
    // More than twice only if others take at once what was made room for.
    for (int attempt = 0; attempt < 2; attempt++) {
      if (takeCredit(bytes)) {
        return true;
      }
      if (!makeRoom(bytes)) {
        return false;
      }
    }
    return takeCredit(bytes);
  }

  private synchronized boolean takeCredit(long bytes) throws IOException {
    if (credit < bytes) {
      int units = units(bytes - credit);
      try (FileChannel growth = FileChannel.open(folder.growth(), StandardOpenOption.APPEND)) {
        growth.write(ByteBuffer.allocate(units));
      }
      credit += (long) units * UNIT_BYTES;
      within = false;
    }
    // Appended first and looked at then: of several processes the last one sees them all.
    within = within || estimate() <= maxBytes;
    if (within) {
      credit -= bytes;
    }
    return within;
  }

  private static int units(long bytes) {
    return Math.toIntExact((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }

  /** At most how many bytes are there or about to be; everything if nobody knows. */
  private long estimate() throws IOException {
    long grown = Files.size(folder.growth());
    Usage usage = usage();
    if (usage == null || usage.growthLength() > grown) {
      return Long.MAX_VALUE;
    }
    return usage.bytes() + (grown - usage.growthLength()) * UNIT_BYTES;
  }

  private boolean makeRoom(long bytes) throws IOException {
    try (CacheLock lock = CacheLock.tryAcquire(folder.lock())) {
      if (lock == null) {
        return false;
      }
      long growth = Files.size(folder.growth());
      long estimate = estimate();
      // A tenth is made free at once, or every other piece would cause a scan; and enough for what
      // is to be stored, which may be more.
      long target = maxBytes - Math.max(maxBytes / 10, (long) units(bytes) * UNIT_BYTES);
      long expected = estimate == Long.MAX_VALUE ? 0 : estimate;
      long left = Evictor.evict(folder, target, expected);
      write(new Usage(left, growth));
      synchronized (this) {
        // It was taken before the scan, so nothing says any more that it was.
        credit = 0;
      }
      return left <= target;
    }
  }

  /** Written and renamed: nobody sees half of it, unless the power failed. */
  private void write(Usage usage) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(USAGE_BYTES).putLong(usage.bytes()).putLong(usage.growthLength());
    bytes.putInt(checksum(bytes.duplicate().flip()));
    Path temporary = folder.temporary().resolve(UUID.randomUUID().toString());
    Files.write(temporary, bytes.array());
    Files.move(temporary, folder.usage(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Usage usage() throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.usage()));
      if (bytes.remaining() != USAGE_BYTES
          || bytes.getInt(2 * Long.BYTES) != checksum(bytes.slice(0, 2 * Long.BYTES))) {
        return null;
      }
      return new Usage(bytes.getLong(), bytes.getLong());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
