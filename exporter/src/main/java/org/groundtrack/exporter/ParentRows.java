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
    long[] lengths = new long[total];
    long[] numbers = new long[total];
    int held = 0;
    for (RowRun run : parent.runs()) {
      int count = Math.toIntExact(run.length());
      long[] first = new long[count];
      long[] length = new long[count];
      link.read(run.first(), count, first, length);
      for (int i = 0; i < count; i++) {
        if (length[i] > 0) {
          firsts[held] = first[i];
          lengths[held] = length[i];
          numbers[held++] = run.first() + i;
        }
      }
    }
    return of(
        Arrays.copyOf(firsts, held),
        Arrays.copyOf(lengths, held),
        Arrays.copyOf(numbers, held),
        children);
  }

  /**
   * Finds the parents of rows.
   *
   * @param firsts first row that each parent leads to
   * @param lengths how many rows it leads to, at least 1
   * @param numbers which row of the parent rate it is
   * @param children ascending
   */
  static ParentRows of(long[] firsts, long[] lengths, long[] numbers, long[] children) {
    int held = firsts.length;
    boolean sorted = true;
    for (int i = 1; i < held && sorted; i++) {
      sorted = firsts[i - 1] <= firsts[i];
    }
    int[] order = sorted ? null : order(firsts);
    long[] rows = new long[children.length];
    long[] begins = new long[children.length];
    int[] places = new int[children.length];
    int[] open = new int[held];
    int depth = 0;
    int next = 0;
    int found = 0;
    int last = -1;
    for (int i = 0; i < children.length; i++) {
      // Runs may overlap in clips of granules: the one that begins last is the right one. Those
      // that ended hold no later child either, so that each is looked at once.
      while (next < held && firsts[place(order, next)] <= children[i]) {
        open[depth++] = place(order, next++);
      }
      while (depth > 0 && children[i] - firsts[open[depth - 1]] >= lengths[open[depth - 1]]) {
        depth--;
      }
      if (depth == 0) {
        places[i] = -1;
        continue;
      }
      int parent = open[depth - 1];
      if (parent != last) {
        last = parent;
        begins[found] = firsts[parent];
        rows[found++] = numbers[parent];
      }
      places[i] = found - 1;
    }
    return new ParentRows(Arrays.copyOf(rows, found), Arrays.copyOf(begins, found), places);
  }

  private static int place(int[] order, int at) {
    return order == null ? at : order[at];
  }

  private static int[] order(long[] firsts) {
    Integer[] boxed = new Integer[firsts.length];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Long.compare(firsts[a], firsts[b]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }

  /** The parents that were found, in the order of the rows, one for neighbours that share it. */
  long[] rows() {
    return rows;
  }

  /** For each row, the place of its parent among those that were found; -1 if it has none. */
  int[] places() {
    return places;
  }

  /** Whether every row has a parent of its own. */
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
    long[] known = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      reader.read(rows[i], 1, id, count);
      known[i] = count[0] == 0 ? Long.MIN_VALUE : id[0];
    }
    long[] found = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      found[i] = places[i] < 0 ? Long.MIN_VALUE : known[places[i]];
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
