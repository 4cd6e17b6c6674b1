package org.groundtrack.samples;

/** An ice sheet that does not exist: smooth heights as a function of the position alone. */
final class Surface {
  private Surface() {}

  /** Metres above the ellipsoid, about 700 to 2,300; slopes of up to a few percent. */
  static double height(double lonDegrees, double latDegrees) {
    return reference(lonDegrees, latDegrees)
        + 12 * StrictMath.sin(latDegrees * 35 + 1) * StrictMath.cos(lonDegrees * 14)
        + 1.2 * StrictMath.sin(latDegrees * 220) * StrictMath.sin(lonDegrees * 90 + 2);
  }

  /** The same without its details: what an elevation model would hold. */
  static double reference(double lonDegrees, double latDegrees) {
    return 1500
        + 500 * StrictMath.sin(latDegrees * 1.7 + 0.3)
        + 300 * StrictMath.cos(lonDegrees * 0.8 + latDegrees * 0.5);
  }
}
