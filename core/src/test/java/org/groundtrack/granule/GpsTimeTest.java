package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GpsTimeTest {
  private static final Instant EPOCH = Instant.parse("2018-01-01T00:00:00Z");

  @Test
  void epochOfTheMissionIsTheFirstOf2018() {
    assertThat(GpsTime.utc(1_198_800_018L)).isEqualTo(EPOCH);
  }

  @Test
  void storedTimesAreRecoveredExactlyFromNanoseconds() {
    long seed = System.nanoTime();
    System.out.println("GpsTimeTest: seed " + seed);
    Random random = new Random(seed);
    long epoch = GpsTime.nanos(EPOCH);
    for (int i = 0; i < 100_000; i++) {
      double stored = 2.4e7 + random.nextDouble() * (3e8 - 2.4e7);
      long nanos = GpsTime.nanos(epoch, stored);
      BigDecimal exact = new BigDecimal(stored).movePointRight(9);
      assertThat(nanos - epoch).isEqualTo(exact.setScale(0, RoundingMode.HALF_UP).longValueExact());
      double recovered = BigDecimal.valueOf(nanos - epoch, 9).doubleValue();
      assertThat(recovered).as("seed %s", seed).isEqualTo(stored);
    }
  }

  @Test
  void timesBeforeTheEpochAreRoundedToo() {
    assertThat(GpsTime.nanos(0, -0.25)).isEqualTo(-250_000_000);
    assertThat(GpsTime.nanos(0, -1.5)).isEqualTo(-1_500_000_000);
    assertThat(GpsTime.nanos(10, 0)).isEqualTo(10);
  }

  @Test
  void instantsComeBackFromNanoseconds() {
    for (String text :
        new String[] {
          "2018-10-14T00:00:00.000000001Z", "1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z"
        }) {
      Instant instant = Instant.parse(text);
      assertThat(GpsTime.instant(GpsTime.nanos(instant))).isEqualTo(instant);
    }
  }

  @Test
  void fillValuesAreNoTimes() {
    assertThat(GpsTime.isValid(3e8)).isTrue();
    assertThat(GpsTime.isValid(-1)).isTrue();
    for (double fill :
        new double[] {Double.NaN, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 3.4028235e38, 1e10}) {
      assertThat(GpsTime.isValid(fill)).as("%s", fill).isFalse();
    }
  }
}
