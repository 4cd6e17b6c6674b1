package org.groundtrack.plan;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.GpsTime;

/**
 * Months of any year, in UTC. Immutable.
 *
 * @param chosen the months; none means all, and rows without a time too
 */
public record Months(Set<Month> chosen) {
  /** All months. */
  public static final Months ANY = new Months(Set.of());

  private static final int IN_YEAR = 12;
  private static final long NANOS_PER_DAY = 86_400L * 1_000_000_000L;

  /** The last year all of whose instants have a number of nanoseconds since 1970. */
  private static final int LAST_YEAR = 2261;

  private static final Map<String, List<Month>> SEASONS =
      Map.of(
          "DJF", List.of(Month.DECEMBER, Month.JANUARY, Month.FEBRUARY),
          "MAM", List.of(Month.MARCH, Month.APRIL, Month.MAY),
          "JJA", List.of(Month.JUNE, Month.JULY, Month.AUGUST),
          "SON", List.of(Month.SEPTEMBER, Month.OCTOBER, Month.NOVEMBER));

  public Months {
    chosen = Set.copyOf(chosen);
  }

  /**
   * Months as users write them: numbers from 1 and ranges, which may wrap.
   *
   * @param text such as {@code 6-8}, {@code 11-2} or {@code 1,3,6-8}
   * @throws UsageException if it is something else
   */
  public static Months parse(String text) {
    EnumSet<Month> months = EnumSet.noneOf(Month.class);
    for (Numbers.Range range : Numbers.parse("months", text).ranges()) {
      if (range.first() < 1
          || range.first() > IN_YEAR
          || range.last() < 1
          || range.last() > IN_YEAR) {
        throw new UsageException(
            "months %s are not there: allowed are 1 to 12, and ranges such as 6-8 or 11-2"
                .formatted(range));
      }
      Month month = Month.of(range.first());
      months.add(month);
      while (month.getValue() != range.last()) {
        month = month.plus(1);
        months.add(month);
      }
    }
    return new Months(months);
  }

  /**
   * The months of seasons.
   *
   * @param text {@code DJF}, {@code MAM}, {@code JJA}, {@code SON}, or several with commas
   * @throws UsageException if it is something else
   */
  public static Months ofSeasons(String text) {
    EnumSet<Month> months = EnumSet.noneOf(Month.class);
    for (String name : text.split(",", -1)) {
      List<Month> season = SEASONS.get(name.strip().toUpperCase(Locale.ROOT));
      if (season == null) {
        throw new UsageException(
            "No season is called '%s': allowed are DJF, MAM, JJA, SON".formatted(name.strip()));
      }
      months.addAll(season);
    }
    return new Months(months);
  }

  /** Whether all months are chosen, and rows without a time too. */
  public boolean isAny() {
    return chosen.isEmpty();
  }

  /** Whether the month of an instant is chosen, nanoseconds since 1970 (UTC). */
  public boolean contains(long nanos) {
    return chosen.isEmpty() || chosen.contains(day(nanos).getMonth());
  }

  /** The first instant after the month of an instant, nanoseconds since 1970 (UTC). */
  static long end(long nanos) {
    LocalDate next = day(nanos).withDayOfMonth(1).plusMonths(1);
    return next.getYear() > LAST_YEAR ? Long.MAX_VALUE : nanos(next);
  }

  private static LocalDate day(long nanos) {
    return LocalDate.ofEpochDay(Math.floorDiv(nanos, NANOS_PER_DAY));
  }

  private static long nanos(LocalDate day) {
    return GpsTime.nanos(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** The numbers of the months. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(",");
    chosen.stream().sorted().forEach(month -> text.add(Integer.toString(month.getValue())));
    return text.toString();
  }
}
