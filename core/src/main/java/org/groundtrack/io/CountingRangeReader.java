package org.groundtrack.io;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests and bytes of the reader that it wraps. */
public final class CountingRangeReader implements RangeReader {
  private final RangeReader reader;
  private final LongAdder requests;
  private final LongAdder bytes;

  /** Counts into counters of its own. */
  public CountingRangeReader(RangeReader reader) {
    this(reader, new LongAdder(), new LongAdder());
  }

  /** Counts into counters that several readers may share. */
  public CountingRangeReader(RangeReader reader, LongAdder requests, LongAdder bytes) {
    this.reader = reader;
    this.requests = requests;
    this.bytes = bytes;
  }

  /** Requests made so far. */
  public long requests() {
    return requests.sum();
  }

  /** Bytes read so far. */
  public long bytes() {
    return bytes.sum();
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
    requests.increment();
    bytes.add(range.length());
    return reader.read(range);
  }

  @Override
  public void close() {
    reader.close();
  }
}
