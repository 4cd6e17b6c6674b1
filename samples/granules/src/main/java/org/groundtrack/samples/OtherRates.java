package org.groundtrack.samples;

/**
 * Values of the rates beside the land-ice segments: every 20 m segment, and histograms of 10
 * segments.
 */
final class OtherRates {
  private static final int SEGMENTS_PER_HISTOGRAM = 10;
  private static final int SEGMENTS_PER_CELL = 500;
  private static final int BINS = 1000;

  private final BeamRows beam;
  private final int first;
  private final int segments;
  private final int[] recordNumber;
  private final int histograms;
  private double[][] referencePoints;

  OtherRates(BeamRows beam) {
    this.beam = beam;
    this.first = beam.segments[0];
    this.segments = beam.segments[beam.rows - 1] - first + 1;
    this.recordNumber = new int[segments];
    for (int row = 0; row < beam.rows; row++) {
      recordNumber[beam.segments[row] - first] = row + 1;
    }
    // Histograms are kept for a tenth of the rows only: 1,000 bins for every 200 m would outweigh
    // all else.
    this.histograms = Math.max(1, beam.rows / (SEGMENTS_PER_HISTOGRAM * 10));
  }

  Object of(Variable variable) {
    return switch (variable.rate()) {
      case "segment_quality" -> quality(variable);
      case "residual_histogram" -> histogram(variable);
      default -> assessment(variable);
    };
  }

  private Object quality(Variable variable) {
    GroundTrack track = beam.spec.track();
    return switch (variable.name()) {
      case "segment_id" -> Columns.of(variable.type(), segments, i -> first + i);
      case "record_number" -> Columns.of(variable.type(), segments, i -> recordNumber[i]);
      case "delta_time" ->
          Columns.of(
              variable.type(),
              segments,
              i -> track.deltaTimeSeconds(first + i) + beam.beam.delaySeconds());
      case "reference_pt_lat" -> referencePoints()[1];
      case "reference_pt_lon" -> referencePoints()[0];
      default -> Columns.of(variable.type(), segments, i -> found(i) ? 0 : 3);
    };
  }

  /** Longitudes and latitudes of all segments on the pair's track. */
  private double[][] referencePoints() {
    if (referencePoints == null) {
      referencePoints = new double[2][segments];
      double[] lonLat = new double[2];
      for (int i = 0; i < segments; i++) {
        beam.spec.track().position(first + i, beam.beam.pairLeftMetres(), lonLat);
        referencePoints[0][i] = lonLat[0];
        referencePoints[1][i] = lonLat[1];
      }
    }
    return referencePoints;
  }

  private boolean found(int index) {
    int record = recordNumber[index];
    return record > 0 && !beam.filled[record - 1];
  }

  /**
   * Means over 10 km of track: of time and position in the middle, and of how the surface was
   * found.
   */
  private Object assessment(Variable variable) {
    int cells = (segments + SEGMENTS_PER_CELL - 1) / SEGMENTS_PER_CELL;
    GroundTrack track = beam.spec.track();
    double left = beam.beam.leftMetres();
    return switch (variable.name()) {
      case "delta_time" ->
          Columns.of(
              variable.type(),
              cells,
              i -> track.deltaTimeSeconds(middle(i)) + beam.beam.delaySeconds());
      case "lat_mean" ->
          Columns.of(variable.type(), cells, i -> track.position(middle(i), left).latDegrees());
      case "lon_mean" ->
          Columns.of(variable.type(), cells, i -> track.position(middle(i), left).lonDegrees());
      case "signal_selection_source_fraction_0" ->
          Columns.of(variable.type(), cells, this::foundFraction);
      case "signal_selection_source_fraction_3" ->
          Columns.of(variable.type(), cells, i -> 1 - foundFraction(i));
      default -> Columns.of(variable.type(), cells, i -> 0);
    };
  }

  private int middle(int cell) {
    return first + cell * SEGMENTS_PER_CELL + SEGMENTS_PER_CELL / 2;
  }

  private double foundFraction(int cell) {
    int from = cell * SEGMENTS_PER_CELL;
    int to = Math.min(segments, from + SEGMENTS_PER_CELL);
    int count = 0;
    for (int i = from; i < to; i++) {
      count += found(i) ? 1 : 0;
    }
    return (double) count / (to - from);
  }

  private Object histogram(Variable variable) {
    return switch (variable.name()) {
      case "count" -> counts();
      case "segment_id_list" -> segmentLists();
      case "delta_time" -> Columns.of(variable.type(), histograms, i -> beam.deltaTime[row(i)]);
      case "lat_mean" -> Columns.of(variable.type(), histograms, i -> beam.trueLat[row(i)]);
      case "lon_mean" -> Columns.of(variable.type(), histograms, i -> beam.trueLon[row(i)]);
      case "x_atc_mean" ->
          Columns.of(
              variable.type(), histograms, i -> beam.segments[row(i)] * GroundTrack.SEGMENT_METRES);
      case "pulse_count" -> Columns.of(variable.type(), histograms, i -> 285);
      default -> Columns.of(variable.type(), histograms, i -> 0.01);
    };
  }

  private int row(int histogram) {
    return (int) ((long) histogram * beam.rows / histograms);
  }

  private int[][] counts() {
    int[][] counts = new int[histograms][BINS];
    Noise noise = beam.noise.stream("residual_histogram/count");
    for (int i = 0; i < histograms; i++) {
      int photons = beam.filled[row(i)] ? 0 : 300;
      for (int p = 0; p < photons; p++) {
        double metres = 0.15 * noise.normal((long) i * 1000 + p);
        counts[i][BINS / 2 + (int) Math.round(metres * 100)]++;
      }
    }
    return counts;
  }

  private int[][] segmentLists() {
    int[][] lists = new int[histograms][SEGMENTS_PER_HISTOGRAM];
    for (int i = 0; i < histograms; i++) {
      for (int s = 0; s < SEGMENTS_PER_HISTOGRAM; s++) {
        int row = row(i) + s;
        lists[i][s] = row < beam.rows ? beam.segments[row] : Integer.MAX_VALUE;
      }
    }
    return lists;
  }
}
