package org.groundtrack.rows;

import org.groundtrack.granule.Positions;

/** Positions of rows that each have their own. */
public final class TrackPositions implements PositionReader {
  private final NumberReader longitudes;
  private final NumberReader latitudes;
  private final RowTimes times;
  private final LinkReader needs;
  private long[] firsts = new long[0];
  private long[] counts = new long[0];

  /**
   * Positions from their datasets.
   *
   * @param needs link whose run is empty for rows that have no position of their own, or {@code
   *     null}
   */
  public TrackPositions(RowReader longitude, RowReader latitude, RowTimes times, LinkReader needs) {
    this.longitudes = NumberReader.ofPositions(longitude);
    this.latitudes = NumberReader.ofPositions(latitude);
    this.times = times;
    this.needs = needs;
  }

  @Override
  public void positions(long first, int count, double[] longitude, double[] latitude) {
    longitudes.read(first, count, longitude);
    latitudes.read(first, count, latitude);
    if (needs != null) {
      if (counts.length < count) {
        firsts = new long[count];
        counts = new long[count];
      }
      needs.read(first, count, firsts, counts);
      for (int i = 0; i < count; i++) {
        longitude[i] = counts[i] == 0 ? Positions.NONE : longitude[i];
      }
    }
  }

  @Override
  public void times(long first, int count, long[] nanos) {
    times.read(first, count, nanos);
  }
}
