package org.groundtrack.io;

import java.nio.ByteBuffer;

/** Counts the requests and bytes of the reader that it wraps. */
public final class CountingRangeReader implements RangeReader {
  private final RangeReader reader;
  private final ReadCounters counters;

  /** Counts into counters of its own. */
  public CountingRangeReader(RangeReader reader) {
    this(reader, new ReadCounters());
  }

  /** Counts into counters that several readers may share. */
  public CountingRangeReader(RangeReader reader, ReadCounters counters) {
    this.reader = reader;
    this.counters = counters;
  }

  /** Requests made so far. */
  public long requests() {
    return counters.requests();
  }

  /** Bytes read so far. */
  public long bytes() {
    return counters.bytes();
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public SourceIdentity identity() {
    return reader.identity();
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    counters.request();
    ByteBuffer bytes = reader.read(range);
    counters.received(range.length());
    return bytes;
  }

  @Override
  public void close() {
    reader.close();
  }
}
