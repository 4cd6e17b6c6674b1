package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Where and when the rows of one beam are, what height they have, and which are filled or have no
 * position.
 */
final class BeamRows {
  private static final int MAX_GAP_SEGMENTS = 25;
  private static final int CLOUD_ROWS = 80;
  final Atl06Spec spec;
  final Beam beam;
  final Noise noise;
  final int rows;
  final int[] segments;
  final double[] trueLon;
  final double[] trueLat;
  final double[] lon;
  final double[] lat;
  final double[] deltaTime;
  final double[] height;
  final boolean[] filled;

  BeamRows(Atl06Spec spec, Beam beam) {
    this.spec = spec;
    this.beam = beam;
    this.noise = new Noise(spec.seed()).stream(beam.id());
    this.rows = spec.rows().get(beam.id());
    this.segments = segments();
    this.trueLon = new double[rows];
    this.trueLat = new double[rows];
    this.deltaTime = new double[rows];
    this.height = new double[rows];
    double[] lonLat = new double[2];
    for (int row = 0; row < rows; row++) {
      spec.track().position(segments[row], beam.leftMetres(), lonLat);
      trueLon[row] = lonLat[0];
      trueLat[row] = lonLat[1];
      deltaTime[row] = spec.track().deltaTimeSeconds(segments[row]) + beam.delaySeconds();
      height[row] = Surface.height(lonLat[0], lonLat[1]);
    }
    this.filled = clouds();
    this.lon = trueLon.clone();
    this.lat = trueLat.clone();
    spoilPositions();
  }

  /** Error of the height, metres: weak beams catch a quarter of the photons. */
  double sigma(int row) {
    double scale = beam.strong(spec.orientation()) ? 1 : 2;
    return scale * (0.02 + 0.03 * noise.stream("sigma").smooth(row, 30));
  }

  private int[] segments() {
    int[] result = new int[rows];
    Noise gap = noise.stream("gap");
    int segment = spec.firstSegment();
    for (int row = 0; row < rows; row++) {
      result[row] = segment;
      int step = 1;
      if (gap.uniform(row) < spec.gapFraction()) {
        step += 1 + Math.floorMod(gap.bits(row) >>> 3, MAX_GAP_SEGMENTS);
      }
      segment = Math.addExact(segment, step);
    }
    return result;
  }

  /** The cloudiest rows are filled: exactly the fraction asked for, in runs. */
  private boolean[] clouds() {
    boolean[] result = new boolean[rows];
    int count = (int) Math.round(rows * spec.fillFraction());
    if (count == 0) {
      return result;
    }
    Noise cloud = noise.stream("cloud");
    double[] cover = new double[rows];
    for (int row = 0; row < rows; row++) {
      cover[row] = cloud.smooth(row, CLOUD_ROWS);
    }
    double[] sorted = cover.clone();
    Arrays.sort(sorted);
    double threshold = sorted[rows - count];
    int left = count;
    for (int row = 0; row < rows && left > 0; row++) {
      if (cover[row] >= threshold) {
        result[row] = true;
        left--;
      }
    }
    return result;
  }

  private void spoilPositions() {
    Noise spoil = noise.stream("invalid");
    InvalidPositions.spoil(lon, lat, spec.invalidPositionFraction(), spoil);
    for (PositionOverride override : spec.overrides()) {
      if (override.beam().equals(beam.id()) && override.row() < rows) {
        lon[override.row()] = override.lonDegrees();
        lat[override.row()] = override.latDegrees();
      }
    }
  }
}
