package org.groundtrack.parquet;

import java.util.Arrays;

/**
 * Which elements belong to which row of a column of lists. The elements of all rows lie one after
 * the other.
 *
 * @param missing which rows have no list; {@code null} if all have one, which may be empty
 * @param ends for each row the element after its last
 */
record Lists(boolean[] missing, int[] ends) {
  /** Lists of lengths. */
  static Lists ofLengths(int... lengths) {
    int[] ends = lengths.clone();
    Arrays.parallelPrefix(ends, Math::addExact);
    return new Lists(null, ends);
  }

  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  int end(int row) {
    return ends[row];
  }

  boolean isMissing(int row) {
    return missing != null && missing[row];
  }

  /** Entries in a page for rows: their elements, and one for each row that has none. */
  int entries(int from, int to) {
    int entries = end(to - 1) - start(from);
    for (int row = from; row < to; row++) {
      entries += isEmpty(row) ? 1 : 0;
    }
    return entries;
  }

  /** Whether a row has no elements. */
  boolean isEmpty(int row) {
    return end(row) == start(row);
  }
}
