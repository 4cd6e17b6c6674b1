package org.groundtrack.samples;

/**
 * The reference orbit over one revolution, relative to its ascending node: pure functions of the
 * argument of latitude {@code u} (radians from the ascending node) and of the along-track distance
 * (metres).
 *
 * <p>A circular orbit of constant inclination; the earth turns 91 times under the orbital plane in
 * 1387 revolutions. In a frame that turns with the earth, with the node at longitude 0 at u = 0:
 *
 * <pre>
 *   sin(geocentric latitude) = sin i · sin u
 *   longitude                = atan2(cos i · sin u, cos u) - u · 91 / 1387
 * </pre>
 *
 * (spherical triangle of orbit, equator and meridian; for example Vallado, Fundamentals of
 * Astrodynamics and Applications, ground tracks). The nadir is the geodetic one: the satellite's
 * position at the orbit's radius is converted with Bowring's formula (Survey Review 23, 1976) on
 * the WGS 84 ellipsoid. Distances along the track are on the ellipsoid.
 */
final class Orbit {
  static final int REVOLUTIONS_PER_CYCLE = 1387;
  static final int EARTH_TURNS_PER_CYCLE = 91;

  /** Seconds from ascending node to ascending node: the spacing of crossing times in orbit_info. */
  static final double NODAL_PERIOD_SECONDS = 5657.374;

  static final double INCLINATION = StrictMath.toRadians(92.0);

  /** Metres from the earth's centre: Kepler's third law for the period. */
  static final double RADIUS_METRES =
      StrictMath.cbrt(3.986004418e14 * sq(NODAL_PERIOD_SECONDS / (2 * StrictMath.PI)));

  static final double TURN_PER_U = (double) EARTH_TURNS_PER_CYCLE / REVOLUTIONS_PER_CYCLE;

  private static final double SIN_I = StrictMath.sin(INCLINATION);
  private static final double COS_I = StrictMath.cos(INCLINATION);
  private static final double TWO_PI = 2 * StrictMath.PI;

  // About 10 km an interval; the cubic between two nodes is then exact to a micrometre.
  private static final int INTERVALS = 4096;
  private static final double STEP = TWO_PI / INTERVALS;
  private static final double[] DISTANCE = new double[INTERVALS + 1];
  private static final double[] SPEED = new double[INTERVALS + 1];

  static {
    SPEED[0] = metresPerRadian(0);
    for (int i = 0; i < INTERVALS; i++) {
      double u = i * STEP;
      SPEED[i + 1] = metresPerRadian(u + STEP);
      double simpson = SPEED[i] + 4 * metresPerRadian(u + STEP / 2) + SPEED[i + 1];
      DISTANCE[i + 1] = DISTANCE[i] + simpson * STEP / 6;
    }
  }

  /** Metres of ground track in one revolution. */
  static final double REVOLUTION_METRES = DISTANCE[INTERVALS];

  private Orbit() {}

  /** Longitude relative to the node, radians, not wrapped. */
  static double longitude(double u) {
    return StrictMath.atan2(COS_I * StrictMath.sin(u), StrictMath.cos(u)) - u * TURN_PER_U;
  }

  /** Geodetic latitude, radians. */
  static double latitude(double u) {
    double sinLatitude = SIN_I * StrictMath.sin(u);
    double cosLatitude = StrictMath.sqrt(1 - sq(sinLatitude));
    return Ellipsoid.latitude(RADIUS_METRES * cosLatitude, RADIUS_METRES * sinLatitude);
  }

  /** Direction of flight over the turning earth, radians clockwise from north. */
  static double heading(double u) {
    double sinLatitude = SIN_I * StrictMath.sin(u);
    double cosLatitude = StrictMath.sqrt(1 - sq(sinLatitude));
    double east = COS_I / cosLatitude - TURN_PER_U * cosLatitude;
    double north = SIN_I * StrictMath.cos(u) / cosLatitude;
    return StrictMath.atan2(east, north);
  }

  /**
   * A point of the ellipsoid beside the track: longitude relative to the node and geodetic
   * latitude, radians.
   *
   * <p>Vectors instead of angles, since trigonometry is what generating a granule would spend its
   * time on.
   */
  static void beside(double u, double leftMetres, double[] lonLat) {
    double cosU = StrictMath.cos(u);
    double sinU = StrictMath.sin(u);
    double y = COS_I * sinU;
    double z = SIN_I * sinU;
    double axis = StrictMath.sqrt(1 - z * z);
    double[] up = new double[2];
    Ellipsoid.normal(RADIUS_METRES * axis, RADIUS_METRES * z, up);
    double lonCos = cosU / axis;
    double lonSin = y / axis;
    double pointX = lonCos;
    double pointY = lonSin;
    if (leftMetres != 0) {
      double sinLat = up[0];
      double cosLat = up[1];
      double normal =
          Ellipsoid.EQUATORIAL_METRES / StrictMath.sqrt(1 - Ellipsoid.E2 * sinLat * sinLat);
      double eastSpeed = COS_I / axis - TURN_PER_U * axis;
      double northSpeed = SIN_I * cosU / axis;
      double speed = StrictMath.sqrt(sq(eastSpeed) + sq(northSpeed));
      double east = -northSpeed / speed * leftMetres;
      double north = eastSpeed / speed * leftMetres;
      double outward = normal * cosLat - sinLat * north;
      pointX = lonCos * outward - lonSin * east;
      pointY = lonSin * outward + lonCos * east;
      double pointZ = normal * (1 - Ellipsoid.E2) * sinLat + cosLat * north;
      // Back onto the ellipsoid: the tangent plane leaves it by less than a metre at 3.3 km.
      Ellipsoid.normal(StrictMath.sqrt(sq(pointX) + sq(pointY)), pointZ, up);
    }
    lonLat[0] = StrictMath.atan2(pointY, pointX) - u * TURN_PER_U;
    lonLat[1] = StrictMath.atan2(up[0], up[1]);
  }

  /** Argument of latitude, radians, for a distance from the node of any size and sign. */
  static double argumentAt(double metres) {
    double revolutions = StrictMath.floor(metres / REVOLUTION_METRES);
    double rest = metres - revolutions * REVOLUTION_METRES;
    // Ground speed varies by less than 1 %: the guess is within a few intervals.
    int i = Math.min(INTERVALS - 1, (int) (rest / REVOLUTION_METRES * INTERVALS));
    while (i > 0 && DISTANCE[i] > rest) {
      i--;
    }
    while (i < INTERVALS - 1 && DISTANCE[i + 1] <= rest) {
      i++;
    }
    double h = DISTANCE[i + 1] - DISTANCE[i];
    double t = (rest - DISTANCE[i]) / h;
    double startSlope = h / SPEED[i] / STEP;
    double endSlope = h / SPEED[i + 1] / STEP;
    // Cubic Hermite from 0 to 1 over the interval.
    double fraction = t * t * (3 - 2 * t) + t * sq(1 - t) * startSlope - t * t * (1 - t) * endSlope;
    return (i + fraction) * STEP + revolutions * TWO_PI;
  }

  /** Metres from the node for an argument of latitude in [0, 2π]. */
  static double distanceAt(double u) {
    int i = Math.min(INTERVALS - 1, (int) (u / STEP));
    double start = i * STEP;
    double part = u - start;
    double simpson = SPEED[i] + 4 * metresPerRadian(start + part / 2) + metresPerRadian(u);
    return DISTANCE[i] + simpson * part / 6;
  }

  /**
   * Argument of latitude, radians in [0, 2π), where the track has a geodetic latitude.
   *
   * @throws IllegalArgumentException if the track never reaches the latitude
   */
  static double argumentAtLatitude(double latitude, boolean ascending) {
    double limit = latitude(StrictMath.PI / 2);
    if (!(Math.abs(latitude) <= limit)) {
      throw new IllegalArgumentException(
          "Latitude "
              + StrictMath.toDegrees(latitude)
              + "° is not on the track, which turns at "
              + StrictMath.toDegrees(limit)
              + "° north and south");
    }
    double low = -StrictMath.PI / 2;
    double high = StrictMath.PI / 2;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (latitude(middle) < latitude) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double u = (low + high) / 2;
    double onTrack = ascending ? u : StrictMath.PI - u;
    return onTrack < 0 ? onTrack + TWO_PI : onTrack;
  }

  private static double metresPerRadian(double u) {
    // Wide enough for 12 digits, narrow enough for an error of 2e-9.
    double half = 1e-4;
    double[] before = Ellipsoid.surface(longitude(u - half), latitude(u - half));
    double[] after = Ellipsoid.surface(longitude(u + half), latitude(u + half));
    return StrictMath.sqrt(
            sq(after[0] - before[0]) + sq(after[1] - before[1]) + sq(after[2] - before[2]))
        / (2 * half);
  }

  private static double sq(double value) {
    return value * value;
  }
}
