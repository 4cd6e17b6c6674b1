package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.groundtrack.rows.TimeScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From GPS time and TAI to UTC. */
class ClockTest {
  @ParameterizedTest
  @CsvSource({
    "TAI, 2019-10-05T15:13:32Z, 2019-10-05T15:12:55Z",
    "GPS, 2019-10-05T15:13:13Z, 2019-10-05T15:12:55Z",
    "UTC, 2019-10-05T15:12:55Z, 2019-10-05T15:12:55Z",
    "GPS, 1980-01-06T00:00:00Z, 1980-01-06T00:00:00Z",
    "TAI, 1972-01-01T00:00:10Z, 1972-01-01T00:00:00Z",
    "TAI, 2017-01-01T00:00:35.999999999Z, 2016-12-31T23:59:59.999999999Z",
    "TAI, 2017-01-01T00:00:36Z, 2017-01-01T00:00:00Z",
    "TAI, 2017-01-01T00:00:37Z, 2017-01-01T00:00:00Z",
    "TAI, 1999-01-01T00:00:32Z, 1999-01-01T00:00:00Z",
    "GPS, 2006-01-01T00:00:14Z, 2006-01-01T00:00:00Z"
  })
  void timesOfOtherScalesAreTurnedByTheLeapSecondsOfTheirDay(
      Clock clock, Instant time, Instant utc) {
    assertThat(GpsTime.instant(clock.utc(GpsTime.nanos(time)))).isEqualTo(utc);
  }

  @Test
  void thereIsNoTimeBeforeUtcHadWholeSeconds() {
    assertThat(Clock.TAI.utc(GpsTime.nanos(Instant.parse("1972-01-01T00:00:09Z"))))
        .isEqualTo(TimeScale.NO_TIME);
  }

  @Test
  void wholeNumbersOfNanosecondsLoseNone() {
    TimeScale scale = TimeScale.ofUnits("nanoseconds since 1970-01-01").orElseThrow();
    assertThat(scale.nanos(1_570_288_375_123_456_789L)).isEqualTo(1_570_288_375_123_456_789L);
    assertThat(scale.by(Clock.TAI).nanos(1_570_288_412_123_456_789L))
        .isEqualTo(1_570_288_375_123_456_789L);
    assertThat(scale.nanos(Long.MIN_VALUE)).isEqualTo(TimeScale.NO_TIME);
    assertThat(TimeScale.ofUnits("days since 2200-01-01").orElseThrow().nanos(70_000L))
        .isEqualTo(TimeScale.NO_TIME);
  }
}
