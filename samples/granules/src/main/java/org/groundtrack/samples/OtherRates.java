package org.groundtrack.samples;

/**
 * Values of the rates beside the land-ice segments: every 20 m segment, and histograms of 10
 * segments.
 */
final class OtherRates {
  private static final int SEGMENTS_PER_HISTOGRAM = 10;
  private static final int BINS = 1000;

  private final BeamRows beam;
  private final int first;
  private final int segments;
  private final int[] recordNumber;
  private final int histograms;

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
    return variable.rate().equals("segment_quality") ? quality(variable) : histogram(variable);
  }

  private Object quality(Variable variable) {
    GroundTrack track = beam.spec.track();
    double pair = beam.beam.pairLeftMetres();
    return switch (variable.name()) {
      case "segment_id" -> Columns.of(variable.type(), segments, i -> first + i);
      case "record_number" -> Columns.of(variable.type(), segments, i -> recordNumber[i]);
      case "delta_time" ->
          Columns.of(
              variable.type(),
              segments,
              i -> track.deltaTimeSeconds(first + i) + beam.beam.delaySeconds());
      case "reference_pt_lat" ->
          Columns.of(variable.type(), segments, i -> track.position(first + i, pair).latDegrees());
      case "reference_pt_lon" ->
          Columns.of(variable.type(), segments, i -> track.position(first + i, pair).lonDegrees());
      default -> Columns.of(variable.type(), segments, i -> found(i) ? 0 : 3);
    };
  }

  private boolean found(int index) {
    int record = recordNumber[index];
    return record > 0 && !beam.filled[record - 1];
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
