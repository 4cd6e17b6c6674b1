package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantTextTest {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Test
  void textsAreThoseOfTheJdk() {
    long seed = System.nanoTime();
    System.out.println("textsAreThoseOfTheJdk: seed " + seed);
    Random random = new Random(seed);
    InstantText text = new InstantText();
    for (int i = 0; i < 20_000; i++) {
      long nanos = i % 2 == 0 ? random.nextLong() : random.nextInt();
      assertThat(text.of(nanos))
          .as("seed %s, %s", seed, nanos)
          .isEqualTo(ISO.format(Instant.ofEpochSecond(0, nanos)));
    }
    for (long nanos : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 86_400_000_000_000L}) {
      assertThat(text.of(nanos)).isEqualTo(ISO.format(Instant.ofEpochSecond(0, nanos)));
    }
  }
}
