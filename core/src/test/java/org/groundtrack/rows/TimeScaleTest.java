package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.groundtrack.granule.GpsTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seconds since 2018-01-01                          | 2018-01-01T00:00:00Z     | 1",
        "seconds since 2018-01-01 00:00:00                 | 2018-01-01T00:00:00Z     | 1",
        "seconds since 2018-01-01T00:00:00Z                | 2018-01-01T00:00:00Z     | 1",
        "seconds since 2018-01-01T00:00:00.000000Z         | 2018-01-01T00:00:00Z     | 1",
        "second since 2018-01-01 06:07:08.25               | 2018-01-01T06:07:08.250Z | 1",
        "sec since 2018-01-01                              | 2018-01-01T00:00:00Z     | 1",
        "secs since 2018-01-01                             | 2018-01-01T00:00:00Z     | 1",
        "s since 2018-01-01                                | 2018-01-01T00:00:00Z     | 1",
        "Seconds Since 2018-01-01 00:00:00 UTC             | 2018-01-01T00:00:00Z     | 1",
        "SECONDS since 2018-01-01 00:00:00 GMT             | 2018-01-01T00:00:00Z     | 1",
        "seconds since 1970-1-1 0:0:0                      | 1970-01-01T00:00:00Z     | 1",
        "seconds since 1970-01-01 00:00:00.0 +0:00         | 1970-01-01T00:00:00Z     | 1",
        "seconds since 1970-01-01 00:00:00 -00:00          | 1970-01-01T00:00:00Z     | 1",
        "seconds since 1970-01-01T00:00:00+0000            | 1970-01-01T00:00:00Z     | 1",
        "'  seconds   since   2018-01-01   '               | 2018-01-01T00:00:00Z     | 1",
        "minutes since 2000-02-29 12:30                    | 2000-02-29T12:30:00Z     | 60",
        "min since 2000-01-01                              | 2000-01-01T00:00:00Z     | 60",
        "hours since 2020-01-02 00:00Z                     | 2020-01-02T00:00:00Z     | 3600",
        "hours since 1900-01-01 00:00:00.0                 | 1900-01-01T00:00:00Z     | 3600",
        "hrs since 1900-01-01 12                           | 1900-01-01T12:00:00Z     | 3600",
        "h since 2018-01-01                                | 2018-01-01T00:00:00Z     | 3600",
        "days since 2018-01-01 00:00:00                    | 2018-01-01T00:00:00Z     | 86400",
        "day since 1950-01-01                              | 1950-01-01T00:00:00Z     | 86400",
        "d since 1950-01-01                                | 1950-01-01T00:00:00Z     | 86400",
        "milliseconds since 2018-01-01                     | 2018-01-01T00:00:00Z     | 0.001",
        "msec since 2018-01-01                             | 2018-01-01T00:00:00Z     | 0.001",
        "ms since 2018-01-01                               | 2018-01-01T00:00:00Z     | 0.001",
        "microseconds since 2018-01-01                     | 2018-01-01T00:00:00Z     | 1e-6",
        "nanoseconds since 1970-01-01                      | 1970-01-01T00:00:00Z     | 1e-9"
      })
  void unitsOfTheCfConventionsAreRead(String units, Instant epoch, double seconds) {
    TimeScale scale = TimeScale.ofUnits(units).orElseThrow();
    assertThat(scale.epoch()).isEqualTo(epoch);
    assertThat(scale.unitSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "1",
        "meters",
        "seconds",
        "seconds since",
        "since 2018-01-01",
        "seconds since launch",
        "seconds since 2018",
        "seconds since 2018-01",
        "seconds since 18-01-01",
        "seconds since 2018-13-01",
        "seconds since 2018-02-30",
        "seconds since 2018-01-01 25:00:00",
        "seconds since 2018-01-01 10:61",
        "seconds since 2018-01-01 10:00:00 +01:00",
        "seconds since 2018-01-01 00:00:00 +05:00",
        "seconds since 2018-01-01 10:00:00 EST",
        "seconds since 2018-01-01 and a bit",
        "seconds before 2018-01-01",
        "months since 2018-01-01",
        "years since 2018-01-01",
        "fortnights since 2018-01-01",
        "parsecs since 2018-01-01",
        "m since 2018-01-01",
        "days since 0001-01-01"
      })
  void unitsThatSayNothingOfThatKindAreNone(String units) {
    assertThat(TimeScale.ofUnits(units)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "milliseconds, 1500, 1500000000",
    "second, 3, 3000000000",
    " Seconds , -1, -1000000000",
    "hours, 0.5, 1800000000000"
  })
  void aUnitAloneCountsFromAReference(String units, double value, long expected) {
    assertThat(TimeScale.ofUnit(units).orElseThrow().nanos(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "seconds since 2018-01-01", "months", "m", "seconds from start"})
  void whatIsNoUnitAloneIsNone(String units) {
    assertThat(TimeScale.ofUnit(units)).isEmpty();
    assertThat(TimeScale.ofUnit(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "milliseconds since 2018-07-02 04:33:00.000, 1234, 2018-07-02T04:33:01.234Z",
    "hours since 2020-01-02T00:00:00Z, 16.3, 2020-01-02T16:18:00Z",
    "seconds since 1970-01-01 00:00:00 UTC, 1577880000, 2020-01-01T12:00:00Z",
    "seconds since 2000-01-01 12:00:00, 0.5, 2000-01-01T12:00:00.5Z",
    "Days since 1950-1-1, 1.25, 1950-01-02T06:00:00Z",
    "minutes since 2020-01-01 0:0:0, -1, 2019-12-31T23:59:00Z",
    "sec since 2018-01-01 00:00:00. +00:00, 3, 2018-01-01T00:00:03Z",
    "s since 2018-01-01, 1e-9, 2018-01-01T00:00:00.000000001Z",
    "msecs since 2018-01-01T12:30, 1, 2018-01-01T12:30:00.001Z",
    "hrs since 2018-01-01 00:00 GMT, 1, 2018-01-01T01:00:00Z"
  })
  void timesCountAsTheirUnitsSay(String units, double value, Instant expected) {
    TimeScale scale = TimeScale.ofUnits(units).orElseThrow();
    assertThat(GpsTime.instant(scale.nanos(value))).isEqualTo(expected);
  }

  @Test
  void timesCountInTheirUnitFromTheirEpoch() {
    TimeScale days = TimeScale.ofUnits("days since 2018-01-01").orElseThrow();
    assertThat(days.nanos(0)).isEqualTo(1_514_764_800_000_000_000L);
    assertThat(days.nanos(1.5)).isEqualTo(1_514_894_400_000_000_000L);
    assertThat(days.nanos(-1)).isEqualTo(1_514_678_400_000_000_000L);
    TimeScale seconds = TimeScale.secondsSince(Instant.parse("2018-01-01T00:00:00Z"));
    assertThat(seconds.nanos(0.123456789)).isEqualTo(1_514_764_800_123_456_789L);
    assertThat(seconds.epoch()).isEqualTo(Instant.parse("2018-01-01T00:00:00Z"));
  }

  @Test
  void whatIsNoTimeIsNone() {
    TimeScale seconds = TimeScale.secondsSince(Instant.EPOCH);
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, 9.96921e36, 3.4e38, -1.7e308};
    for (double value : values) {
      assertThat(seconds.nanos(value)).isEqualTo(TimeScale.NO_TIME);
    }
    TimeScale days = TimeScale.ofUnits("days since 2018-01-01").orElseThrow();
    for (double value : new double[] {Double.NaN, 9.96921e36, 1e9}) {
      assertThat(days.nanos(value)).isEqualTo(TimeScale.NO_TIME);
    }
  }
}
