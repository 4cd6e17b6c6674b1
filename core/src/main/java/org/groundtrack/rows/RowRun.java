package org.groundtrack.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Consecutive rows of a beam.
 *
 * @param first first row (at least 0)
 * @param end the row after the last (above {@code first})
 */
public record RowRun(long first, long end) {
  public RowRun {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("Rows %s to %s".formatted(first, end));
    }
  }

  /** Number of rows. */
  public long length() {
    return end - first;
  }

  /** Sorted runs that neither touch nor overlap and hold the same rows. */
  public static List<RowRun> union(List<RowRun> runs) {
    List<RowRun> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingLong(RowRun::first));
    List<RowRun> union = new ArrayList<>();
    for (RowRun run : sorted) {
      int top = union.size() - 1;
      if (top >= 0 && union.get(top).end() >= run.first()) {
        RowRun before = union.get(top);
        union.set(top, new RowRun(before.first(), Math.max(before.end(), run.end())));
      } else {
        union.add(run);
      }
    }
    return union;
  }

  /** The rows of runs from {@code first} to before {@code end}. */
  public static List<RowRun> clip(List<RowRun> runs, long first, long end) {
    List<RowRun> clipped = new ArrayList<>();
    for (RowRun run : runs) {
      long from = Math.max(run.first(), first);
      long to = Math.min(run.end(), end);
      if (from < to) {
        clipped.add(new RowRun(from, to));
      }
    }
    return clipped;
  }

  /** Rows of all runs. */
  public static long total(List<RowRun> runs) {
    return runs.stream().mapToLong(RowRun::length).sum();
  }
}
