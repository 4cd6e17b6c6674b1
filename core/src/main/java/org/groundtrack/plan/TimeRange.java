package org.groundtrack.plan;

import java.time.Instant;
import org.groundtrack.granule.GpsTime;

/**
 * A range of times in UTC.
 *
 * @param start first instant that is in it, or {@code null} for no limit
 * @param end first instant after it, or {@code null} for no limit
 */
public record TimeRange(Instant start, Instant end) {
  /** All times, and rows without a time too. */
  public static final TimeRange ALL = new TimeRange(null, null);

  public TimeRange {
    if (start != null && end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException(
          "A time range must end after it starts: from %s to %s".formatted(start, end));
    }
  }

  /** Whether it has no limit. */
  public boolean isAll() {
    return start == null && end == null;
  }

  /** Whether it holds an instant, nanoseconds since 1970 (UTC). */
  public boolean contains(long nanos) {
    return nanos >= startNanos() && nanos < endNanos();
  }

  /** Whether any instant from {@code first} to {@code last}, both included, is in it. */
  public boolean overlaps(long first, long last) {
    return last >= startNanos() && first < endNanos();
  }

  /** Its start, nanoseconds since 1970 (UTC). */
  public long startNanos() {
    return start == null ? Long.MIN_VALUE : GpsTime.nanos(start);
  }

  /** Its end, nanoseconds since 1970 (UTC). */
  public long endNanos() {
    return end == null ? Long.MAX_VALUE : GpsTime.nanos(end);
  }
}
