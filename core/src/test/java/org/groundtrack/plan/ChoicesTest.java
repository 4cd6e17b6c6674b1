package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.GpsTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, months and names as users choose them. */
class ChoicesTest {
  private static long nanos(String utc) {
    return GpsTime.nanos(LocalDateTime.parse(utc).toInstant(ZoneOffset.UTC));
  }

  @Test
  void listsAndRangesHoldTheirNumbersAndTheirEnds() {
    Numbers numbers = Numbers.parse("rgt", "277, 300-310");
    assertThat(numbers.contains(277)).isTrue();
    assertThat(numbers.contains(300)).isTrue();
    assertThat(numbers.contains(310)).isTrue();
    assertThat(numbers.contains(278)).isFalse();
    assertThat(numbers.contains(311)).isFalse();
    assertThat(numbers).hasToString("277,300-310");
  }

  @Test
  void aNumberThatIsNotKnownIsNoneThatIsChosen() {
    assertThat(Numbers.of(1).contains(null)).isFalse();
    assertThat(Numbers.ANY.contains(null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1-", "-1", "1,,2", "1-2-3", "1.5", "9999999999", "٣"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> Numbers.parse("rgt", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("rgt '" + text + "' is neither a number nor a range")
        .hasMessageContaining("such as 3, 3,5 or 3-5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"6-8|6,7,8", "11-2|1,2,11,12", "1,3,6-8|1,3,6,7,8", "12|12", "5-5|5"})
  void rangesOfMonthsMayWrap(String text, String months) {
    assertThat(Months.parse(text)).hasToString(months);
  }

  @Test
  void seasonsAreOfThreeMonths() {
    assertThat(Months.ofSeasons("JJA")).isEqualTo(Months.parse("6-8"));
    assertThat(Months.ofSeasons("djf")).isEqualTo(Months.parse("12-2"));
    assertThat(Months.ofSeasons("MAM,SON")).isEqualTo(Months.parse("3-5,9-11"));
    assertThatThrownBy(() -> Months.ofSeasons("summer"))
        .isInstanceOf(UsageException.class)
        .hasMessage("No season is called 'summer': allowed are DJF, MAM, JJA, SON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "13", "6-13", "0-2"})
  void monthsOutsideTheYearAreRefused(String text) {
    assertThatThrownBy(() -> Months.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("allowed are 1 to 12");
  }

  @Test
  void monthsBeginAndEndAtMidnightInUtc() {
    Months june = new Months(Set.of(Month.JUNE));
    assertThat(june.contains(nanos("2019-06-01T00:00:00"))).isTrue();
    assertThat(june.contains(nanos("2019-06-01T00:00:00") - 1)).isFalse();
    assertThat(june.contains(nanos("2019-07-01T00:00:00") - 1)).isTrue();
    assertThat(june.contains(nanos("2019-07-01T00:00:00"))).isFalse();
    assertThat(june.contains(nanos("1969-06-30T23:59:59"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*,ATL06_x.h5,true",
    "ATL06_*,ATL06_x.h5,true",
    "ATL06_?.h5,ATL06_x.h5,true",
    "ATL06_?.h5,ATL06_xy.h5,false",
    "*_006_*.h5,ATL06_1_006_01.h5,true",
    "*_006_*.h5,ATL06_1_007_01.h5,false",
    "atl06*,ATL06_x.h5,false",
    "ATL06,ATL06_x.h5,false",
    "*a*b*,xxaxxbxx,true",
    "*a*b*,xxbxxaxx,false",
    "a.h5,axh5,false",
    "ab*,a,false",
  })
  void starsAndQuestionMarksStandForOthers(String pattern, String name, boolean matches) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void aPatternOfManyStarsTakesNoLongTime() {
    assertThat(new Glob("*a".repeat(200) + "b").matches("a".repeat(1000))).isFalse();
  }
}
