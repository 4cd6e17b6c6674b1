package org.groundtrack.exporter;

import java.util.Arrays;
import org.groundtrack.geo.AoiFeatures;

/**
 * Which features hold each of some points, while the points are found. A point may be in many: only
 * numbers of features are kept, not a row for each. For one thread at a time.
 */
final class FeatureMatches {
  private final AoiFeatures.Finder finder;
  private int[] blockFeatures = new int[1024];
  private int[] blockEnds = new int[1024];
  private int[] features = new int[1024];
  private int[] ends = new int[1024];
  private int size;

  FeatureMatches(AoiFeatures features) {
    this.finder = features.finder();
  }

  /**
   * Finds the points of a block that are in a feature.
   *
   * @param inside receives their places, ascending
   * @return how many there are
   */
  int select(double[] longitude, double[] latitude, int count, int[] inside) {
    int found = 0;
    int held = 0;
    for (int i = 0; i < count; i++) {
      int holders = finder.find(longitude[i], latitude[i]);
      if (holders == 0) {
        continue;
      }
      blockFeatures = withRoom(blockFeatures, Math.addExact(held, holders));
      for (int k = 0; k < holders; k++) {
        blockFeatures[held++] = finder.feature(k);
      }
      blockEnds = withRoom(blockEnds, found + 1);
      blockEnds[found] = held;
      inside[found++] = i;
    }
    return found;
  }

  /** Takes the features of a point of the last block: the next of all points. */
  void keep(int found) {
    int from = found == 0 ? 0 : blockEnds[found - 1];
    int more = blockEnds[found] - from;
    int held = total();
    features = withRoom(features, Math.addExact(held, more));
    System.arraycopy(blockFeatures, from, features, held, more);
    ends = withRoom(ends, size + 1);
    ends[size++] = held + more;
  }

  /**
   * Leaves points out.
   *
   * @param points which stay, ascending
   */
  void keepOnly(int[] points) {
    if (points.length == size) {
      return;
    }
    int held = 0;
    for (int i = 0; i < points.length; i++) {
      int from = points[i] == 0 ? 0 : ends[points[i] - 1];
      int more = ends[points[i]] - from;
      // What is overwritten was moved, or is left out; so it is with ends.
      System.arraycopy(features, from, features, held, more);
      held += more;
      ends[i] = held;
    }
    size = points.length;
  }

  private static int[] withRoom(int[] array, int length) {
    return length <= array.length
        ? array
        : Arrays.copyOf(array, Math.max(length, (int) Math.min(array.length * 2L, 1 << 30)));
  }

  /** Rows that the points take: one for each feature that holds each. */
  int total() {
    return size == 0 ? 0 : ends[size - 1];
  }

  /** The features of all points, one point after the other. */
  int[] features() {
    return Arrays.copyOf(features, total());
  }

  /** For each point, the place after its last feature. */
  int[] ends() {
    return Arrays.copyOf(ends, size);
  }
}
