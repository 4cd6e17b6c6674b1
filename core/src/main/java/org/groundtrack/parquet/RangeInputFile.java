package org.groundtrack.parquet;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.PrefetchedRangeReader;
import org.groundtrack.io.RangeCoalescer;
import org.groundtrack.io.RangeReader;

/**
 * A Parquet file behind a range reader. Parquet reads a footer in six pieces and an index byte by
 * byte: both come from blocks that are fetched once. Not safe for use by several threads at once.
 */
final class RangeInputFile implements InputFile {
  /** For reads that nothing announced; a file that is sound and of ours has none. */
  private static final int BLOCK_BYTES = 64 << 10;

  private final RangeReader reader;
  private final long length;
  private final long tailStart;
  private final NavigableMap<Long, ByteBuffer> blocks = new TreeMap<>();
  private long strayStart;
  private ByteBuffer stray = ByteBuffer.allocate(0);
  private PrefetchedRangeReader pages;

  /**
   * A file of which nothing is read yet.
   *
   * @param tailBytes length of the block at its end
   */
  RangeInputFile(RangeReader reader, int tailBytes) {
    this.reader = reader;
    this.length = reader.identity().size();
    this.tailStart = Math.max(0, length - tailBytes);
  }

  /** A file whose end is known. */
  RangeInputFile(RangeReader reader, ByteBuffer end) {
    this(reader, end.capacity());
    blocks.put(tailStart, end);
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new Stream();
  }

  /** Fetches ranges and keeps them, for reads in small pieces; those that are there are not. */
  void keep(List<ByteRange> ranges, Fetching fetching) {
    List<ByteRange> missing =
        ranges.stream().filter(r -> block(r.offset(), r.length()) == null).toList();
    List<ByteRange> requests = RangeCoalescer.coalesce(missing, fetching.policy());
    PrefetchedRangeReader fetched =
        new PrefetchedRangeReader(reader, requests, fetching, Long.MAX_VALUE);
    requests.forEach(request -> blocks.put(request.offset(), fetched.read(request)));
  }

  /** Fetches pages ahead of the reads that want them, and forgets those that were wanted before. */
  void prefetch(List<ByteRange> ranges, Fetching fetching, long windowBytes) {
    forget();
    List<ByteRange> beforeTail = new ArrayList<>();
    for (ByteRange range : ranges) {
      if (range.offset() < tailStart) {
        long end = Math.min(range.end(), tailStart);
        beforeTail.add(new ByteRange(range.offset(), end - range.offset()));
      }
    }
    pages = new PrefetchedRangeReader(reader, beforeTail, fetching, windowBytes);
  }

  void forget() {
    if (pages != null) {
      pages.forget();
    }
    pages = null;
  }

  /** The block that holds a range, positioned at it; {@code null} if none does. */
  private ByteBuffer block(long offset, long count) {
    Map.Entry<Long, ByteBuffer> block = blocks.floorEntry(offset);
    if (block == null || block.getKey() + block.getValue().capacity() < offset + count) {
      return null;
    }
    return block.getValue().slice(Math.toIntExact(offset - block.getKey()), Math.toIntExact(count));
  }

  private ByteBuffer read(long offset, int count) throws EOFException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new EOFException(
          "bytes %s to %s of a file of %s bytes".formatted(offset, offset + count, length));
    }
    if (count == 0) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer kept = block(offset, count);
    if (kept != null) {
      return kept;
    }
    if (offset >= tailStart) {
      return tail().slice(Math.toIntExact(offset - tailStart), count);
    }
    if (pages == null) {
      return count < BLOCK_BYTES ? stray(offset, count) : reader.read(new ByteRange(offset, count));
    }
    if (offset + count <= tailStart) {
      return pages.read(new ByteRange(offset, count));
    }
    ByteBuffer across = ByteBuffer.allocate(count);
    across.put(pages.read(new ByteRange(offset, tailStart - offset)));
    return across.put(tail().slice(0, across.remaining())).flip();
  }

  /** The block at its end. */
  ByteBuffer tail() {
    return blocks.computeIfAbsent(
        tailStart, start -> reader.read(new ByteRange(start, length - start)));
  }

  private ByteBuffer stray(long offset, int count) {
    if (offset < strayStart || offset + count > strayStart + stray.capacity()) {
      stray = reader.read(new ByteRange(offset, Math.min(BLOCK_BYTES, length - offset)));
      strayStart = offset;
    }
    return stray.slice(Math.toIntExact(offset - strayStart), count);
  }

  private final class Stream extends SeekableInputStream {
    private long position;

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void seek(long newPosition) {
      position = newPosition;
    }

    @Override
    public void readFully(byte[] bytes) throws EOFException {
      readFully(bytes, 0, bytes.length);
    }

    @Override
    public void readFully(byte[] bytes, int start, int count) throws EOFException {
      RangeInputFile.this.read(position, count).get(bytes, start, count);
      position += count;
    }

    @Override
    public int read(ByteBuffer buffer) throws EOFException {
      int count = (int) Math.min(buffer.remaining(), length - position);
      if (count <= 0) {
        return -1;
      }
      buffer.put(RangeInputFile.this.read(position, count));
      position += count;
      return count;
    }

    @Override
    public void readFully(ByteBuffer buffer) throws EOFException {
      int count = buffer.remaining();
      buffer.put(RangeInputFile.this.read(position, count));
      position += count;
    }

    @Override
    public int read() throws EOFException {
      if (position >= length) {
        return -1;
      }
      return RangeInputFile.this.read(position++, 1).get() & 0xFF;
    }

    @Override
    public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
      return true;
    }

    @Override
    public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator)
        throws EOFException {
      for (ParquetFileRange range : ranges) {
        range.setDataReadFuture(
            CompletableFuture.completedFuture(
                RangeInputFile.this.read(range.getOffset(), range.getLength())));
      }
    }
  }
}
