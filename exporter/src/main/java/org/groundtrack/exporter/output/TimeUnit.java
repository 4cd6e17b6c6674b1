package org.groundtrack.exporter.output;

import java.util.Arrays;
import org.groundtrack.exporter.points.Values;

/** What times are counted in. */
public enum TimeUnit {
  /** Microseconds: every reader of Parquet takes them. */
  MICROS("us", 1_000),
  /** Nanoseconds, as times are computed. Spark and others can't open a Parquet file with them. */
  NANOS("ns", 1);

  private final String label;
  private final long nanos;

  TimeUnit(String label, long nanos) {
    this.label = label;
    this.nanos = nanos;
  }

  /** The name, such as {@code us}. */
  public String label() {
    return label;
  }

  /**
   * Times in this unit, rounded down: so they stay on their day, in their order, and between limits
   * that are whole microseconds.
   *
   * @param times nanoseconds since 1970
   */
  Values of(Values times) {
    return nanos == 1
        ? times
        : Values.of(
            Arrays.stream(times.longs()).map(t -> Math.floorDiv(t, nanos)).toArray(),
            times.missingOrNull());
  }
}
