package org.groundtrack.exporter;

import java.util.concurrent.atomic.LongAdder;
import org.groundtrack.io.ReadCounters;

/** What an export has done so far. Safe for use by many threads: a progress bar may read it. */
public final class ExportCounters {
  private final ReadCounters reading = new ReadCounters();
  private final LongAdder granules = new LongAdder();
  private final LongAdder points = new LongAdder();

  /** What reading the granules cost. */
  public ReadCounters reading() {
    return reading;
  }

  void granuleDone() {
    granules.increment();
  }

  void pointsDone(int count) {
    points.add(count);
  }

  /** Range reads made. */
  public long requests() {
    return reading.requests();
  }

  /** Bytes read. */
  public long bytes() {
    return reading.bytes();
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
