package org.groundtrack.geo;

import com.uber.h3core.util.LatLng;
import java.util.List;

/**
 * A disk inside an H3 cell: positions in it are in the cell, which takes a few multiplications to
 * find out where H3 takes some 200 ns. Immutable.
 *
 * <p>Its radius is nine tenths of the distance from the cell's centre to the nearest edge.
 * Distances are taken on a plane at the cell's latitude with longitudes never made too short; what
 * that errs for cells up to 120 km wide and latitudes up to 80° is under 3 %.
 */
public final class CellDisk {
  private static final double MARGIN = 0.9;
  private static final double MAX_LATITUDE = 80;
  private static final double MAX_LONGITUDE = 178;

  /** Coarser cells are too wide for a plane. */
  private static final int MIN_RESOLUTION = 3;

  private final double longitude;
  private final double latitude;
  private final double longitudeScale;
  private final double squaredRadius;

  private CellDisk(double longitude, double latitude, double longitudeScale, double squaredRadius) {
    this.longitude = longitude;
    this.latitude = latitude;
    this.longitudeScale = longitudeScale;
    this.squaredRadius = squaredRadius;
  }

  /** The disk of a cell; an empty one near the poles and the antimeridian, and in coarse cells. */
  public static CellDisk of(long cell) {
    LatLng centre = H3Cells.core().cellToLatLng(cell);
    if (H3Cells.resolution(cell) < MIN_RESOLUTION
        || Math.abs(centre.lat) > MAX_LATITUDE
        || Math.abs(centre.lng) > MAX_LONGITUDE) {
      return new CellDisk(0, 0, 1, -1);
    }
    double scale = Math.cos(Math.toRadians(centre.lat));
    List<LatLng> boundary = H3Cells.core().cellToBoundary(cell);
    double radius = Double.POSITIVE_INFINITY;
    for (int i = 0; i < boundary.size(); i++) {
      LatLng a = boundary.get(i);
      LatLng b = boundary.get((i + 1) % boundary.size());
      radius =
          Math.min(
              radius,
              distanceToSegment(
                  (a.lng - centre.lng) * scale,
                  a.lat - centre.lat,
                  (b.lng - centre.lng) * scale,
                  b.lat - centre.lat));
    }
    // A degree of longitude is longest at the end of the cell nearer to the equator.
    double widest = Math.cos(Math.toRadians(Math.max(0, Math.abs(centre.lat) - 1)));
    return new CellDisk(centre.lng, centre.lat, widest, MARGIN * radius * MARGIN * radius);
  }

  /** Distance of the origin from a segment. */
  private static double distanceToSegment(double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
    return Math.hypot(ax + along * dx, ay + along * dy);
  }

  /**
   * Whether a position is in the disk, and so in the cell.
   *
   * @param longitudeDegrees any number; NaN is not in it
   * @param latitudeDegrees any number; NaN is not in it
   */
  public boolean contains(double longitudeDegrees, double latitudeDegrees) {
    double x = (longitudeDegrees - longitude) * longitudeScale;
    double y = latitudeDegrees - latitude;
    return x * x + y * y < squaredRadius;
  }
}
