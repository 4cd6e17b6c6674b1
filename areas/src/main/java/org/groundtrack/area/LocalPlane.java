package org.groundtrack.area;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicData;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.geom.Coordinate;

/**
 * The azimuthal equidistant plane round a position on WGS 84: distances and directions from it are
 * true, in metres. Immutable and safe for use by many threads.
 */
final class LocalPlane implements PlaneMap {
  private static final int PLACE = GeodesicMask.LATITUDE | GeodesicMask.LONGITUDE;
  private static final int WAY = GeodesicMask.DISTANCE | GeodesicMask.AZIMUTH;

  private final double longitude;
  private final double latitude;

  LocalPlane(Coordinate centre) {
    this.longitude = centre.x;
    this.latitude = centre.y;
  }

  /** Where a position in degrees is on the plane. */
  Coordinate place(Coordinate position) {
    GeodesicData way = Geodesic.WGS84.Inverse(latitude, longitude, position.y, position.x, WAY);
    double azimuth = Math.toRadians(way.azi1);
    return new Coordinate(way.s12 * Math.sin(azimuth), way.s12 * Math.cos(azimuth));
  }

  @Override
  public void toLongitudeLatitude(double x, double y, Coordinate result) {
    double azimuth = Math.toDegrees(Math.atan2(x, y));
    GeodesicData end =
        Geodesic.WGS84.Direct(latitude, longitude, azimuth, false, Math.hypot(x, y), PLACE);
    result.x = end.lon2;
    result.y = end.lat2;
  }

  @Override
  public String toString() {
    return "the plane round %s, %s".formatted(longitude, latitude);
  }
}
