package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.junit.jupiter.api.Test;

/** Which granules and beams filters want, and what they refuse. */
class FiltersTest {
  private static ProductLayout layout(String product) {
    return ProductLayouts.shipped().of(product).orElseThrow();
  }

  private static void assertRefused(Filters filters, String product, String message) {
    assertThatThrownBy(() -> filters.check(layout(product)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private static Filters numbers(TrackNumber item, String numbers) {
    return Filters.NONE.with(GranuleFilter.NEWEST.of(item, Numbers.parse(item.item(), numbers)));
  }

  private static Filters beams(BeamFilter beams) {
    return Filters.NONE.with(beams);
  }

  @Test
  void granulesAreWantedByTheNumbersOfTheirTracks() {
    Granule granule = FilterGranules.of("a", "006", FilterGranules.START, 277, 3, 5, 2770);
    Granule unknown = FilterGranules.of("b", "006", FilterGranules.START, null, 3, null, 2770);
    GranuleFilter rgt = numbers(TrackNumber.RGT, "270-280").granules();
    assertThat(rgt.accepts(granule)).isTrue();
    assertThat(rgt.accepts(unknown)).isFalse();
    GranuleFilter both = rgt.of(TrackNumber.CYCLE, Numbers.of(4));
    assertThat(both.accepts(granule)).isFalse();
    assertThat(both.of(TrackNumber.CYCLE, Numbers.ANY).accepts(granule)).isTrue();
    assertThat(numbers(TrackNumber.REGION, "5").granules().accepts(unknown)).isFalse();
    assertThat(numbers(TrackNumber.ORBIT, "2770").granules().accepts(unknown)).isTrue();
  }

  @Test
  void granulesAreWantedByNameAndVersion() {
    Granule granule = FilterGranules.of("ATL06_a.h5", "006", FilterGranules.START, 1, 2, 3, 4);
    GranuleFilter all = GranuleFilter.NEWEST;
    assertThat(all.named(List.of("x*", "*_a.h5")).accepts(granule)).isTrue();
    assertThat(all.named(List.of("x*")).accepts(granule)).isFalse();
    assertThat(all.ofVersions(List.of("6")).accepts(granule)).isTrue();
    assertThat(all.ofVersions(List.of("007")).accepts(granule)).isFalse();
  }

  @Test
  void filtersThatMakeNoSenseForAProductAreRefused() {
    assertRefused(
        numbers(TrackNumber.RGT, "1"),
        "GEDI02_A",
        "Granules of GEDI02_A say no rgt: choose them by orbit");
    assertRefused(
        numbers(TrackNumber.ORBIT, "1"),
        "SSMIS",
        "Granules of SSMIS say no orbit: choose them by name, version or time");
    assertRefused(
        beams(BeamFilter.ALL.ofSpots(Numbers.of(1))),
        "GEDI02_A",
        "Beams of GEDI02_A have no spots: choose them by name or strength");
    assertRefused(
        beams(BeamFilter.ALL.ofPairs(Numbers.of(1))),
        "GEDI02_A",
        "Beams of GEDI02_A come in no pairs of tracks: choose them by name or strength");
    assertRefused(
        beams(BeamFilter.ALL.strong(Set.of("full"))),
        "ATL06",
        "No beam of ATL06 is of strength 'full': allowed are strong, weak");
    assertRefused(
        beams(BeamFilter.ALL.strong(Set.of("strong"))),
        "GEDI02_A",
        "No beam of GEDI02_A is of strength 'strong': allowed are coverage, full");
    assertRefused(
        beams(BeamFilter.ALL.strong(Set.of("strong"))),
        "SSMIS",
        "No beam of SSMIS is of strength 'strong': none is told apart by it");
    assertRefused(
        beams(BeamFilter.ALL.named(List.of("gt1l"))),
        "SSMIS",
        "No beam is called 'gt1l': SSMIS has no beams");
  }

  @Test
  void timesAreRefusedWhereRowsHaveSeveral() {
    ProductLayout layout = layout("ATL11");
    Rate points = layout.rate("reference_points").orElseThrow();
    Rate crossings = layout.rate("crossing_tracks").orElseThrow();
    Instant start = Instant.parse("2019-01-01T00:00:00Z");
    Instant end = Instant.parse("2019-01-02T00:00:00Z");
    String refused =
        "Points of ATL11, rate reference_points, have no time of their own, so they can't be chosen"
            + " by time or month: each was measured at several times, the elements of delta_time."
            + " Leave the times out and choose among the elements of the points, or ask for one"
            + " element in a condition, such as ";
    assertThatThrownBy(() -> Filters.NONE.with(new TimeRange(start, end)).check(layout, points))
        .isInstanceOf(UsageException.class)
        .hasMessage(refused + "delta_time[0] >= 31536000 and delta_time[0] < 31622400");
    assertThatThrownBy(() -> Filters.NONE.with(new TimeRange(null, end)).check(layout, points))
        .hasMessage(refused + "delta_time[0] < 31622400");
    assertThatThrownBy(() -> Filters.NONE.with(Months.parse("6-8")).check(layout, points))
        .hasMessage(refused + "delta_time[0] is not null");
    Filters.NONE.check(layout, points);
    Filters.NONE.with(new TimeRange(start, end)).check(layout, crossings);
  }

  @Test
  void valuesThatAreNeverThereAreRefusedWithThoseThatAre() {
    assertRefused(
        numbers(TrackNumber.RGT, "277,1380-1388"),
        "ATL06",
        "rgt 1380-1388 is not there: allowed are 1 to 1387");
    assertRefused(
        numbers(TrackNumber.REGION, "15"), "ATL06", "region 15 is not there: allowed are 1 to 14");
    assertRefused(
        numbers(TrackNumber.CYCLE, "0"), "ATL06", "cycle 0 is not there: allowed are 1 to 99");
    assertRefused(
        numbers(TrackNumber.CYCLE, "6-3"),
        "ATL06",
        "cycle 6-3 ends before it starts: the least number comes first");
    assertRefused(
        beams(BeamFilter.ALL.ofSpots(Numbers.of(7))),
        "ATL06",
        "spot 7 is not there: allowed are 1 to 6");
    assertRefused(
        beams(BeamFilter.ALL.ofPairs(Numbers.of(4))),
        "ATL06",
        "track-pair 4 is not there: allowed are 1 to 3");
    assertRefused(
        Filters.NONE.with(GranuleFilter.NEWEST.ofVersions(List.of("99"))),
        "ATL06",
        "No granule of ATL06 has version 099: allowed are 001, 002, 003, 004, 005, 006, 007");
  }

  @Test
  void filtersThatMakeSenseAreNotRefused() {
    Filters filters =
        numbers(TrackNumber.ORBIT, "5000-6000").with(BeamFilter.ALL.strong(Set.of("FULL")));
    assertThatCode(() -> filters.check(layout("GEDI02_A"))).doesNotThrowAnyException();
    for (TrackNumber item : TrackNumber.values()) {
      assertThatCode(() -> numbers(item, "2").check(layout("ATL03"))).doesNotThrowAnyException();
    }
  }

  @Test
  void wordsSayWhatIsAskedForAndNothingElse() {
    Filters filters =
        numbers(TrackNumber.RGT, "277,300-310")
            .with(new TimeRange(Instant.parse("2019-01-01T00:00:00Z"), null))
            .with(Months.parse("11-2"))
            .with(BeamFilter.ALL.strong(Set.of("weak", "strong")).ofPairs(Numbers.of(1)));
    assertThat(filters.words())
        .hasToString(
            "{start=2019-01-01T00:00:00Z, months=1,2,11,12, strength=strong,weak,"
                + " track-pair=1, rgt=277,300-310}");
    assertThat(Filters.NONE.words()).isEmpty();
  }
}
