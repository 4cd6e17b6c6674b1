package org.groundtrack.query;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.plan.RowTest;
import org.groundtrack.rows.RowRun;

/**
 * Rows of a beam that may lie inside, and where they lead to. A plan may come from millions of
 * coverage rows, so these are numbers, not objects. For one thread at a time.
 */
final class Candidates {
  private final Spans rows = new Spans();
  private final Spans times;
  private final List<Spans> links = new ArrayList<>();

  /**
   * None yet.
   *
   * @param timed whether times are kept, so that rows can be {@linkplain #keep kept} by them
   */
  Candidates(boolean timed) {
    times = timed ? new Spans() : null;
  }

  void add(CoverageTable.Row row) {
    rows.add(row.firstRow(), row.firstRow() + row.rowCount());
    if (times != null) {
      times.add(row.startNanos(), row.endNanos());
    }
    for (int i = 0; i < row.links().size(); i++) {
      if (i == links.size()) {
        links.add(new Spans());
      }
      CoverageTable.LinkRun run = row.links().get(i);
      links.get(i).add(run.first(), run.first() + run.count());
    }
  }

  /** Keeps only what may hold rows that pass a test; all, if times are not kept. */
  void keep(RowTest test) {
    if (times == null || test.isAlways()) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (test.mayHold(times.first(i), times.end(i))) {
        rows.move(i, kept);
        times.move(i, kept);
        for (Spans link : links) {
          link.move(i, kept);
        }
        kept++;
      }
    }
    rows.cut(kept);
    times.cut(kept);
    for (Spans link : links) {
      link.cut(kept);
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return rows.size() == 0;
  }

  /** Sorted runs, apart. */
  List<RowRun> rows() {
    return rows.union();
  }

  /** Sorted runs, apart, of what a link of the indexed rate leads to. */
  List<RowRun> linked(int link) {
    return link < links.size() ? links.get(link).union() : List.of();
  }
}
