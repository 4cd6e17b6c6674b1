package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.Join;
import org.groundtrack.testing.SampleGranule;
import org.junit.jupiter.api.Test;

class PartnerSearchTest {
  private static final Join JOIN =
      new Join(
          "LAND", "photons", List.of("rgt", "cycle"), "segment_id", "id", 0, "place", List.of());

  private static Granule granule(Integer rgt, Integer cycle, String start, String end) {
    return SampleGranule.called("a.h5")
        .of("PHOTONS", "photons")
        .during(
            start == null ? null : Instant.parse("2019-01-01T" + start + "Z"),
            end == null ? null : Instant.parse("2019-01-01T" + end + "Z"))
        .track(rgt, cycle, null, null)
        .granule();
  }

  private static boolean match(Granule a, Granule b) {
    boolean match = !PartnerSearch.matches(JOIN, a, List.of(b)).isEmpty();
    assertThat(PartnerSearch.matches(JOIN, b, List.of(a))).hasSize(match ? 1 : 0);
    return match;
  }

  @Test
  void granulesOfOneTrackAndTimeMatch() {
    Granule photons = granule(7, 3, "10:00:00", "10:08:00");
    assertThat(match(photons, granule(7, 3, "10:05:00", "10:07:00"))).isTrue();
    assertThat(match(photons, granule(7, 4, "10:05:00", "10:07:00"))).isFalse();
    assertThat(match(photons, granule(8, 3, "10:05:00", "10:07:00"))).isFalse();
  }

  @Test
  void anItemThatOneDoesNotSayIsDecidedByTheirTimes() {
    Granule photons = granule(7, 3, "10:00:00", "10:08:00");
    assertThat(match(photons, granule(null, 3, "10:05:00", "10:07:00"))).isTrue();
    assertThat(match(photons, granule(null, 3, "11:05:00", "11:07:00"))).isFalse();
  }

  @Test
  void ofSeveralOfOneTrackThoseCountThatAreOfTheTime() {
    Granule photons = granule(7, 3, "10:00:00", "10:08:00");
    Granule during = granule(7, 3, "10:05:00", "10:07:00");
    Granule after = granule(7, 3, "10:09:00", "10:17:00");
    assertThat(PartnerSearch.matches(JOIN, photons, List.of(after, during)))
        .containsExactly(during);
    // Their times are those of rows with positions, which may not be the rows that are joined.
    assertThat(PartnerSearch.matches(JOIN, photons, List.of(after))).containsExactly(after);
  }

  @Test
  void withoutTimesEveryItemMustBeSaidAndAgree() {
    Granule photons = granule(7, 3, "10:00:00", "10:08:00");
    assertThat(match(photons, granule(7, 3, null, null))).isTrue();
    assertThat(match(photons, granule(7, 4, null, null))).isFalse();
    assertThat(match(photons, granule(7, null, null, null))).isFalse();
    assertThat(match(granule(7, 3, null, null), granule(7, 3, null, null))).isTrue();
  }
}
