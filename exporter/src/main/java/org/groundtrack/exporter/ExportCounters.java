package org.groundtrack.exporter;

import java.util.concurrent.atomic.LongAdder;

/** What an export has done so far. Safe for use by many threads: a progress bar may read it. */
public final class ExportCounters {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder granules = new LongAdder();
  private final LongAdder points = new LongAdder();

  LongAdder requestCounter() {
    return requests;
  }

  LongAdder byteCounter() {
    return bytes;
  }

  void granuleDone() {
    granules.increment();
  }

  void pointsDone(int count) {
    points.add(count);
  }

  /** Range reads made. */
  public long requests() {
    return requests.sum();
  }

  /** Bytes read. */
  public long bytes() {
    return bytes.sum();
  }

  /** Granules whose points are all written. */
  public long granules() {
    return granules.sum();
  }

  /** Points written. */
  public long points() {
    return points.sum();
  }
}
