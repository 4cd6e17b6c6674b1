package org.groundtrack.search;

import org.groundtrack.layout.ProductLayout;

/**
 * By how much an area is widened before the catalogue is asked.
 *
 * @param latitudeDegrees to the north and the south (at least 0)
 * @param longitudeDegrees to the east and the west, whatever the latitude, to 180; NaN for as many
 *     kilometres as the degrees of latitude are
 */
record FootprintMargin(double latitudeDegrees, double longitudeDegrees) {
  /**
   * Coordinates of footprints are rounded, to three digits or more. It also makes areas that touch
   * the antimeridian reach over it.
   */
  static final FootprintMargin ROUNDING = new FootprintMargin(0.001, 0.001);

  /**
   * What a footprint may miss if nothing is known of the product: a line below the spacecraft has
   * its data within 45 km, since both lasers are pointed off nadir by no more than some 5 degrees
   * from less than 500 km. A degree of latitude is 111 km.
   */
  static final double DEFAULT_DEGREES = 1;

  /** What is known to be missed by footprints of a product. */
  static FootprintMargin of(ProductLayout layout) {
    Double known = layout == null ? null : layout.footprintMarginDegrees();
    return new FootprintMargin(DEFAULT_DEGREES, known == null ? Double.NaN : known);
  }

  /**
   * The margin in longitude.
   *
   * @param latitude degrees, the farthest from the equator at which it has to do
   */
  double longitudeDegreesAt(double latitude) {
    if (!Double.isNaN(longitudeDegrees)) {
      return longitudeDegrees;
    }
    double cosine = Math.cos(Math.toRadians(Math.min(90, Math.abs(latitude))));
    return cosine * 180 <= latitudeDegrees ? 180 : latitudeDegrees / cosine;
  }

  /** In words, such as "1 degree of latitude and 90 of longitude". */
  String words() {
    String latitude = "%s of latitude".formatted(degrees(latitudeDegrees));
    return Double.isNaN(longitudeDegrees)
        ? latitude + " and as many kilometres of longitude"
        : latitude + " and " + degrees(longitudeDegrees) + " of longitude";
  }

  private static String degrees(double value) {
    String number = value == Math.rint(value) ? Long.toString((long) value) : String.valueOf(value);
    return number + (value == 1 ? " degree" : " degrees");
  }
}
