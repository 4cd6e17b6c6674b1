package org.groundtrack.granule;

import java.util.Arrays;

/**
 * The least and greatest value of each chunk of a dataset of whole numbers. Immutable. A chunk
 * without rows has a least value above its greatest.
 */
public final class ChunkKeys {
  private final long[] least;
  private final long[] greatest;

  /**
   * Copies the bounds.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public ChunkKeys(long[] least, long[] greatest) {
    if (least.length != greatest.length) {
      throw new IllegalArgumentException(
          "%s least values of chunks, but %s greatest".formatted(least.length, greatest.length));
    }
    this.least = least.clone();
    this.greatest = greatest.clone();
  }

  /** Number of chunks. */
  public int count() {
    return least.length;
  }

  /** Whether a chunk may hold a value from {@code first} to {@code last}, both included. */
  public boolean mayHold(int chunk, long first, long last) {
    return least[chunk] <= last && greatest[chunk] >= first;
  }

  /** All least values, a copy. */
  public long[] least() {
    return least.clone();
  }

  /** All greatest values, a copy. */
  public long[] greatest() {
    return greatest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkKeys keys
        && Arrays.equals(least, keys.least)
        && Arrays.equals(greatest, keys.greatest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(least) + Arrays.hashCode(greatest);
  }

  @Override
  public String toString() {
    return "bounds of " + least.length + " chunks";
  }
}
