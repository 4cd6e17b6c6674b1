package org.groundtrack.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** Range reads of bytes in memory. */
record BytesReader(byte[] bytes) implements RangeReader {
  @Override
  public String name() {
    return "fuzzed.h5";
  }

  @Override
  public SourceIdentity identity() {
    return new SourceIdentity(bytes.length, null, null);
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    if (range.offset() < 0 || range.end() > bytes.length) {
      throw new SourceUnavailableException(
          "[%s] has %s bytes, asked for %s".formatted(name(), bytes.length, range));
    }
    return ByteBuffer.wrap(
        Arrays.copyOfRange(bytes, Math.toIntExact(range.offset()), Math.toIntExact(range.end())));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
