package org.groundtrack.plan;

import org.groundtrack.granule.Granule;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.rows.TimeScale;

/**
 * Tests rows of one beam by their times. It remembers until when its last answer holds, so that
 * most rows cost two comparisons: for one thread at a time.
 */
public final class RowTest {
  private final Filters filters;
  private final BeamRole role;
  private final Granule tracks;
  private final boolean timeless;
  private long from = 1;
  private long end;
  private boolean accepted;

  /**
   * A test of a beam's rows.
   *
   * @param role what the beam is, or {@code null} if that is not to be asked for
   */
  RowTest(Filters filters, BeamRole role) {
    this.filters = filters;
    this.role = role != null && filters.beams().asksForRole() ? role : null;
    this.tracks =
        role != null && filters.granules().asksForTurns(role.granule()) ? role.granule() : null;
    this.timeless =
        filters.time().isAll()
            && filters.months().isAny()
            && (this.role == null || !this.role.changes())
            && tracks == null;
  }

  /** Whether a row is wanted whatever its time is, even if it has none. */
  public boolean isAlways() {
    return timeless && accepts(0);
  }

  /**
   * Whether a row is wanted.
   *
   * @param nanos its time, nanoseconds since 1970 (UTC), or {@link TimeScale#NO_TIME}
   */
  public boolean test(long nanos) {
    if (nanos == TimeScale.NO_TIME) {
      return isAlways();
    }
    if (nanos < from || nanos >= end) {
      judge(nanos);
    }
    return accepted;
  }

  /**
   * Whether rows of some times may be wanted.
   *
   * @param first least of them, nanoseconds since 1970 (UTC), or {@link TimeScale#NO_TIME} if no
   *     row has one
   * @param last greatest of them
   */
  public boolean mayHold(long first, long last) {
    if (timeless || first == TimeScale.NO_TIME) {
      return isAlways();
    }
    long nanos = first;
    while (!test(nanos)) {
      if (end > last || end == Long.MAX_VALUE) {
        return false;
      }
      nanos = end;
    }
    return true;
  }

  private boolean accepts(long nanos) {
    return filters.time().contains(nanos)
        && filters.months().contains(nanos)
        && (role == null || filters.beams().accepts(role, nanos))
        && (tracks == null || filters.granules().accepts(tracks, nanos));
  }

  /** Answers for an instant, and finds from when until when the answer holds. */
  private void judge(long nanos) {
    accepted = accepts(nanos);
    from = nanos;
    end = Long.MAX_VALUE;
    TimeRange range = filters.time();
    endAt(nanos, range.startNanos());
    endAt(nanos, range.endNanos());
    if (!filters.months().isAny()) {
      endAt(nanos, Months.end(nanos));
    }
    if (role != null && role.changes()) {
      endAt(nanos, role.changeAfter(nanos));
    }
    if (tracks != null) {
      endAt(nanos, tracks.changeAfter(nanos));
    }
  }

  private void endAt(long nanos, long change) {
    if (change > nanos) {
      end = Math.min(end, change);
    }
  }
}
