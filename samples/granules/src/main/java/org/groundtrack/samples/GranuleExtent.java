package org.groundtrack.samples;

/** Bounds of the true positions and times of a granule, grown beam by beam. Not thread-safe. */
final class GranuleExtent {
  double west = Double.POSITIVE_INFINITY;
  double east = Double.NEGATIVE_INFINITY;
  double south = Double.POSITIVE_INFINITY;
  double north = Double.NEGATIVE_INFINITY;
  double start = Double.POSITIVE_INFINITY;
  double end = Double.NEGATIVE_INFINITY;
  int firstSegment = Integer.MAX_VALUE;
  int lastSegment = Integer.MIN_VALUE;

  void add(BeamRows beam) {
    for (int row = 0; row < beam.rows; row++) {
      west = Math.min(west, beam.trueLon[row]);
      east = Math.max(east, beam.trueLon[row]);
      south = Math.min(south, beam.trueLat[row]);
      north = Math.max(north, beam.trueLat[row]);
    }
    start = Math.min(start, beam.deltaTime[0]);
    end = Math.max(end, beam.deltaTime[beam.rows - 1]);
    firstSegment = Math.min(firstSegment, beam.segments[0]);
    lastSegment = Math.max(lastSegment, beam.segments[beam.rows - 1]);
  }
}
