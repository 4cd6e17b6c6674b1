package org.groundtrack.granule;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * A time scale by which a granule's times count, from an epoch of the same scale.
 *
 * <p>Leap seconds are those of the IERS, as its list {@code leap-seconds.list} and Bulletin C have
 * them; none is announced after 2017-01-01. A new one is added to the table here, and nowhere else.
 */
public enum Clock {
  /** Without leap seconds: each day has 86,400 s, as in most files. */
  UTC(0),
  /** As satellites of GPS count. */
  GPS(19),
  /** International Atomic Time. */
  TAI(0);

  private static final long NANOS = 1_000_000_000L;

  /** TAI less UTC when UTC got its present form on 1972-01-01, in seconds. */
  private static final int FIRST_OFFSET = 10;

  private static final long FIRST = nanos("1972-01-01");

  /** Days from which UTC is one second more behind TAI. */
  private static final long[] LEAPS =
      Stream.of(
              "1972-07-01",
              "1973-01-01",
              "1974-01-01",
              "1975-01-01",
              "1976-01-01",
              "1977-01-01",
              "1978-01-01",
              "1979-01-01",
              "1980-01-01",
              "1981-07-01",
              "1982-07-01",
              "1983-07-01",
              "1985-07-01",
              "1988-01-01",
              "1990-01-01",
              "1991-01-01",
              "1992-07-01",
              "1993-07-01",
              "1994-07-01",
              "1996-01-01",
              "1997-07-01",
              "1999-01-01",
              "2006-01-01",
              "2009-01-01",
              "2012-07-01",
              "2015-07-01",
              "2017-01-01")
          .mapToLong(Clock::nanos)
          .toArray();

  private final int behindTai;

  Clock(int behindTai) {
    this.behindTai = behindTai;
  }

  private static long nanos(String day) {
    return LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * NANOS;
  }

  /**
   * The time in UTC of a time of this scale, both as nanoseconds since 1970 by their own calendars.
   * The seconds that are inserted coincide with those that follow.
   *
   * @return {@link Long#MIN_VALUE} before 1972, when UTC differed by fractions of a second
   */
  public long utc(long nanos) {
    if (this == UTC) {
      return nanos;
    }
    long tai = nanos + behindTai * NANOS;
    if (tai < FIRST + FIRST_OFFSET * NANOS) {
      return Long.MIN_VALUE;
    }
    for (int i = LEAPS.length - 1; i >= 0; i--) {
      long offset = (FIRST_OFFSET + i + 1) * NANOS;
      if (tai >= LEAPS[i] + offset) {
        return tai - offset;
      }
    }
    return tai - FIRST_OFFSET * NANOS;
  }
}
