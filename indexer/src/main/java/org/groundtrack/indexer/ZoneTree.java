package org.groundtrack.indexer;

import java.util.Arrays;
import org.groundtrack.index.ZoneBounds;

/**
 * The least and greatest values of all runs of rows of a variable. Rows are added one after the
 * other. Of many rows some become one block, and bounds are those of all blocks that a run touches:
 * so it takes some 10 MB at most, and any run, as damaged links may make them, a few steps.
 *
 * <p>For one thread.
 */
final class ZoneTree {
  /** What the values are. */
  enum Kind {
    SIGNED,
    UNSIGNED,
    REAL
  }

  /** A beam of ATL06 has fewer rows: its bounds are exact. One of ATL03 has 50 rows in each. */
  private static final int MAX_BLOCKS = 1 << 18;

  private final Kind kind;
  private final long rows;
  private final long blockRows;
  private final int blocks;

  /** Of a binary tree whose leaves, the blocks, are the second half; by keys that keep order. */
  private final long[] least;

  private final long[] greatest;

  /** Nulls before each block. */
  private final long[] nulls;

  private long added;
  private int block;
  private long inBlock;

  /** A tree of no rows yet. */
  ZoneTree(long rows, Kind kind) {
    this.rows = rows;
    this.kind = kind;
    this.blockRows = Math.max(1, (rows + MAX_BLOCKS - 1) / MAX_BLOCKS);
    this.blocks = Math.toIntExact((rows + blockRows - 1) / blockRows);
    this.least = new long[2 * blocks];
    this.greatest = new long[2 * blocks];
    this.nulls = new long[blocks + 1];
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(greatest, Long.MIN_VALUE);
  }

  /** Adds a row without a value. */
  void addNull() {
    next();
    nulls[block + 1]++;
  }

  /** Adds a row with a whole number. */
  void add(long value) {
    put(kind == Kind.UNSIGNED ? value ^ Long.MIN_VALUE : value);
  }

  /** Adds a row with a floating-point number. */
  void add(double value) {
    // The bits of what is not a number are beyond those of all numbers.
    long bits = Double.doubleToLongBits(value);
    put(bits ^ ((bits >> 63) & Long.MAX_VALUE));
  }

  private void put(long key) {
    next();
    least[blocks + block] = Math.min(least[blocks + block], key);
    greatest[blocks + block] = Math.max(greatest[blocks + block], key);
  }

  private void next() {
    if (inBlock == blockRows) {
      block++;
      inBlock = 0;
    }
    inBlock++;
    added++;
  }

  /** Ends adding. */
  void finish() {
    if (added != rows) {
      throw new IllegalStateException("Added %s rows of %s".formatted(added, rows));
    }
    for (int i = 0; i < blocks; i++) {
      nulls[i + 1] += nulls[i];
    }
    for (int i = blocks - 1; i > 0; i--) {
      least[i] = Math.min(least[2 * i], least[2 * i + 1]);
      greatest[i] = Math.max(greatest[2 * i], greatest[2 * i + 1]);
    }
  }

  /**
   * The bounds of a run of rows, or of some rows more.
   *
   * @param first row
   * @param count rows
   */
  ZoneBounds of(long first, long count) {
    if (count == 0) {
      return ZoneBounds.withoutValues(0);
    }
    if (first < 0 || count < 0 || first > rows - count) {
      // A damaged link: its rows are not there.
      return ZoneBounds.UNKNOWN;
    }
    int from = (int) (first / blockRows);
    int to = (int) ((first + count - 1) / blockRows) + 1;
    long missing = nulls[to] - nulls[from];
    long all = Math.min(rows, to * blockRows) - from * blockRows;
    if (missing == all) {
      return ZoneBounds.withoutValues(missing);
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int left = from + blocks, right = to + blocks; left < right; left /= 2, right /= 2) {
      if (left % 2 == 1) {
        low = Math.min(low, least[left]);
        high = Math.max(high, greatest[left]);
        left++;
      }
      if (right % 2 == 1) {
        right--;
        low = Math.min(low, least[right]);
        high = Math.max(high, greatest[right]);
      }
    }
    return switch (kind) {
      case SIGNED -> ZoneBounds.ofLongs(false, low, high, missing);
      case UNSIGNED ->
          ZoneBounds.ofLongs(true, low ^ Long.MIN_VALUE, high ^ Long.MIN_VALUE, missing);
      case REAL -> ZoneBounds.ofDoubles(real(low), real(high), missing);
    };
  }

  private static double real(long key) {
    return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
  }
}
