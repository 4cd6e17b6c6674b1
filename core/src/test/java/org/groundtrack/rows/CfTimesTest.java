package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.groundtrack.granule.GpsTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfTimesTest {
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
  void timesCountAsTheirUnitsSay(String units, double value, String expected) {
    TimeScale scale = TimeScale.ofUnits(units).orElseThrow();
    assertThat(GpsTime.instant(scale.nanos(value))).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "seconds",
        "since 2018-01-01",
        "months since 2018-01-01",
        "years since 2018-01-01",
        "parsecs since 2018-01-01",
        "seconds since 2018-13-01",
        "seconds since 2018-02-30",
        "seconds since 2018-01-01 25:00:00",
        "seconds since 2018-01-01 00:00:00 +05:00",
        "seconds since launch"
      })
  void unitsThatSayNoInstantAreNone(String units) {
    assertThat(TimeScale.ofUnits(units)).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNoTime() {
    TimeScale scale = TimeScale.ofUnits("days since 2000-01-01").orElseThrow();
    assertThat(scale.nanos(Double.NaN)).isEqualTo(TimeScale.NO_TIME);
    assertThat(scale.nanos(9.96921e36)).isEqualTo(TimeScale.NO_TIME);
    assertThat(TimeScale.ofUnits(null)).isEmpty();
  }
}
