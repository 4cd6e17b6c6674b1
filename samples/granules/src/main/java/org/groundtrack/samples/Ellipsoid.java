package org.groundtrack.samples;

/** WGS 84 ellipsoid: earth-centred, earth-fixed metres from and to geodetic radians. */
final class Ellipsoid {
  static final double EQUATORIAL_METRES = 6378137.0;
  static final double FLATTENING = 1 / 298.257223563;
  static final double POLAR_METRES = EQUATORIAL_METRES * (1 - FLATTENING);
  static final double E2 = FLATTENING * (2 - FLATTENING);

  private static final double SECOND_E2 = E2 / (1 - E2);

  private Ellipsoid() {}

  /**
   * Geodetic latitude, radians, by Bowring's formula: better than a micrometre from the surface to
   * low earth orbit.
   *
   * @param p metres from the earth's axis (> 0)
   * @param z metres north of the equatorial plane
   */
  static double latitude(double p, double z) {
    double[] sinCos = new double[2];
    normal(p, z, sinCos);
    return StrictMath.atan2(sinCos[0], sinCos[1]);
  }

  /** As {@link #latitude}, but its sine and cosine, which need no trigonometry. */
  static void normal(double p, double z, double[] sinCos) {
    double tan = z * EQUATORIAL_METRES / (p * POLAR_METRES);
    double c = 1 / StrictMath.sqrt(1 + tan * tan);
    double s = tan * c;
    double north = z + SECOND_E2 * POLAR_METRES * s * s * s;
    double out = p - E2 * EQUATORIAL_METRES * c * c * c;
    double length = StrictMath.sqrt(north * north + out * out);
    sinCos[0] = north / length;
    sinCos[1] = out / length;
  }

  /** Point of the surface: metres x, y, z. */
  static double[] surface(double longitude, double latitude) {
    double sin = StrictMath.sin(latitude);
    double cos = StrictMath.cos(latitude);
    double normal = EQUATORIAL_METRES / StrictMath.sqrt(1 - E2 * sin * sin);
    return new double[] {
      normal * cos * StrictMath.cos(longitude),
      normal * cos * StrictMath.sin(longitude),
      normal * (1 - E2) * sin
    };
  }
}
