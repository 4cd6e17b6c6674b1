package org.groundtrack.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.locationtech.jts.geom.Envelope;

/**
 * A box as the catalogue takes it, in degrees.
 *
 * @param west in [-180, 180]; beyond east if the box crosses the antimeridian
 * @param south in [-90, 90]
 * @param east in [-180, 180]
 * @param north in [-90, 90]
 */
record Box(double west, double south, double east, double north) {
  /** 11 m: what is rounded is rounded outward. */
  private static final int DIGITS = 4;

  /**
   * Around a pole all longitudes are near: a box of some of them would miss what lies beside it.
   */
  private static final double CAP_DEGREES = 0.01;

  /** All that lies within a margin of an envelope, whose edges are within [-180, 180]. */
  static Box around(Envelope envelope, FootprintMargin margin) {
    double south = outward(envelope.getMinY() - margin.latitudeDegrees(), RoundingMode.FLOOR, 90);
    double north = outward(envelope.getMaxY() + margin.latitudeDegrees(), RoundingMode.CEILING, 90);
    double wider = margin.longitudeDegreesAt(Math.max(Math.abs(south), Math.abs(north)));
    double west = outward(envelope.getMinX() - wider, RoundingMode.FLOOR, 540);
    double east = outward(envelope.getMaxX() + wider, RoundingMode.CEILING, 540);
    if (east - west >= 360) {
      return new Box(-180, south, 180, north);
    }
    return new Box(west < -180 ? west + 360 : west, south, east > 180 ? east - 360 : east, north);
  }

  /** All that is nearest a pole. */
  static Box cap(boolean north) {
    return north
        ? new Box(-180, 90 - CAP_DEGREES, 180, 90)
        : new Box(-180, -90, 180, -90 + CAP_DEGREES);
  }

  private static double outward(double value, RoundingMode mode, double limit) {
    double rounded = BigDecimal.valueOf(value).setScale(DIGITS, mode).doubleValue();
    return Math.max(-limit, Math.min(limit, rounded));
  }

  /** A coordinate without needless digits. */
  static String text(double degrees) {
    return BigDecimal.valueOf(degrees)
        .setScale(DIGITS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code west,south,east,north}. */
  @Override
  public String toString() {
    return String.join(",", text(west), text(south), text(east), text(north));
  }
}
