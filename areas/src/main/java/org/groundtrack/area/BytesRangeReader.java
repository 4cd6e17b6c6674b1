package org.groundtrack.area;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** Range reads of a document that is in memory. Safe for use by many threads at once. */
final class BytesRangeReader implements RangeReader {
  private final String name;
  private final byte[] bytes;

  /**
   * @param bytes not copied
   */
  BytesRangeReader(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SourceIdentity identity() {
    return new SourceIdentity(bytes.length, null, null);
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    int from = Math.toIntExact(range.offset());
    int to = Math.toIntExact(range.end());
    if (to > bytes.length) {
      throw new IndexOutOfBoundsException(
          "bytes %s of a document of %s bytes".formatted(range, bytes.length));
    }
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
