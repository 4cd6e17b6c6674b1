package org.groundtrack.rows;

import org.groundtrack.granule.Positions;

/** Positions whose longitudes are in [-180, 180], however the rows beneath count them. */
public record TurnedPositions(PositionReader rows) implements PositionReader {
  @Override
  public void positions(long first, int count, double[] longitude, double[] latitude) {
    rows.positions(first, count, longitude, latitude);
    for (int i = 0; i < count; i++) {
      longitude[i] = Positions.turned(longitude[i]);
    }
  }

  @Override
  public void times(long first, int count, long[] nanos) {
    rows.times(first, count, nanos);
  }
}
