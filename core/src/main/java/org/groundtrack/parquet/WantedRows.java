package org.groundtrack.parquet;

import org.apache.parquet.column.page.DataPage;

/** Which rows of one page after the other are wanted, as runs of rows without a gap. */
final class WantedRows {
  private final long[] wanted;
  private long first;
  private int at;
  private boolean given;
  private int from;
  private int to;

  /**
   * Rows of a row group.
   *
   * @param wanted their numbers within it, in order, or {@code null} for all
   */
  WantedRows(long[] wanted) {
    this.wanted = wanted;
  }

  /** Whether some rows were chosen. */
  boolean chosen() {
    return wanted != null;
  }

  /** Goes on to the next page; whether it may have rows that are wanted. */
  boolean enter(DataPage page) {
    given = false;
    if (wanted != null) {
      first =
          page.getFirstRowIndex()
              .orElseThrow(() -> new IllegalArgumentException("a page without its first row"));
      while (at < wanted.length && wanted[at] < first) {
        at++;
      }
      int rows = page.getIndexRowCount().orElse(Integer.MAX_VALUE);
      return at < wanted.length && wanted[at] < first + rows;
    }
    return true;
  }

  /**
   * Whether the page has a further run.
   *
   * @param rows of the page
   */
  boolean next(int rows) {
    if (wanted == null) {
      from = 0;
      to = rows;
      boolean more = !given && rows > 0;
      given = true;
      return more;
    }
    if (at == wanted.length || wanted[at] >= first + rows) {
      return false;
    }
    from = (int) (wanted[at] - first);
    to = from;
    while (at < wanted.length && wanted[at] == first + to && to < rows) {
      to++;
      at++;
    }
    return true;
  }

  /** The run's first row within the page. */
  int from() {
    return from;
  }

  /** The row behind its last. */
  int to() {
    return to;
  }
}
