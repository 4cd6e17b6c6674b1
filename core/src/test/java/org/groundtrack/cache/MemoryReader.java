package org.groundtrack.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** An object in memory that remembers what was asked of it. */
final class MemoryReader implements RangeReader {
  static final String URI = "https://archive.test/granules/a.h5";

  final byte[] bytes;
  final List<ByteRange> requests = Collections.synchronizedList(new ArrayList<>());

  MemoryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Random bytes that are the same for the same size and seed. */
  static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  byte[] expected(ByteRange range) {
    return Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.end());
  }

  /** How often the byte was fetched that was fetched most often. */
  int mostFetches() {
    int[] changes = new int[bytes.length + 1];
    for (ByteRange request : requests) {
      changes[(int) request.offset()]++;
      changes[(int) request.end()]--;
    }
    Arrays.parallelPrefix(changes, Integer::sum);
    return Arrays.stream(changes).max().orElse(0);
  }

  @Override
  public String name() {
    return URI;
  }

  @Override
  public SourceIdentity identity() {
    return new SourceIdentity(bytes.length, "\"v1\"", null);
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    requests.add(range);
    if (range.end() > bytes.length) {
      throw new SourceUnavailableException("ends at byte " + bytes.length);
    }
    return ByteBuffer.wrap(expected(range));
  }

  @Override
  public void close() {}
}
