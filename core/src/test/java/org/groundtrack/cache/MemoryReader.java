package org.groundtrack.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;

/** An object in memory that remembers what was asked of it. */
final class MemoryReader implements RangeReader {
  static final String URI = "https://archive.test/granules/a.h5";

  final byte[] bytes;
  final List<ByteRange> requests = Collections.synchronizedList(new ArrayList<>());
  private final AtomicIntegerArray fetched;

  MemoryReader(byte[] bytes) {
    this.bytes = bytes;
    this.fetched = new AtomicIntegerArray(bytes.length);
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
    int most = 0;
    for (int i = 0; i < bytes.length; i++) {
      most = Math.max(most, fetched.get(i));
    }
    return most;
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
    for (long i = range.offset(); i < range.end(); i++) {
      fetched.incrementAndGet((int) i);
    }
    return ByteBuffer.wrap(expected(range));
  }

  @Override
  public void close() {}
}
