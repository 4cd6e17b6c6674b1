package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.plan.RowTest;
import org.groundtrack.rows.RowRun;

/**
 * Rows of a beam that may lie inside, and where they lead to: sorted runs, each with its times and
 * with the run that each link leads to. A plan may come from many million coverage rows, so runs
 * that meet become one as they are added, and memory grows with the beams, not with the rows. For
 * one thread at a time.
 */
final class Candidates {
  private static final int FIRST_CAPACITY = 2;
  private static final int ROWS = 0;
  private static final int TIMES = 2;

  private final boolean timed;
  private final int links;

  /** Longs of a run: its rows, its times if they are kept, and a pair for each link. */
  private final int stride;

  private long[] runs;
  private int size;

  /**
   * None yet.
   *
   * @param timed whether times are kept, so that rows can be {@linkplain #keep kept} by them
   * @param links runs of linked rows that each row of the coverage has
   */
  Candidates(boolean timed, int links) {
    this.timed = timed;
    this.links = links;
    this.stride = 2 + (timed ? 2 : 0) + 2 * links;
    this.runs = new long[FIRST_CAPACITY * stride];
  }

  void add(CoverageTable.Row row) {
    int at = after(row.firstRow());
    insert(at, row);
    if (at + 1 < size && meet(at, at + 1)) {
      join(at, at + 1);
    }
    if (at > 0 && meet(at - 1, at)) {
      join(at - 1, at);
    }
  }

  /** The number of the first run that begins behind a row. */
  private int after(long row) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs[middle * stride] <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insert(int at, CoverageTable.Row row) {
    if (size * stride == runs.length) {
      runs = Arrays.copyOf(runs, Math.multiplyExact(2, runs.length));
    }
    System.arraycopy(runs, at * stride, runs, (at + 1) * stride, (size - at) * stride);
    size++;
    set(at, ROWS, row.firstRow(), row.firstRow() + row.rowCount());
    if (timed) {
      set(at, TIMES, row.startNanos(), row.endNanos());
    }
    for (int i = 0; i < links; i++) {
      CoverageTable.LinkRun run = row.links().get(i);
      set(at, link(i), run.first(), run.first() + run.count());
    }
  }

  private void set(int run, int item, long first, long end) {
    runs[run * stride + item] = first;
    runs[run * stride + item + 1] = end;
  }

  private long first(int run, int item) {
    return runs[run * stride + item];
  }

  private long end(int run, int item) {
    return runs[run * stride + item + 1];
  }

  private int link(int number) {
    return stride - 2 * (links - number);
  }

  /** Whether one run can say what two say: their rows leave no gap, nor do those they lead to. */
  private boolean meet(int earlier, int later) {
    if (end(earlier, ROWS) < first(later, ROWS)) {
      return false;
    }
    for (int i = 0; i < links; i++) {
      int link = link(i);
      if (!isEmpty(earlier, link)
          && !isEmpty(later, link)
          && (end(earlier, link) < first(later, link) || end(later, link) < first(earlier, link))) {
        return false;
      }
    }
    return true;
  }

  private boolean isEmpty(int run, int item) {
    return first(run, item) >= end(run, item);
  }

  private void join(int earlier, int later) {
    for (int item = 0; item < stride; item += 2) {
      if (saysNothing(earlier, item)) {
        set(earlier, item, first(later, item), end(later, item));
      } else if (!saysNothing(later, item)) {
        set(
            earlier,
            item,
            Math.min(first(earlier, item), first(later, item)),
            Math.max(end(earlier, item), end(later, item)));
      }
    }
    System.arraycopy(runs, (later + 1) * stride, runs, later * stride, (size - later - 1) * stride);
    size--;
  }

  /** Whether rows have no time, or lead to none. */
  private boolean saysNothing(int run, int item) {
    return timed && item == TIMES ? first(run, item) == CoverageTable.NO_TIME : isEmpty(run, item);
  }

  /** Keeps only runs that may hold rows that pass a test; all, if times are not kept. */
  void keep(RowTest test) {
    if (!timed || test.isAlways()) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (test.mayHold(first(i, TIMES), end(i, TIMES))) {
        System.arraycopy(runs, i * stride, runs, kept * stride, stride);
        kept++;
      }
    }
    size = kept;
  }

  /** Runs that are kept apart. */
  int size() {
    return size;
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Sorted runs, apart. */
  List<RowRun> rows() {
    return runs(ROWS);
  }

  /** Sorted runs, apart, of what a link of the indexed rate leads to. */
  List<RowRun> linked(int link) {
    return link < links ? runs(link(link)) : List.of();
  }

  private List<RowRun> runs(int item) {
    List<RowRun> found = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (!isEmpty(i, item)) {
        found.add(new RowRun(first(i, item), end(i, item)));
      }
    }
    return RowRun.union(found);
  }
}
