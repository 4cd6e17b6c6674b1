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
      add(beam.trueLon[row], beam.trueLat[row], beam.deltaTime[row], beam.segments[row]);
    }
  }

  /** Adds a place, with its time and the segment that it is in. */
  void add(double lon, double lat, double deltaTime, int segment) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
    start = Math.min(start, deltaTime);
    end = Math.max(end, deltaTime);
    firstSegment = Math.min(firstSegment, segment);
    lastSegment = Math.max(lastSegment, segment);
  }
}
