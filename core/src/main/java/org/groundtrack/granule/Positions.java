package org.groundtrack.granule;

/** Which positions are positions. */
public final class Positions {
  private Positions() {}

  /**
   * Whether a position can be a point on the earth: finite, longitude in [-180, 180], latitude in
   * [-90, 90]. Fill values such as 3.4028235e38 and -9999 are out of range.
   */
  public static boolean isValid(double longitude, double latitude) {
    // Written so that NaN fails.
    return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  }
}
