package org.groundtrack.samples;

/**
 * A position to write instead of the one on the track: any number, also fill, NaN, infinity or out
 * of range.
 *
 * @param beam beam such as {@code gt1l}
 * @param row row of the beam (>= 0; rows that the beam does not have are ignored)
 * @param lonDegrees value of {@code longitude}
 * @param latDegrees value of {@code latitude}
 */
public record PositionOverride(String beam, int row, double lonDegrees, double latDegrees) {

  /**
   * @throws IllegalArgumentException if there is no such beam or the row is negative
   */
  public PositionOverride {
    Beam.of(beam);
    if (row < 0) {
      throw new IllegalArgumentException("row must be >= 0, is " + row);
    }
  }
}
