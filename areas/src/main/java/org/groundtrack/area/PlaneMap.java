package org.groundtrack.area;

import org.locationtech.jts.geom.Coordinate;

/** The way from a plane with x to the east of y, seen from above, to the earth. */
interface PlaneMap {
  /**
   * Where a position of the plane is.
   *
   * @param x metres, or another unit of length
   * @param y the same
   * @param result receives longitude and latitude in degrees, NaN where there is no such place
   */
  void toLongitudeLatitude(double x, double y, Coordinate result);
}
