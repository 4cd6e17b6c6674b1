package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.plan.LinkTask;
import org.groundtrack.plan.ParentTask;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.RowRun;

/** The row of the parent rate that leads to each of some rows. */
final class ParentRows {
  private final long[] rows;
  private final long[] firsts;
  private final int[] places;

  private ParentRows(long[] rows, long[] firsts, int[] places) {
    this.rows = rows;
    this.firsts = firsts;
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
    long[] begins = new long[children.length];
    int[] places = new int[children.length];
    int found = 0;
    int at = 0;
    for (int i = 0; i < children.length; i++) {
      // Runs may overlap in clips of granules: the one that begins last is the right one.
      while (at + 1 < held && firsts[place(order, at + 1)] <= children[i]) {
        at++;
      }
      boolean there =
          at < held
              && firsts[place(order, at)] <= children[i]
              && ends[place(order, at)] > children[i];
      places[i] = there ? found : -1;
      if (there) {
        begins[found] = firsts[place(order, at)];
        rows[found++] = numbers[place(order, at)];
      }
    }
    return new ParentRows(Arrays.copyOf(rows, found), Arrays.copyOf(begins, found), places);
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

  /**
   * The id of the parent of each row; {@link Long#MIN_VALUE} if it has none.
   *
   * @param runs rows of the parent that may be read
   */
  long[] ids(
      String granule, LinkTask ids, List<RowRun> runs, ChunkDecoder decoder, FetchedRanges ranges) {
    LinkReader reader = ids.reader(granule, runs, decoder, ranges::read);
    long[] id = new long[1];
    long[] count = new long[1];
    long[] found = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      found[i] = Long.MIN_VALUE;
      if (places[i] >= 0) {
        reader.read(rows[places[i]], 1, id, count);
        found[i] = count[0] == 0 ? Long.MIN_VALUE : id[0];
      }
    }
    return found;
  }

  /**
   * Which of its parent's rows each row is, from 1; 0 if it has no parent.
   *
   * @param children the rows, as they were given
   */
  long[] positions(long[] children) {
    long[] positions = new long[children.length];
    for (int i = 0; i < children.length; i++) {
      positions[i] = places[i] < 0 ? 0 : children[i] - firsts[places[i]] + 1;
    }
    return positions;
  }
}
