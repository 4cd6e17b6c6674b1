package org.groundtrack.granule;

/** Which positions are positions, and what is wrong with the others. */
public final class Positions {
  /** Stands for a longitude or latitude that is the dataset's fill value. */
  public static final double FILL = Double.NEGATIVE_INFINITY;

  /** Stands for the longitude of a row that has no position to have, so that none is lost. */
  public static final double NONE = Double.POSITIVE_INFINITY;

  private static final double HALF_TURN = 180;
  private static final double TURN = 360;

  private Positions() {}

  /**
   * Whether a position can be a point on the earth: finite, longitude in [-180, 180], latitude in
   * [-90, 90]. Fill values such as 3.4028235e38 and -9999 are out of range.
   */
  public static boolean isValid(double longitude, double latitude) {
    // Written so that NaN fails.
    return Math.abs(longitude) <= HALF_TURN && Math.abs(latitude) <= 90;
  }

  /**
   * The same meridian in [-180, 180]: many products count from 0 to 360, some tracks on to 540 or
   * down to -360. What is in that range stays as it is, and so does what is farther out, which is
   * no longitude. Exact: both numbers are within a factor of two, so nothing is rounded.
   */
  public static double turned(double longitude) {
    if (longitude > HALF_TURN && longitude <= HALF_TURN + TURN) {
      return longitude - TURN;
    }
    return longitude < -HALF_TURN && longitude >= -TURN ? longitude + TURN : longitude;
  }

  /** Finds what is wrong with a position that is not valid. */
  public static Flaw flaw(double longitude, double latitude) {
    if (longitude == NONE) {
      return Flaw.NO_POSITION;
    }
    if (longitude == FILL || latitude == FILL) {
      return Flaw.FILL;
    }
    if (Double.isNaN(longitude) || Double.isNaN(latitude)) {
      return Flaw.NOT_A_NUMBER;
    }
    return Math.abs(latitude) <= 90 ? Flaw.LONGITUDE : Flaw.LATITUDE;
  }

  /** A reason why a position is not valid. */
  public enum Flaw {
    /** Its longitude or latitude is the fill value that the dataset declares. */
    FILL("fill", "hold the fill value"),
    /** Its longitude or latitude is not a number, or infinite. */
    NOT_A_NUMBER("notANumber", "are not a number"),
    /** Its latitude is beyond a pole. */
    LATITUDE("latitude", "have a latitude out of [-90, 90]"),
    /** Its longitude is below -360 or above 540. */
    LONGITUDE("longitude", "have a longitude out of [-360, 540]"),
    /** The row has none to have, such as a segment without photons. */
    NO_POSITION("noPosition", "are of rows that lead to nothing and need none");

    private final String member;
    private final String words;

    Flaw(String member, String words) {
      this.member = member;
      this.words = words;
    }

    /** Its name in reports for machines. */
    public String member() {
      return member;
    }

    /** What positions that have it do, for people. */
    public String words() {
      return words;
    }
  }
}
