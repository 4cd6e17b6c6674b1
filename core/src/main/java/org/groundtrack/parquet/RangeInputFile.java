package org.groundtrack.parquet;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;

/** A Parquet file behind a range reader. Its last bytes are read once, for the footer. */
final class RangeInputFile implements InputFile {
  /** Parquet reads a footer in six pieces; one request brings most footers whole. */
  private static final int TAIL_BYTES = 64 << 10;

  private final RangeReader reader;
  private final long length;
  private ByteBuffer tail;

  RangeInputFile(RangeReader reader) {
    this.reader = reader;
    this.length = reader.identity().size();
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new Stream();
  }

  private ByteBuffer read(long offset, int count) throws EOFException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new EOFException(
          "bytes %s to %s of a file of %s bytes".formatted(offset, offset + count, length));
    }
    if (count == 0) {
      return ByteBuffer.allocate(0);
    }
    long tailStart = Math.max(0, length - TAIL_BYTES);
    if (offset < tailStart) {
      return reader.read(new ByteRange(offset, count));
    }
    if (tail == null) {
      tail = reader.read(new ByteRange(tailStart, length - tailStart));
    }
    return tail.slice((int) (offset - tailStart), count);
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
