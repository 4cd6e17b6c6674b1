package org.groundtrack.hdf5;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;

/**
 * What jHDF reads metadata from: a granule's range reader behind a cache of pages.
 *
 * <p>jHDF reads 1 to 500 bytes at a time, many of them next to each other; blocks turn that into
 * few requests. A block is fetched without the pages of it that are there, and those that nobody
 * asks for leave the cache first. Reads always fill: jHDF 0.13.0 corrupts data on a short read. Not
 * safe for use by several threads at once: a granule's metadata is walked by one.
 */
final class Hdf5Storage implements HdfBackingStorage {
  /** Metadata of the largest real granule seen is 30 MB. */
  static final long MAX_METADATA_BYTES = 256L << 20;

  /** A walk that re-reads this much goes in circles: pointers in damaged metadata can. */
  private static final long MAX_SERVED_BYTES = 2L << 30;

  private static final int PAGE_BYTES = MetadataBlocks.PAGE_BYTES;
  private static final int CACHED_BYTES = 32 << 20;

  private final RangeReader reader;
  private final long size;
  private final Supplier<MetadataBlocks> blocks;
  private final Map<Long, ByteBuffer> pages;
  private long userBlockBytes;
  private Superblock superblock;
  private long lastEnd;
  private long lastBytes;
  private long requests;
  private long bytesRead;
  private long bytesServed;

  Hdf5Storage(RangeReader reader, MetadataBlocks blocks) {
    this(reader, () -> blocks);
  }

  /**
   * A storage.
   *
   * @param blocks is asked before each request
   */
  Hdf5Storage(RangeReader reader, Supplier<MetadataBlocks> blocks) {
    this.reader = reader;
    this.size = reader.identity().size();
    this.blocks = blocks;
    int capacity = CACHED_BYTES / PAGE_BYTES;
    this.pages =
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
      long start = at / PAGE_BYTES * PAGE_BYTES;
      ByteBuffer page = page(start);
      int from = Math.toIntExact(at - start);
      int count = Math.min(result.remaining(), page.limit() - from);
      result.put(page.slice(from, count));
    }
    return result.flip();
  }

  private ByteBuffer page(long start) {
    ByteBuffer page = pages.get(start);
    if (page == null) {
      fetch(start);
      page = pages.get(start);
    }
    return page;
  }

  /** Fetches the block of a page, as far as it is not there. */
  private void fetch(long page) {
    long wanted = blocks.get().lengthAt(page, size, lastEnd, lastBytes, bytesRead);
    long first = page / wanted * wanted;
    if (page == lastEnd) {
      first = page;
    }
    long end = Math.min(size, first + wanted);
    long from = page;
    while (from > first && !pages.containsKey(from - PAGE_BYTES)) {
      from -= PAGE_BYTES;
    }
    long to = page + PAGE_BYTES;
    while (to < end && !pages.containsKey(to)) {
      to += PAGE_BYTES;
    }
    long length = Math.min(to, size) - from;
    requests++;
    bytesRead += length;
    if (bytesRead > MAX_METADATA_BYTES) {
      throw new LimitExceededException(
          "[%s] reading its metadata took more than the limit of %s bytes: it is damaged, or larger than any granule known"
              .formatted(name(), MAX_METADATA_BYTES));
    }
    ByteBuffer fetched = reader.read(new ByteRange(from, length));
    // Copies, so that a page that stays does not keep its block.
    for (int at = 0; at < length; at += PAGE_BYTES) {
      byte[] bytes = new byte[(int) Math.min(PAGE_BYTES, length - at)];
      fetched.get(at, bytes);
      pages.put(from + at, ByteBuffer.wrap(bytes));
    }
    pages.get(page);
    lastEnd = from + length;
    lastBytes = wanted;
  }

  /** Requests made. */
  long requests() {
    return requests;
  }

  /** Bytes of these requests. */
  long bytesRead() {
    return bytesRead;
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
    pages.clear();
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
