package org.groundtrack.exporter;

import java.util.Arrays;

/**
 * A set of positions and times, compared bit by bit: a table of 48 to 96 bytes for each, since
 * photons are too many for objects. For one thread.
 */
final class PlaceSet {
  private static final int ITEMS = 3;

  /** Of the largest array so many places fill a quarter. */
  private static final int MOST_PLACES = (1 << 29) / ITEMS;

  /** No longitude of a valid position. */
  private static final long FREE = Double.doubleToLongBits(Double.NaN);

  private final long[] table;
  private final int mask;
  private int size;

  /**
   * An empty set.
   *
   * @param most places that will be added, at most
   * @throws IllegalArgumentException if these are more than an array holds
   */
  PlaceSet(long most) {
    if (most > MOST_PLACES) {
      throw new IllegalArgumentException(
          "another granule holds %s rows that may be the same, the limit is %s: choose a smaller area, or one granule by name"
              .formatted(most, MOST_PLACES));
    }
    int slots = Integer.highestOneBit((int) most) * 4;
    table = new long[slots * ITEMS];
    Arrays.fill(table, FREE);
    mask = slots - 1;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(double longitude, double latitude, long time) {
    int at = slot(longitude, latitude, time);
    if (table[at] == FREE) {
      table[at] = Double.doubleToLongBits(longitude);
      table[at + 1] = Double.doubleToLongBits(latitude);
      table[at + 2] = time;
      size++;
    }
  }

  boolean contains(double longitude, double latitude, long time) {
    return size > 0 && table[slot(longitude, latitude, time)] != FREE;
  }

  /** The first item of a place in the table, or of the free slot that it would take. */
  private int slot(double longitude, double latitude, long time) {
    long x = Double.doubleToLongBits(longitude);
    long y = Double.doubleToLongBits(latitude);
    long hash = ((x * 31 + y) * 31 + time) * 0x9E3779B97F4A7C15L;
    for (int slot = (int) (hash >>> 32) & mask; ; slot = (slot + 1) & mask) {
      int at = slot * ITEMS;
      if (table[at] == FREE || (table[at] == x && table[at + 1] == y && table[at + 2] == time)) {
        return at;
      }
    }
  }
}
