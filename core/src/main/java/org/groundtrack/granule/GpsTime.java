package org.groundtrack.granule;

import java.time.Instant;

/** From GPS seconds to UTC, and times that count from an epoch to instants. */
public final class GpsTime {
  private static final Instant GPS_ZERO = Instant.parse("1980-01-06T00:00:00Z");
  private static final double NANOS = 1e9;

  private GpsTime() {}

  /**
   * The instant of a number of whole GPS seconds.
   *
   * @param gpsSeconds since 1980-01-06T00:00:00
   */
  public static Instant utc(long gpsSeconds) {
    return instant(Clock.GPS.utc(nanos(GPS_ZERO.plusSeconds(gpsSeconds))));
  }

  /**
   * Nanoseconds since 1970 (UTC) of a time that counts from an epoch, rounded to the nearest.
   *
   * <p>The whole and the fractional part are converted apart, so that no digit of the stored double
   * is lost: from 2018-04-08 on its spacing is wider than a nanosecond.
   *
   * @param epochNanos the epoch, nanoseconds since 1970 (UTC)
   * @param deltaSeconds finite, within 200 years of the epoch, see {@link #isValid}
   */
  public static long nanos(long epochNanos, double deltaSeconds) {
    double whole = Math.floor(deltaSeconds);
    return epochNanos + (long) whole * 1_000_000_000L + Math.round((deltaSeconds - whole) * NANOS);
  }

  /** Nanoseconds since 1970 (UTC) of an instant. */
  public static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** The instant of nanoseconds since 1970 (UTC). */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** Whether a time can be converted: a finite number of seconds within 200 years. */
  public static boolean isValid(double deltaSeconds) {
    // NaN fails the comparison, and so does the fill value.
    return Math.abs(deltaSeconds) < 200 * 366 * 86_400.0;
  }
}
