package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.rows.TimeScale;
import org.junit.jupiter.api.Test;

/** Rows that filters want by their times. */
class RowTestTest {
  private static final Beams BEAMS = ProductLayouts.shipped().of("ATL06").orElseThrow().beams();
  private static final long START = GpsTime.nanos(FilterGranules.START);
  private static final long SECOND = 1_000_000_000L;

  private static Granule.Turn turn(long seconds, String orientation) {
    return new Granule.Turn(FilterGranules.START.plusSeconds(seconds), orientation);
  }

  private static Filters strong() {
    return Filters.NONE.with(BeamFilter.ALL.strong(Set.of("strong")));
  }

  @Test
  void strengthHoldsForAllRowsOfABeamThatSaysIt() {
    Granule granule = FilterGranules.turning("forward");
    RowTest strong = strong().rows(BEAMS, granule, FilterGranules.beam("gt1r", "strong", 5));
    assertThat(strong.isAlways()).isTrue();
    assertThat(strong.test(TimeScale.NO_TIME)).isTrue();
    RowTest weak = strong().rows(BEAMS, granule, FilterGranules.beam("gt1l", "weak", 6));
    assertThat(weak.test(START)).isFalse();
    assertThat(weak.mayHold(START, START + SECOND)).isFalse();
    assertThat(weak.mayHold(TimeScale.NO_TIME, TimeScale.NO_TIME)).isFalse();
  }

  @Test
  void aBeamThatSaysNothingIsWhatTheOrientationMakesOfIt() {
    Granule backward = FilterGranules.turning("backward");
    assertThat(strong().rows(BEAMS, backward, FilterGranules.beam("gt1l", null, null)).isAlways())
        .isTrue();
    Granule unknown = FilterGranules.turning(null);
    assertThat(strong().rows(BEAMS, unknown, FilterGranules.beam("gt1l", null, null)).isAlways())
        .isFalse();
  }

  @Test
  void whileTheSpacecraftTurnsStrengthAndSpotAreNotKnown() {
    Granule granule = FilterGranules.turning("transition");
    for (String word : List.of("strong", "weak")) {
      Filters filters = Filters.NONE.with(BeamFilter.ALL.strong(Set.of(word)));
      RowTest test = filters.rows(BEAMS, granule, FilterGranules.beam("gt1r", "strong", 5));
      assertThat(test.test(START)).isFalse();
    }
    Filters spot = Filters.NONE.with(BeamFilter.ALL.ofSpots(Numbers.of(5)));
    assertThat(spot.rows(BEAMS, granule, FilterGranules.beam("gt1r", "strong", 5)).test(START))
        .isFalse();
  }

  @Test
  void strengthChangesWithTheTurnsWhateverTheBeamSays() {
    Granule granule =
        FilterGranules.turning(
            null, turn(-100, "forward"), turn(100, "transition"), turn(200, "backward"));
    RowTest right = strong().rows(BEAMS, granule, FilterGranules.beam("gt1r", "strong", 5));
    RowTest left = strong().rows(BEAMS, granule, FilterGranules.beam("gt1l", "weak", 6));
    assertThat(right.test(START + 100 * SECOND - 1)).isTrue();
    assertThat(right.test(START + 100 * SECOND)).isFalse();
    assertThat(right.test(START + 200 * SECOND)).isFalse();
    assertThat(left.test(START + 100 * SECOND - 1)).isFalse();
    assertThat(left.test(START + 200 * SECOND - 1)).isFalse();
    assertThat(left.test(START + 200 * SECOND)).isTrue();
    assertThat(left.test(START)).as("back again").isFalse();
    assertThat(right.test(TimeScale.NO_TIME)).isFalse();
    assertThat(right.mayHold(START + 100 * SECOND, START + 300 * SECOND)).isFalse();
    assertThat(left.mayHold(START, START + 200 * SECOND - 1)).isFalse();
    assertThat(left.mayHold(START, START + 200 * SECOND)).isTrue();
  }

  @Test
  void spotsCountFromTheOtherSideAfterATurn() {
    Granule granule = FilterGranules.turning(null, turn(-100, "forward"), turn(100, "backward"));
    List<String> names = BEAMS.names();
    for (int i = 0; i < names.size(); i++) {
      Filters forward = Filters.NONE.with(BeamFilter.ALL.ofSpots(Numbers.of(6 - i)));
      Filters backward = Filters.NONE.with(BeamFilter.ALL.ofSpots(Numbers.of(i + 1)));
      RowTest first = forward.rows(BEAMS, granule, FilterGranules.beam(names.get(i), null, 6 - i));
      RowTest then = backward.rows(BEAMS, granule, FilterGranules.beam(names.get(i), null, 6 - i));
      assertThat(first.test(START)).isTrue();
      assertThat(first.test(START + 100 * SECOND)).isFalse();
      assertThat(then.test(START)).isFalse();
      assertThat(then.test(START + 100 * SECOND)).isTrue();
    }
  }

  @Test
  void strongSpotsAreOdd() {
    for (String orientation : List.of("forward", "backward")) {
      for (String beam : BEAMS.names()) {
        assertThat(BEAMS.strength(beam, orientation))
            .isEqualTo(BEAMS.spot(beam, orientation) % 2 == 1 ? "strong" : "weak");
      }
    }
  }

  @Test
  void answersEqualThoseOfEveryConditionByItself() {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("answersEqualThoseOfEveryConditionByItself: seed " + seed);
    Random random = new Random(seed);
    long year = 366L * 86_400 * SECOND;
    for (int i = 0; i < 300; i++) {
      EnumSet<Month> months = EnumSet.noneOf(Month.class);
      for (Month month : Month.values()) {
        if (random.nextInt(4) == 0) {
          months.add(month);
        }
      }
      long a = START + (long) (random.nextGaussian() * year);
      TimeRange range =
          switch (random.nextInt(4)) {
            case 0 -> TimeRange.ALL;
            case 1 -> new TimeRange(GpsTime.instant(a), null);
            case 2 -> new TimeRange(null, GpsTime.instant(a));
            default ->
                new TimeRange(
                    GpsTime.instant(a),
                    GpsTime.instant(a + 1 + (long) (random.nextDouble() * year)));
          };
      Granule granule =
          FilterGranules.turning(
              null,
              turn(-400_000_000, "forward"),
              turn(random.nextInt(10_000_000), "transition"),
              turn(10_000_000 + random.nextInt(10_000_000), "backward"));
      String beam = BEAMS.names().get(random.nextInt(6));
      boolean byStrength = random.nextBoolean();
      Filters filters =
          Filters.NONE
              .with(range)
              .with(new Months(months))
              .with(byStrength ? strong().beams() : BeamFilter.ALL);
      RowTest test = filters.rows(BEAMS, granule, FilterGranules.beam(beam, null, null));
      for (int k = 0; k < 200; k++) {
        long nanos = START + (long) (random.nextGaussian() * year);
        Instant instant = GpsTime.instant(nanos);
        boolean expected =
            (range.start() == null || !instant.isBefore(range.start()))
                && (range.end() == null || instant.isBefore(range.end()))
                && (months.isEmpty()
                    || months.contains(LocalDateTime.ofInstant(instant, ZoneOffset.UTC).getMonth()))
                && (!byStrength
                    || "strong".equals(BEAMS.strength(beam, granule.orientation(nanos))));
        assertThat(test.test(nanos)).as("seed %s, %s", seed, instant).isEqualTo(expected);
        assertThat(test.mayHold(nanos, nanos)).as("seed %s", seed).isEqualTo(expected);
        if (expected) {
          assertThat(test.mayHold(nanos - random.nextInt(1 << 30), nanos + random.nextInt(1 << 30)))
              .as("seed %s, around %s", seed, instant)
              .isTrue();
        }
      }
    }
  }
}
