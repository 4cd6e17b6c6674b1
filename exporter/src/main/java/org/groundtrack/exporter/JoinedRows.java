package org.groundtrack.exporter;

import java.util.Arrays;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.plan.JoinTask;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/** The row of a granule of another product that belongs to each of some rows. */
final class JoinedRows {
  /** Of a key: ids of segments have 31 bits, positions of photons in one fewer than 24. */
  private static final int POSITION_BITS = 24;

  private static final int ID_BITS = 38;

  private static final long NO_KEY = Long.MIN_VALUE;

  private final long[] rows;
  private final int[] places;

  private JoinedRows(long[] rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /** Rows whose key is the row's number. */
  static JoinedRows byRow(JoinTask join, long[] rows, ChunkDecoder decoder, FetchedRanges ranges) {
    return byRow(Table.of(join, decoder, ranges), join.keyBase(), rows);
  }

  static JoinedRows byRow(Table table, int keyBase, long[] rows) {
    int[] places = new int[rows.length];
    long[] found = new long[rows.length];
    int held = 0;
    for (int i = 0; i < rows.length; i++) {
      long row = table.row(rows[i] + keyBase);
      places[i] = row < 0 ? -1 : held;
      if (row >= 0) {
        found[held++] = row;
      }
    }
    return new JoinedRows(Arrays.copyOf(found, held), places);
  }

  /**
   * Rows whose key is the parent's id, and whose position is that among the parent's rows.
   *
   * @param ids of the parent of each row
   * @param positions from 1; 0 for none
   */
  static JoinedRows byId(
      JoinTask join, long[] ids, long[] positions, ChunkDecoder decoder, FetchedRanges ranges) {
    return byId(Table.of(join, decoder, ranges), ids, positions);
  }

  static JoinedRows byId(Table table, long[] ids, long[] positions) {
    int[] places = new int[ids.length];
    long[] found = new long[ids.length];
    int held = 0;
    for (int i = 0; i < ids.length; i++) {
      boolean known = ids[i] != Long.MIN_VALUE && positions[i] > 0;
      long row = known ? table.row(combined(ids[i], positions[i])) : -1;
      places[i] = row < 0 ? -1 : held;
      if (row >= 0) {
        found[held++] = row;
      }
    }
    return new JoinedRows(Arrays.copyOf(found, held), places);
  }

  /** The rows that were found. */
  long[] rows() {
    return rows;
  }

  /** For each row, the place of its partner among those that were found; -1 if it has none. */
  int[] places() {
    return places;
  }

  /** The keys of ids and positions. */
  static long[] combined(long[] ids, long[] positions) {
    long[] keys = new long[ids.length];
    Arrays.setAll(keys, i -> combined(ids[i], positions[i]));
    return keys;
  }

  /** Of fill values and the like no key is made: no row has it. */
  private static long combined(long id, long position) {
    boolean segment = id > -(1L << ID_BITS) && id < 1L << ID_BITS;
    if (position < 1 || position >= 1L << POSITION_BITS || !segment) {
      return NO_KEY;
    }
    return id << POSITION_BITS | position;
  }

  /** The keys of the partner's rows in order. */
  static final class Table {
    private final long[] keys;
    private final long[] rows;

    static Table of(JoinTask join, ChunkDecoder decoder, FetchedRanges ranges) {
      int size = Math.toIntExact(RowRun.total(join.runs()));
      long[] found = new long[size];
      long[] numbers = new long[size];
      String name = join.partner().id();
      RowReader keyRows =
          RowReader.of(
              name, RowView.of(join.key()), Slice.Elements.ONE, join.runs(), decoder, ranges::read);
      int at = 0;
      for (RowRun run : join.runs()) {
        int count = Math.toIntExact(run.length());
        long[] key = new long[count];
        keyRows.longs(run.first(), count, key);
        System.arraycopy(key, 0, found, at, count);
        for (int i = 0; i < count; i++) {
          numbers[at + i] = run.first() + i;
        }
        at += count;
      }
      return new Table(
          join.position() == null ? found : combined(found, positions(join, decoder, ranges)),
          numbers);
    }

    /**
     * The rows by their keys.
     *
     * @param found the key of each row
     * @param numbers which row of the partner it is, ascending
     */
    Table(long[] found, long[] numbers) {
      int size = found.length;
      boolean sorted = true;
      for (int i = 1; i < size && sorted; i++) {
        sorted = found[i - 1] <= found[i];
      }
      if (!sorted) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        // Stable: of rows with one key the first counts.
        Arrays.sort(order, (a, b) -> Long.compare(found[a], found[b]));
        keys = Arrays.stream(order).mapToLong(i -> found[i]).toArray();
        rows = Arrays.stream(order).mapToLong(i -> numbers[i]).toArray();
      } else {
        keys = found;
        rows = numbers;
      }
    }

    private static long[] positions(JoinTask join, ChunkDecoder decoder, FetchedRanges ranges) {
      RowReader reader =
          RowReader.of(
              join.partner().id(),
              RowView.of(join.position()),
              Slice.Elements.ONE,
              join.runs(),
              decoder,
              ranges::read);
      long[] positions = new long[Math.toIntExact(RowRun.total(join.runs()))];
      int at = 0;
      for (RowRun run : join.runs()) {
        int count = Math.toIntExact(run.length());
        long[] block = new long[count];
        reader.longs(run.first(), count, block);
        System.arraycopy(block, 0, positions, at, count);
        at += count;
      }
      return positions;
    }

    /** The first row with a key, or -1. */
    long row(long key) {
      if (key == NO_KEY) {
        return -1;
      }
      int low = 0;
      int high = keys.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (keys[middle] < key) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < keys.length && keys[low] == key ? rows[low] : -1;
    }
  }
}
