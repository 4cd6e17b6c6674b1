package org.groundtrack.exporter.arrange;

/** Sorts places by partition and key, those that are equal in their order. */
final class StableOrder {
  private final int[] partitions;
  private final long[] keys;
  private int[] places;
  private int[] spare;

  private StableOrder(int[] partitions, long[] keys) {
    this.partitions = partitions;
    this.keys = keys;
    this.places = new int[keys.length];
    this.spare = new int[keys.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
  }

  /** The places in their order. */
  static int[] of(int[] partitions, long[] keys) {
    StableOrder order = new StableOrder(partitions, keys);
    for (long width = 1; width < keys.length; width *= 2) {
      order.merge(width);
    }
    return order.places;
  }

  /** Makes of each two sorted runs one. */
  private void merge(long width) {
    for (long from = 0; from < places.length; from += 2 * width) {
      int middle = (int) Math.min(places.length, from + width);
      int end = (int) Math.min(places.length, from + 2 * width);
      merge((int) from, middle, end);
    }
    int[] merged = spare;
    spare = places;
    places = merged;
  }

  private void merge(int from, int middle, int end) {
    // Points of a track come in runs.
    if (middle >= end || isInOrder(places[middle - 1], places[middle])) {
      System.arraycopy(places, from, spare, from, end - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < end; i++) {
      boolean takesLeft = right == end || left < middle && isInOrder(places[left], places[right]);
      spare[i] = takesLeft ? places[left++] : places[right++];
    }
  }

  private boolean isInOrder(int first, int second) {
    return partitions[first] != partitions[second]
        ? partitions[first] < partitions[second]
        : keys[first] <= keys[second];
  }
}
