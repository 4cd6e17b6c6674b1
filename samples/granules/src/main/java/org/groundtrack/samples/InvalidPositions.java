package org.groundtrack.samples;

/** Positions that are no positions. */
final class InvalidPositions {
  private static final double FILL_F4 = Float.MAX_VALUE;
  private static final double FILL_F8 = Double.MAX_VALUE;

  // Pairs of longitude and latitude; the last keeps a valid longitude.
  private static final double[][] INVALID = {
    {FILL_F4, FILL_F4},
    {Double.NaN, Double.NaN},
    {-45, 91},
    {541, 62},
    {Double.POSITIVE_INFINITY, 62},
    {FILL_F8, FILL_F8},
    {-45, Double.NEGATIVE_INFINITY},
    {-45, Double.NaN}
  };

  private InvalidPositions() {}

  /** One of them, by a random number. */
  static double[] any(long bits) {
    return INVALID[(int) (bits & 7)];
  }

  /** Puts some in the place of a part of the positions. */
  static void spoil(double[] lon, double[] lat, double fraction, Noise noise) {
    for (int row = 0; fraction > 0 && row < lon.length; row++) {
      if (noise.uniform(row) < fraction) {
        double[] invalid = any(noise.bits(row));
        lon[row] = invalid[0];
        lat[row] = invalid[1];
      }
    }
  }
}
