package org.groundtrack.exporter;

import java.util.Arrays;

/**
 * The points of a beam, each of them once, and the features that hold them. A row for each feature
 * is made only when it is about to be written, a piece at a time: a point may be in thousands.
 */
final class BeamPoints {
  /** A piece has no more rows, but for those of a single point. */
  private static final int PIECE_ROWS = 65_536;

  private final PointBatch points;
  private final int[] features;
  private final int[] ends;
  private int taken;

  /** Points whose features are not told apart. */
  BeamPoints(PointBatch points) {
    this(points, null, null);
  }

  /**
   * Points in features.
   *
   * @param features of all points, one point after the other
   * @param ends for each point, the place after its last feature
   */
  BeamPoints(PointBatch points, int[] features, int[] ends) {
    this.points = points;
    this.features = features;
    this.ends = ends;
  }

  /** Bytes that say which features hold the points. */
  long featureBytes() {
    return features == null ? 0 : (features.length + (long) ends.length) * Integer.BYTES;
  }

  /** Whether all rows were taken. */
  boolean isTaken() {
    return taken > 0 && taken >= points.size();
  }

  /** The next rows; all of them at once where no point has several. */
  PointBatch take() {
    if (features == null || features.length == points.size()) {
      taken = Math.max(1, points.size());
      return features == null ? points : points.in(features);
    }
    int from = taken;
    int first = from == 0 ? 0 : ends[from - 1];
    while (taken < points.size() && (taken == from || ends[taken] - first <= PIECE_ROWS)) {
      taken++;
    }
    int[] places = new int[ends[taken - 1] - first];
    int row = 0;
    for (int point = from; point < taken; point++) {
      Arrays.fill(places, row, ends[point] - first, point);
      row = ends[point] - first;
    }
    return points.spread(places).in(Arrays.copyOfRange(features, first, ends[taken - 1]));
  }
}
