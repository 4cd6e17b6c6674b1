package org.groundtrack.samples;

import java.time.Duration;
import java.time.Instant;

/**
 * One revolution of ICESat-2 over the turning earth: the reference ground track and what lies
 * beside it.
 *
 * <p>A circular orbit of 92 degrees inclination and 94.29 minutes; see the formulas in {@code
 * Orbit}. The node of a {@linkplain #nominal nominal} track continues published values of {@code
 * orbit_info} (RGT 277 of cycle 3), so that reference ground tracks lie where the mission's do, to
 * about a kilometre, and dates are right to a few seconds.
 *
 * <p>Positions along the track are counted in segments of 20 metres on the WGS 84 ellipsoid from
 * the ascending node; any int is accepted, since the track continues before the node and after a
 * revolution. Pure and thread-safe.
 *
 * @param rgt reference ground track (1 to 1387)
 * @param cycle repeat cycle (1 to 46; the orbit number of a later one does not fit its 16 bits)
 * @param nodeLonDegrees longitude of the ascending node, degrees in [-180, 180)
 * @param nodeDeltaTimeSeconds time of the ascending node, GPS seconds since 2018-01-01T00:00:00Z
 *     (finite)
 */
public record GroundTrack(int rgt, int cycle, double nodeLonDegrees, double nodeDeltaTimeSeconds) {

  /** Metres of track in a segment: the posting of ATL06. */
  public static final double SEGMENT_METRES = 20.0;

  private static final Instant EPOCH = Instant.parse("2018-01-01T00:00:00Z");

  // orbit_info of ATL06 for RGT 277, cycle 3: orbit number, longitude and time of the ascending
  // node.
  private static final int KNOWN_RGT = 277;
  private static final int KNOWN_CYCLE = 3;
  private static final int KNOWN_ORBIT = 3252;
  private static final double KNOWN_NODE_LON = -39.060545800394;
  private static final double KNOWN_NODE_TIME = 40641819.360539;

  /** Longitude and geodetic latitude, degrees; longitude in [-180, 180). */
  public record Position(double lonDegrees, double latDegrees) {}

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public GroundTrack {
    check(rgt >= 1 && rgt <= Orbit.REVOLUTIONS_PER_CYCLE, "rgt must be 1 to 1387, is " + rgt);
    check(cycle >= 1 && cycle <= 46, "cycle must be 1 to 46, is " + cycle);
    check(
        nodeLonDegrees >= -180 && nodeLonDegrees < 180,
        "node longitude must be in [-180, 180) degrees, is " + nodeLonDegrees);
    check(Double.isFinite(nodeDeltaTimeSeconds), "node time must be finite seconds");
  }

  /**
   * The track as the mission flies it.
   *
   * @param rgt reference ground track (1 to 1387)
   * @param cycle repeat cycle (1 to 46; the orbit number of a later one does not fit its 16 bits)
   */
  public static GroundTrack nominal(int rgt, int cycle) {
    int pass = passesFromKnown(rgt, cycle);
    // Whole turns cancel, so the longitude stays exact over hundreds of cycles.
    long turns = Math.floorMod((long) pass * Orbit.EARTH_TURNS_PER_CYCLE, 1387L);
    return new GroundTrack(
        rgt,
        cycle,
        wrapDegrees(KNOWN_NODE_LON - turns * 360.0 / Orbit.REVOLUTIONS_PER_CYCLE),
        KNOWN_NODE_TIME + pass * Orbit.NODAL_PERIOD_SECONDS);
  }

  /**
   * The same revolution with its node moved in longitude so that the reference ground track passes
   * over a point.
   *
   * @param lonDegrees degrees, any finite value
   * @param latDegrees geodetic degrees (within about 88.01 of the equator, where the track turns)
   * @param ascending whether the satellite flies north there
   * @throws IllegalArgumentException if the track never reaches the latitude
   */
  public GroundTrack through(double lonDegrees, double latDegrees, boolean ascending) {
    double u = Orbit.argumentAtLatitude(StrictMath.toRadians(latDegrees), ascending);
    double node = lonDegrees - StrictMath.toDegrees(Orbit.longitude(u));
    return new GroundTrack(rgt, cycle, wrapDegrees(node), nodeDeltaTimeSeconds);
  }

  /** The same track at another time: {@code segment} is reached at {@code time}. */
  public GroundTrack at(Instant time, int segment) {
    double seconds = Duration.between(EPOCH, time).toNanos() * 1e-9;
    double shift = seconds - deltaTimeSeconds(segment);
    return new GroundTrack(rgt, cycle, nodeLonDegrees, nodeDeltaTimeSeconds + shift);
  }

  /**
   * The segment nearest to a latitude.
   *
   * @param latDegrees geodetic degrees (within about 88.01 of the equator, where the track turns)
   * @param ascending whether the satellite flies north there
   * @return segments from the ascending node, 0 to about 2,003,000
   * @throws IllegalArgumentException if the track never reaches the latitude
   */
  public int segmentAt(double latDegrees, boolean ascending) {
    double u = Orbit.argumentAtLatitude(StrictMath.toRadians(latDegrees), ascending);
    return (int) Math.round(Orbit.distanceAt(u) / SEGMENT_METRES);
  }

  /**
   * A point beside the track, on the ellipsoid.
   *
   * @param segment segments from the ascending node
   * @param leftMetres distance to the left of the flight, negative to the right (within 100 km)
   */
  public Position position(int segment, double leftMetres) {
    double[] lonLat = new double[2];
    position(segment, leftMetres, lonLat);
    return new Position(lonLat[0], lonLat[1]);
  }

  /** Time of a segment of the reference ground track: GPS seconds since 2018-01-01T00:00:00Z. */
  public double deltaTimeSeconds(int segment) {
    return deltaTimeAt(segment * SEGMENT_METRES);
  }

  /** The same for a distance from the ascending node along the track. */
  double deltaTimeAt(double metres) {
    double u = Orbit.argumentAt(metres);
    return nodeDeltaTimeSeconds + u / (2 * StrictMath.PI) * Orbit.NODAL_PERIOD_SECONDS;
  }

  /** Time of a segment in UTC: no leap second has been inserted since the epoch of 2018. */
  public Instant time(int segment) {
    return utc(deltaTimeSeconds(segment));
  }

  /** Direction of flight at a segment, degrees clockwise from north in (-180, 180]. */
  public double headingDegrees(int segment) {
    return StrictMath.toDegrees(Orbit.heading(Orbit.argumentAt(segment * SEGMENT_METRES)));
  }

  /** Number of the orbit, counted from launch. */
  public int orbitNumber() {
    return KNOWN_ORBIT + passesFromKnown(rgt, cycle);
  }

  /**
   * Granule region (1 to 14) of a segment: the arcs of a revolution between the latitudes 27, 59.5
   * and 80 degrees, counted from the ascending node.
   */
  public int region(int segment) {
    double u = Orbit.argumentAt(segment * SEGMENT_METRES);
    double latitude = StrictMath.toDegrees(Orbit.latitude(u));
    double distance = Math.abs(latitude);
    int band = distance < 27 ? 0 : distance < 59.5 ? 1 : distance < 80 ? 2 : 3;
    boolean north = StrictMath.cos(u) > 0;
    if (latitude >= 0) {
      return north ? 1 + band : 7 - band;
    }
    return north ? 14 - band : 8 + band;
  }

  static Instant utc(double deltaTimeSeconds) {
    return EPOCH.plusNanos(Math.round(deltaTimeSeconds * 1e9));
  }

  void position(int segment, double leftMetres, double[] lonLat) {
    positionAt(segment * SEGMENT_METRES, leftMetres, lonLat);
  }

  /** A point beside the track for a distance from the ascending node along the track. */
  void positionAt(double metres, double leftMetres, double[] lonLat) {
    Orbit.beside(Orbit.argumentAt(metres), leftMetres, lonLat);
    lonLat[0] = wrapDegrees(nodeLonDegrees + StrictMath.toDegrees(lonLat[0]));
    lonLat[1] = StrictMath.toDegrees(lonLat[1]);
  }

  static double wrapDegrees(double degrees) {
    double wrapped = degrees - 360 * StrictMath.floor((degrees + 180) / 360);
    return wrapped >= 180 ? -180 : wrapped;
  }

  private static int passesFromKnown(int rgt, int cycle) {
    return (cycle - KNOWN_CYCLE) * Orbit.REVOLUTIONS_PER_CYCLE + rgt - KNOWN_RGT;
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
