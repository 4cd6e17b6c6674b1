package org.groundtrack.exporter;

import java.util.Arrays;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.plan.ParentTask;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.RowRun;

/** The row of the parent rate that leads to each of some rows. */
final class ParentRows {
  private final long[] rows;
  private final int[] places;

  private ParentRows(long[] rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /**
   * Finds the parents of rows.
   *
   * @param granule name for messages
   * @param children ascending
   */
  static ParentRows of(
      String granule,
      ParentTask parent,
      long[] children,
      ChunkDecoder decoder,
      FetchedRanges ranges) {
    LinkReader link = parent.link().reader(granule, parent.runs(), decoder, ranges::read);
    int total = Math.toIntExact(RowRun.total(parent.runs()));
    long[] firsts = new long[total];
    long[] ends = new long[total];
    long[] numbers = new long[total];
    int held = 0;
    long before = -1;
    boolean sorted = true;
    for (RowRun run : parent.runs()) {
      int count = Math.toIntExact(run.length());
      long[] first = new long[count];
      long[] length = new long[count];
      link.read(run.first(), count, first, length);
      for (int i = 0; i < count; i++) {
        if (length[i] > 0) {
          sorted &= first[i] >= before;
          before = first[i];
          firsts[held] = first[i];
          ends[held] = first[i] + length[i];
          numbers[held++] = run.first() + i;
        }
      }
    }
    int[] order = sorted ? null : order(firsts, held);
    long[] rows = new long[children.length];
    int[] places = new int[children.length];
    int found = 0;
    int at = 0;
    for (int i = 0; i < children.length; i++) {
      while (at < held && ends[place(order, at)] <= children[i]) {
        at++;
      }
      boolean there = at < held && firsts[place(order, at)] <= children[i];
      places[i] = there ? found : -1;
      if (there) {
        rows[found++] = numbers[place(order, at)];
      }
    }
    return new ParentRows(Arrays.copyOf(rows, found), places);
  }

  private static int place(int[] order, int at) {
    return order == null ? at : order[at];
  }

  private static int[] order(long[] firsts, int held) {
    Integer[] boxed = new Integer[held];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Long.compare(firsts[a], firsts[b]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }

  /** The parents that were found, one for each row that has one. */
  long[] rows() {
    return rows;
  }

  /** For each row, the place of its parent among those that were found; -1 if it has none. */
  int[] places() {
    return places;
  }

  /** Whether every row has a parent. */
  boolean areAll() {
    return rows.length == places.length;
  }
}
