package org.groundtrack.cli;

/**
 * Takes positions to a plane and back; north is up at the map's middle. The earth is a sphere: for
 * pictures that is enough. Safe for use by many threads at once.
 */
sealed interface MapProjection {
  /** Metres. */
  double EARTH_RADIUS = 6_371_007;

  /**
   * Where a position is drawn.
   *
   * @param longitude degrees
   * @param latitude degrees
   * @param xy receives metres east and north of the plane's origin; may be infinite
   */
  void project(double longitude, double latitude, double[] xy);

  /**
   * What position is drawn somewhere.
   *
   * @param lonLat receives degrees; the longitude is within half a turn of {@link #middle}; NaN
   *     where there is none
   */
  void locate(double x, double y, double[] lonLat);

  /** Longitude in the middle, degrees. */
  double middle();

  /** Metres on the plane of a metre on the earth, eastward. */
  double scale(double latitude);

  /** Metres on the plane from a place to itself, once round the earth; infinite round a pole. */
  double turn();

  /** Its name for the view's page. */
  String word();

  /** A longitude within half a turn of another one; one at its very end stays there. */
  static double near(double longitude, double middle) {
    double away = longitude - middle;
    return Math.abs(away) <= 180 ? longitude : middle + Math.IEEEremainder(away, 360);
  }

  /**
   * Degrees are lengths, true at one latitude.
   *
   * @param middle longitude, degrees
   * @param trueAt latitude, degrees
   */
  record PlateCarree(double middle, double trueAt) implements MapProjection {
    @Override
    public void project(double longitude, double latitude, double[] xy) {
      xy[0] = EARTH_RADIUS * squeeze() * Math.toRadians(near(longitude, middle) - middle);
      xy[1] = EARTH_RADIUS * Math.toRadians(latitude);
    }

    private double squeeze() {
      return Math.cos(Math.toRadians(trueAt));
    }

    @Override
    public void locate(double x, double y, double[] lonLat) {
      double away = Math.toDegrees(x / (EARTH_RADIUS * squeeze()));
      double latitude = Math.toDegrees(y / EARTH_RADIUS);
      boolean onEarth = Math.abs(away) <= 180 && Math.abs(latitude) <= 90;
      lonLat[0] = onEarth ? middle + away : Double.NaN;
      lonLat[1] = onEarth ? latitude : Double.NaN;
    }

    @Override
    public double scale(double latitude) {
      return squeeze() / Math.max(1e-9, Math.cos(Math.toRadians(latitude)));
    }

    @Override
    public double turn() {
      return 2 * Math.PI * EARTH_RADIUS * squeeze();
    }

    @Override
    public String word() {
      return "plate";
    }
  }

  /**
   * Round a pole, shapes kept.
   *
   * @param north which pole
   * @param middle longitude that runs up and down, degrees
   * @param trueAt latitude at which lengths are true, degrees
   */
  record PolarStereographic(boolean north, double middle, double trueAt) implements MapProjection {
    private double side() {
      return north ? 1 : -1;
    }

    private double doubled() {
      return EARTH_RADIUS * (1 + Math.sin(Math.toRadians(Math.abs(trueAt))));
    }

    @Override
    public void project(double longitude, double latitude, double[] xy) {
      double distance = doubled() * Math.tan(Math.toRadians(90 - side() * latitude) / 2);
      double turn = Math.toRadians(longitude - middle);
      xy[0] = distance * Math.sin(turn);
      xy[1] = -side() * distance * Math.cos(turn);
    }

    @Override
    public void locate(double x, double y, double[] lonLat) {
      lonLat[0] = middle + Math.toDegrees(Math.atan2(x, -side() * y));
      lonLat[1] = side() * (90 - 2 * Math.toDegrees(Math.atan(Math.hypot(x, y) / doubled())));
    }

    @Override
    public double scale(double latitude) {
      return doubled()
          / EARTH_RADIUS
          / Math.max(1e-9, 1 + side() * Math.sin(Math.toRadians(latitude)));
    }

    @Override
    public double turn() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public String word() {
      return north ? "north" : "south";
    }
  }
}
