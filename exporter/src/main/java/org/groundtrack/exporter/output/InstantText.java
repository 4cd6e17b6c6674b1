package org.groundtrack.exporter.output;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Times as ISO 8601, such as {@code 2019-01-03T04:05:06.000000001Z}: {@code Instant.toString} takes
 * ten times as long. Not safe for use by several threads.
 */
final class InstantText {
  private static final long NANOS_OF_SECOND = 1_000_000_000L;
  private static final long NANOS_OF_DAY = 86_400 * NANOS_OF_SECOND;
  private static final int HOUR = "2019-01-03T".length();
  private static final int MINUTE = HOUR + 3;
  private static final int SECOND = MINUTE + 3;
  private static final int NANO = SECOND + 3;
  private static final int NANO_DIGITS = 9;

  private final byte[] text =
      "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.ISO_8859_1);
  private long day = Long.MIN_VALUE;

  /**
   * The text of a time.
   *
   * @param nanos since 1970 (UTC)
   */
  String of(long nanos) {
    long newDay = Math.floorDiv(nanos, NANOS_OF_DAY);
    if (newDay != day) {
      day = newDay;
      // Of years that 64 bits reach, all have four digits.
      byte[] date = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(date, 0, text, 0, date.length);
    }
    long ofDay = Math.floorMod(nanos, NANOS_OF_DAY);
    int second = (int) (ofDay / NANOS_OF_SECOND);
    put(HOUR, 2, second / 3600);
    put(MINUTE, 2, second / 60 % 60);
    put(SECOND, 2, second % 60);
    put(NANO, NANO_DIGITS, (int) (ofDay % NANOS_OF_SECOND));
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private void put(int at, int digits, int number) {
    int left = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }
}
