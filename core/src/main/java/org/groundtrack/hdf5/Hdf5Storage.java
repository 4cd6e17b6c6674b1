package org.groundtrack.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;

/**
 * What jHDF reads metadata from: a granule's range reader behind a cache of blocks.
 *
 * <p>jHDF reads 1 to 500 bytes at a time, many of them next to each other; blocks turn that into
 * few requests. Reads always fill: jHDF 0.13.0 corrupts data on a short read. Not safe for use by
 * several threads at once: a granule's metadata is walked by one.
 */
final class Hdf5Storage implements HdfBackingStorage {
  /** Metadata of the largest real granule seen is 30 MB. */
  static final long MAX_METADATA_BYTES = 256L << 20;

  /** A walk that re-reads this much goes in circles: pointers in damaged metadata can. */
  private static final long MAX_SERVED_BYTES = 2L << 30;

  private static final int CACHED_BYTES = 32 << 20;

  private final RangeReader reader;
  private final long size;
  private final int blockBytes;
  private final Map<Long, ByteBuffer> blocks;
  private long userBlockBytes;
  private Superblock superblock;
  private long bytesRead;
  private long bytesServed;

  Hdf5Storage(RangeReader reader, int blockBytes) {
    this.reader = reader;
    this.size = reader.identity().size();
    this.blockBytes = blockBytes;
    int capacity = Math.max(1, CACHED_BYTES / blockBytes);
    this.blocks =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return size() > capacity;
          }
        };
  }

  void start(long userBlockBytes, Superblock superblock) {
    this.userBlockBytes = userBlockBytes;
    this.superblock = superblock;
  }

  String name() {
    return reader.name();
  }

  /** Reads at an offset from the start of the granule, the user block included. */
  ByteBuffer readAbsolute(long offset, long length) {
    if (offset < 0 || length < 0 || length > MAX_METADATA_BYTES || offset > size - length) {
      throw new BadGranuleException(
          "[%s] metadata at byte %s, %s bytes long, lies outside the granule's %s bytes: it is truncated or damaged; get it again"
              .formatted(name(), offset, length, size));
    }
    bytesServed += length + 1;
    if (bytesServed > MAX_SERVED_BYTES) {
      throw new BadGranuleException(
          "[%s] its metadata goes in circles: it is damaged; get it again".formatted(name()));
    }
    ByteBuffer result = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    while (result.hasRemaining()) {
      long at = offset + result.position();
      long blockStart = at / blockBytes * blockBytes;
      ByteBuffer block = block(blockStart);
      int from = Math.toIntExact(at - blockStart);
      int count = Math.min(result.remaining(), block.limit() - from);
      result.put(block.slice(from, count));
    }
    return result.flip();
  }

  private ByteBuffer block(long start) {
    ByteBuffer block = blocks.get(start);
    if (block == null) {
      long length = Math.min(blockBytes, size - start);
      bytesRead += length;
      if (bytesRead > MAX_METADATA_BYTES) {
        throw new LimitExceededException(
            "[%s] reading its metadata took more than the limit of %s bytes: it is damaged, or larger than any granule known"
                .formatted(name(), MAX_METADATA_BYTES));
      }
      block = reader.read(new ByteRange(start, length));
      blocks.put(start, block);
    }
    return block;
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    if (address < 0) {
      throw new BadGranuleException(
          "[%s] metadata points to the undefined address: it is damaged; get it again"
              .formatted(name()));
    }
    return readAbsolute(address + userBlockBytes, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return readBufferFromAddress(address, Math.toIntExact(length));
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return readAbsolute(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return userBlockBytes;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("A granule is read by ranges");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    blocks.clear();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
