package org.groundtrack.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.groundtrack.error.UsageException;

/** Instants as conditions write them. */
public final class TimeText {
  private static final String ZONED = ".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)$";

  private TimeText() {}

  /**
   * An instant.
   *
   * @param text {@code 2019-06-01}, {@code 2019-06-01 12:00:00.5} or {@code
   *     2019-06-01T12:00:00+02:00}; without a zone it is UTC
   * @return nanoseconds since 1970 (UTC)
   * @throws UsageException if it is none, or not between the years 1678 and 2261
   */
  public static long nanos(String text) {
    try {
      Instant instant = instant(text.strip().replace(' ', 'T'));
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new UsageException(
          "'%s' is no time: expected 2019-06-01, or 2019-06-01 12:00:00 (UTC), of the years 1678 to 2261"
              .formatted(text),
          e);
    }
  }

  private static Instant instant(String text) {
    if (text.length() <= "2019-06-01".length()) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    return text.matches(ZONED)
        ? OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)$", "$1:00")).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
