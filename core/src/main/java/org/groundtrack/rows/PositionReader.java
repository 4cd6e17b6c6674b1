package org.groundtrack.rows;

/** Gives positions and times of consecutive rows. Not safe for use by several threads at once. */
public interface PositionReader {
  /**
   * Positions of rows, in degrees. A row without a valid position has one that is not a number or
   * out of range: see {@link org.groundtrack.granule.Positions#flaw}.
   *
   * @param first first row
   * @param count rows
   * @param longitude receives degrees east from its start
   * @param latitude receives degrees north from its start
   * @throws org.groundtrack.error.BadGranuleException if a chunk is damaged
   */
  void positions(long first, int count, double[] longitude, double[] latitude);

  /**
   * Times of rows, nanoseconds since 1970 (UTC), or {@link TimeScale#NO_TIME}.
   *
   * @throws org.groundtrack.error.BadGranuleException if a chunk is damaged
   */
  void times(long first, int count, long[] nanos);
}
