package org.groundtrack.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.geom.Envelope;

/**
 * Tells whether lines come within a distance of a place, along geodesics of WGS 84. Edges run
 * straight in longitude and latitude. The answer is exact to {@value #SURE_METRES} m, and errs to
 * "yes".
 *
 * <p>A straight line through the earth is shorter than the geodesic, and not much: that settles
 * nearly all edges, or pieces of them. A geodesic is computed only where the distance itself lies
 * between what is certainly within and what is certainly not. Of one thread.
 */
final class WithinDistance {
  /** A tenth of the breadth to which positions of points are known in double degrees and floats. */
  private static final double SURE_METRES = 0.001;

  /** What rounding adds to the length of a geodesic, and more. */
  private static final double ROUNDING_METRES = 1e-6;

  private static final double EQUATOR_METRES = 6_378_137;
  private static final double FLATTENING = 1 / 298.257223563;
  private static final double ECCENTRICITY = FLATTENING * (2 - FLATTENING);

  /** The earth is nowhere more curved than a sphere of this radius, nor less than of the other. */
  static final double LEAST_RADIUS = 6_335_000;

  static final double GREATEST_RADIUS = 6_400_000;

  /** A way on the ellipsoid is no shorter than this part of that on a sphere. */
  private static final double SPHERE = 0.99;

  /** More than the ellipsoid adds to how much edges bend on a sphere. */
  private static final double BEND = 1.02 * GREATEST_RADIUS / 8;

  private final double longitude;
  private final double latitude;
  private final double metres;
  private final double cosine;
  private final double near;
  private final double far;
  private final double[] place = new double[3];
  private final double[] from = new double[3];
  private final double[] to = new double[3];

  /**
   * @param metres 0 or more, at most half way round the earth
   */
  WithinDistance(double longitude, double latitude, double metres) {
    this.longitude = longitude;
    this.latitude = latitude;
    this.metres = metres;
    this.cosine = Math.cos(Math.toRadians(latitude));
    this.near = chord(metres, LEAST_RADIUS);
    this.far = chord(metres + ROUNDING_METRES, GREATEST_RADIUS);
    direct(longitude, latitude, place);
  }

  private static double chord(double arc, double radius) {
    return 2 * radius * Math.sin(Math.min(Math.PI / 2, arc / (2 * radius)));
  }

  /** A place in metres from the earth's centre. */
  private static void direct(double longitude, double latitude, double[] result) {
    double sine = Math.sin(Math.toRadians(latitude));
    double cosine = Math.cos(Math.toRadians(latitude));
    double normal = EQUATOR_METRES / Math.sqrt(1 - ECCENTRICITY * sine * sine);
    result[0] = normal * cosine * Math.cos(Math.toRadians(longitude));
    result[1] = normal * cosine * Math.sin(Math.toRadians(longitude));
    result[2] = normal * (1 - ECCENTRICITY) * sine;
  }

  private static double distance(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    double z = a[2] - b[2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** No way from the middle of a box to a place in it is longer than this, in metres. */
  static double radius(double west, double south, double east, double north) {
    double cosine = Math.cos(Math.toRadians(leastLatitude(south, north)));
    return GREATEST_RADIUS
        * Math.toRadians((east - west) * Math.min(1, cosine + 1e-12) + (north - south))
        / 2;
  }

  static double radius(Envelope box) {
    return radius(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
  }

  private static double leastLatitude(double south, double north) {
    return south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north));
  }

  /** Tells whether a line or point comes within the distance. */
  boolean of(EdgeRun run) {
    return of(run, run.top(), 0);
  }

  private boolean of(EdgeRun run, int level, int node) {
    double south = run.south(level, node);
    double north = run.north(level, node);
    double away = Math.max(south - latitude, latitude - north);
    if (Math.toRadians(away) * LEAST_RADIUS > metres + ROUNDING_METRES) {
      return false;
    }
    double west = run.west(level, node);
    double east = run.east(level, node);
    if (isBeside(west, east)) {
      return false;
    }
    direct((west + east) / 2, (south + north) / 2, from);
    if (distance(place, from) - radius(west, south, east, north) > far) {
      return false;
    }
    if (run.edges() == 0) {
      return isWithin(run.x(0), run.y(0), from, ROUNDING_METRES);
    }
    int end = run.endChild(level, node);
    for (int i = EdgeRun.firstChild(node); i < end; i++) {
      if (level == 0
          ? edge(run.x(i), run.y(i), run.x(i + 1), run.y(i + 1))
          : of(run, level - 1, i)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether the way to the nearer of two meridians is longer than the distance. */
  private boolean isBeside(double west, double east) {
    double middle = Math.abs(Math.IEEEremainder(longitude - (west + east) / 2, 360));
    double gap = Math.min(90, middle - (east - west) / 2);
    return gap > 0
        && SPHERE * LEAST_RADIUS * Math.asin(cosine * Math.sin(Math.toRadians(gap)))
            > metres + ROUNDING_METRES;
  }

  private boolean isWithin(double x, double y, double[] direct, double tolerance) {
    double straight = distance(place, direct);
    if (straight <= near) {
      return true;
    }
    return straight <= far + tolerance
        && Geodesic.WGS84.Inverse(latitude, longitude, y, x, GeodesicMask.DISTANCE).s12
            <= metres + tolerance;
  }

  private boolean edge(double x1, double y1, double x2, double y2) {
    double width = Math.toRadians(Math.abs(x2 - x1));
    double height = Math.toRadians(Math.abs(y2 - y1));
    double cosine = Math.cos(Math.toRadians(leastLatitude(Math.min(y1, y2), Math.max(y1, y2))));
    // How far the edge may be from the straight line through the earth between its ends.
    double bend = BEND * (height * height + 2 * height * width + width * width * cosine);
    direct(x1, y1, from);
    direct(x2, y2, to);
    double along = 0;
    double length = 0;
    for (int i = 0; i < 3; i++) {
      along += (place[i] - from[i]) * (to[i] - from[i]);
      length += (to[i] - from[i]) * (to[i] - from[i]);
    }
    double part = length == 0 ? 0 : Math.max(0, Math.min(1, along / length));
    for (int i = 0; i < 3; i++) {
      from[i] += part * (to[i] - from[i]);
    }
    if (distance(place, from) - bend > far) {
      return false;
    }
    if (bend <= SURE_METRES) {
      double x = x1 + part * (x2 - x1);
      double y = y1 + part * (y2 - y1);
      direct(x, y, from);
      return isWithin(x, y, from, bend + ROUNDING_METRES);
    }
    double x = (x1 + x2) / 2;
    double y = (y1 + y2) / 2;
    direct(x, y, from);
    return distance(place, from) <= near || edge(x1, y1, x, y) || edge(x, y, x2, y2);
  }
}
