package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.groundtrack.granule.GpsTime;
import org.junit.jupiter.api.Test;

class TimeRangeTest {
  private static final Instant START = Instant.parse("2019-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2019-02-01T00:00:00Z");

  @Test
  void startIsInTheRangeAndEndIsNot() {
    TimeRange range = new TimeRange(START, END);
    long start = GpsTime.nanos(START);
    long end = GpsTime.nanos(END);
    assertThat(range.contains(start)).isTrue();
    assertThat(range.contains(start - 1)).isFalse();
    assertThat(range.contains(end - 1)).isTrue();
    assertThat(range.contains(end)).isFalse();
    assertThat(range.isAll()).isFalse();
  }

  @Test
  void spansOverlapWhereAnInstantIsShared() {
    TimeRange range = new TimeRange(START, END);
    long start = GpsTime.nanos(START);
    long end = GpsTime.nanos(END);
    assertThat(range.overlaps(start - 10, start - 1)).isFalse();
    assertThat(range.overlaps(start - 10, start)).isTrue();
    assertThat(range.overlaps(end - 1, end + 5)).isTrue();
    assertThat(range.overlaps(end, end + 5)).isFalse();
    assertThat(range.overlaps(start - 10, end + 10)).isTrue();
  }

  @Test
  void openRangesHaveOneLimitOrNone() {
    assertThat(new TimeRange(START, null).contains(Long.MAX_VALUE - 1)).isTrue();
    assertThat(new TimeRange(null, END).contains(Long.MIN_VALUE)).isTrue();
    assertThat(new TimeRange(null, END).contains(GpsTime.nanos(END))).isFalse();
    assertThat(TimeRange.ALL.isAll()).isTrue();
    assertThat(TimeRange.ALL.overlaps(Long.MIN_VALUE, Long.MIN_VALUE)).isTrue();
  }

  @Test
  void rangesThatEndBeforeTheyStartAreRefused() {
    assertThatThrownBy(() -> new TimeRange(END, START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2019-02-01T00:00:00Z to 2019-01-01T00:00:00Z");
    assertThatThrownBy(() -> new TimeRange(START, START))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
