package org.groundtrack.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.granule.Clock;
import org.groundtrack.granule.GpsTime;

/**
 * How the times of a dataset count.
 *
 * @param epochNanos zero, nanoseconds since 1970 by the clock
 * @param unitSeconds seconds of one unit
 * @param clock by which both count
 */
public record TimeScale(long epochNanos, double unitSeconds, Clock clock) {
  /** Stands for a time that is missing. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** A unit, a date, perhaps a time of day to the hour, minute or second, perhaps UTC's name. */
  private static final Pattern UNITS =
      Pattern.compile(
          "\\s*(\\w+)\\s+since\\s+(\\d{4}-\\d{1,2}-\\d{1,2})"
              + "(?:[T ]\\s*(\\d{1,2}(?::\\d{1,2}(?::\\d{1,2}(?:\\.\\d*)?)?)?))?"
              + "\\s*(?:Z|UTC|GMT|[+-]00?:?(?:00)?)?\\s*",
          Pattern.CASE_INSENSITIVE);

  /** The 200 years of {@link GpsTime#isValid}. */
  private static final long MAX_NANOS = 200L * 366 * 86_400 * 1_000_000_000;

  private static final double MILLI = 1e-3;
  private static final double MICRO = 1e-6;
  private static final double NANO = 1e-9;
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86_400;

  /**
   * By its name or symbol; names may have an s at the end. Months and years have no fixed length.
   */
  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("nanosecond", NANO),
          Map.entry("microsecond", MICRO),
          Map.entry("microsec", MICRO),
          Map.entry("millisecond", MILLI),
          Map.entry("millisec", MILLI),
          Map.entry("msec", MILLI),
          Map.entry("ms", MILLI),
          Map.entry("second", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("s", 1.0),
          Map.entry("minute", MINUTE),
          Map.entry("min", MINUTE),
          Map.entry("hour", HOUR),
          Map.entry("hr", HOUR),
          Map.entry("h", HOUR),
          Map.entry("day", DAY),
          Map.entry("d", DAY));

  /** Seconds since an epoch. */
  public static TimeScale secondsSince(Instant epoch) {
    return new TimeScale(GpsTime.nanos(epoch), 1, Clock.UTC);
  }

  /**
   * By the units that an attribute gives as the CF conventions have it, such as {@code hours since
   * 2020-01-02 00:00Z}; empty if it says nothing of that kind. Leap seconds do not count there.
   */
  public static Optional<TimeScale> ofUnits(String units) {
    Matcher matcher = UNITS.matcher(units == null ? "" : units);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Double> seconds = seconds(matcher.group(1));
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TimeScale(
              GpsTime.nanos(instant(matcher.group(2), matcher.group(3))),
              seconds.get(),
              Clock.UTC));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * Times that count from a reference, by the units of which only the unit counts, such as {@code
   * milliseconds}; empty if it is none, or one since a date.
   */
  public static Optional<TimeScale> ofUnit(String units) {
    return seconds(units == null ? "" : units.strip())
        .map(seconds -> new TimeScale(0, seconds, Clock.UTC));
  }

  private static Optional<Double> seconds(String name) {
    String unit = name.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
        SECONDS.getOrDefault(unit, SECONDS.get(unit.replaceAll("(?<=..)s$", ""))));
  }

  private static Instant instant(String date, String time) {
    String[] parts = date.split("-", -1);
    LocalDate day =
        LocalDate.of(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    LocalDateTime start = day.atStartOfDay();
    if (time != null) {
      String[] clock = time.split(":", -1);
      int minutes = clock.length > 1 ? Integer.parseInt(clock[1]) : 0;
      double seconds = clock.length > 2 ? Double.parseDouble(clock[2]) : 0;
      start = day.atTime(Integer.parseInt(clock[0]), minutes).plusNanos(Math.round(seconds * 1e9));
    }
    return start.toInstant(ZoneOffset.UTC);
  }

  /** Nanoseconds since 1970 (UTC), or {@link #NO_TIME} of what is no time. */
  public long nanos(double value) {
    double seconds = unitSeconds == 1 ? value : value * unitSeconds;
    return GpsTime.isValid(seconds) ? clock.utc(GpsTime.nanos(epochNanos, seconds)) : NO_TIME;
  }

  /** The same of a whole number, in whole numbers: a double has no nanoseconds of our days. */
  public long nanos(long value) {
    long unit = Math.round(unitSeconds / NANO);
    long limit = MAX_NANOS / unit;
    if (value < -limit || value > limit) {
      return NO_TIME;
    }
    return later(epochNanos, value * unit, clock);
  }

  /**
   * A time that counts from another, in UTC.
   *
   * @param reference nanoseconds since 1970 by the clock
   * @param offset nanoseconds since the reference
   * @return {@link #NO_TIME} where the sum is no number of nanoseconds
   */
  static long later(long reference, long offset, Clock clock) {
    long nanos = reference + offset;
    boolean overflows = ((reference ^ nanos) & (offset ^ nanos)) < 0;
    return overflows ? NO_TIME : clock.utc(nanos);
  }

  /** The same by another clock. */
  public TimeScale by(Clock other) {
    return new TimeScale(epochNanos, unitSeconds, other);
  }

  /** The same unit, counted from a reference. */
  public TimeScale sinceReference() {
    return new TimeScale(0, unitSeconds, Clock.UTC);
  }

  /** The instant of zero. */
  public Instant epoch() {
    return GpsTime.instant(epochNanos);
  }
}
