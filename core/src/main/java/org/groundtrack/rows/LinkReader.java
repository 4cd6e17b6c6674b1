package org.groundtrack.rows;

import java.util.Arrays;

/** Reads where rows lead to. Not safe for use by several threads at once. */
public final class LinkReader {
  private final RowReader first;
  private final RowReader count;
  private final int base;

  /**
   * A link from its datasets.
   *
   * @param count {@code null} if each row leads to one number
   * @param base what stands for the very first number
   */
  public LinkReader(RowReader first, RowReader count, int base) {
    this.first = first;
    this.count = count;
    this.base = base;
  }

  /**
   * Where rows lead to.
   *
   * @param row first row
   * @param rows how many
   * @param firsts receives the first number of each row's run, from 0; 0 if the run is empty
   * @param counts receives the length of each row's run
   * @throws org.groundtrack.error.BadGranuleException if a chunk is damaged
   */
  public void read(long row, int rows, long[] firsts, long[] counts) {
    first.longs(row, rows, firsts);
    if (count == null) {
      Arrays.fill(counts, 0, rows, 1);
    } else {
      count.longs(row, rows, counts);
    }
    for (int i = 0; i < rows; i++) {
      firsts[i] -= base;
      // A run that is not there has a first number of 0 where numbers start at 1, or a fill value.
      if (counts[i] <= 0 || firsts[i] < 0 || firsts[i] > Long.MAX_VALUE - counts[i]) {
        firsts[i] = 0;
        counts[i] = 0;
      }
    }
  }
}
