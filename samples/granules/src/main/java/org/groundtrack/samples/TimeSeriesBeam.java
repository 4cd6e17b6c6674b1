package org.groundtrack.samples;

import java.util.Arrays;

/**
 * Reference points every 60 m along the track of a pair of beams, with a height for each of {@link
 * #CYCLES} cycles from the track's own on, as far as it was seen; and heights at crossings with
 * other tracks.
 */
final class TimeSeriesBeam implements BeamModel {
  /** Elements of the lists by cycle. */
  static final int CYCLES = 9;

  /** Reference points are three segments of 20 m apart. */
  private static final int STEP = 3;

  private static final int POINTS_PER_CROSSING = 12;
  private static final int ROWS_PER_CROSSING = 3;
  private static final double SECONDS_PER_CYCLE =
      Orbit.REVOLUTIONS_PER_CYCLE * Orbit.NODAL_PERIOD_SECONDS;
  private static final int[] EXPONENTS_X = {1, 0, 2, 1, 0, 3, 2, 1};
  private static final int[] EXPONENTS_Y = {0, 1, 0, 1, 2, 0, 1, 2};

  private final GranuleSpec spec;
  private final BeamLine line;
  private final Noise noise;
  private final int[] points;
  private final double[] trueLon;
  private final double[] trueLat;
  private final double[] lon;
  private final double[] lat;

  TimeSeriesBeam(GranuleSpec spec, BeamLine line) {
    this.spec = spec;
    this.line = line;
    this.noise = new Noise(spec.seed()).stream(line.id()).stream(spec.product().name());
    Noise gaps = noise.stream("gap");
    int[] kept = new int[1 + spec.segments() / STEP];
    int n = 0;
    for (int at = 0; at < spec.segments(); at += STEP) {
      if (n == 0 || gaps.uniform(at) > 0.1) {
        kept[n++] = spec.firstSegment() + at;
      }
    }
    this.points = Arrays.copyOf(kept, n);
    this.trueLon = new double[n];
    this.trueLat = new double[n];
    double[] lonLat = new double[2];
    for (int row = 0; row < n; row++) {
      spec.track().position(points[row], line.leftMetres(), lonLat);
      trueLon[row] = lonLat[0];
      trueLat[row] = lonLat[1];
    }
    this.lon = trueLon.clone();
    this.lat = trueLat.clone();
    InvalidPositions.spoil(lon, lat, spec.invalidPositionFraction(), noise.stream("invalid"));
  }

  @Override
  public int rows(String rate) {
    return switch (rate) {
      case "points" -> points.length;
      case "crossings" -> ROWS_PER_CROSSING * (1 + (points.length - 1) / POINTS_PER_CROSSING);
      case "cycles" -> CYCLES;
      case "terms" -> EXPONENTS_X.length;
      default -> throw BeamModel.unknown("rate", rate);
    };
  }

  /**
   * Tells whether a cycle saw a point: clouds are some points long, and another cycle's are others.
   */
  private boolean seen(int row, int cycle) {
    return noise.stream("cloud" + cycle).smooth(row, 20) > 0.4;
  }

  private double time(int row, int cycle) {
    return spec.track().deltaTimeSeconds(points[row]) + cycle * SECONDS_PER_CYCLE;
  }

  /** The point that a row of the crossings is beside. */
  private static int point(int crossing) {
    return crossing / ROWS_PER_CROSSING * POINTS_PER_CROSSING;
  }

  private double height(int row, int cycle) {
    return Surface.height(trueLon[row], trueLat[row])
        - 0.2 * cycle
        + 0.05 * noise.stream("height").normal((long) row * CYCLES + cycle);
  }

  /** Values by cycle that are filled where the cycle did not see the point. */
  private Series byCycle(double fill, Series values) {
    return (row, cycle) -> seen(row, cycle) ? values.at(row, cycle) : fill;
  }

  @Override
  public Series series(String name) {
    return switch (name) {
      case "lat" -> Series.of(lat);
      case "lon" -> Series.of(lon);
      case "times" -> byCycle(Double.MAX_VALUE, this::time);
      case "h" -> byCycle(Float.MAX_VALUE, this::height);
      case "h_sigma" ->
          byCycle(
              Float.MAX_VALUE,
              (row, c) -> 0.02 + 0.1 * noise.stream("sigma").uniform((long) row * CYCLES + c));
      case "h_systematic" -> byCycle(Float.MAX_VALUE, (row, c) -> 0.03 + 0.01 * c);
      case "quality" -> byCycle(1, (row, c) -> noise.bits((long) row * CYCLES + c) & 1);
      case "ref_pt" -> Series.of(points);
      case "cycles" -> (row, e) -> spec.track().cycle() + row;
      case "x" -> (row, e) -> points[row] * GroundTrack.SEGMENT_METRES;
      case "y" -> (row, e) -> line.leftMetres();
      case "x_cycle" ->
          byCycle(Double.MAX_VALUE, (row, c) -> points[row] * GroundTrack.SEGMENT_METRES + c);
      case "y_cycle" -> byCycle(Double.MAX_VALUE, (row, c) -> line.leftMetres() + 5 * c);
      case "exponent_x" -> Series.of(EXPONENTS_X);
      case "exponent_y" -> Series.of(EXPONENTS_Y);
      case "lat_crossing" -> (row, e) -> trueLat[point(row)];
      case "lon_crossing" -> (row, e) -> trueLon[point(row)];
      case "time_crossing" ->
          (row, e) ->
              time(point(row), row % ROWS_PER_CROSSING)
                  + 3e6 * noise.stream("crossing").uniform(point(row));
      case "h_crossing" -> (row, e) -> height(point(row), row % ROWS_PER_CROSSING);
      case "ref_pt_crossing" -> (row, e) -> points[point(row)];
      case "rgt_crossing" ->
          (row, e) -> 1 + Math.floorMod(spec.track().rgt() + 500 + point(row), 1387);
      case "cycle_crossing" -> (row, e) -> spec.track().cycle() + row % ROWS_PER_CROSSING;
      default -> throw BeamModel.unknown("series", name);
    };
  }

  @Override
  public void addTo(GranuleExtent extent) {
    for (int row = 0; row < points.length; row++) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        if (cycle == 0 || seen(row, cycle)) {
          extent.add(trueLon[row], trueLat[row], time(row, cycle), points[row]);
        }
      }
    }
  }
}
