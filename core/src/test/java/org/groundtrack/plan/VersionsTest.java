package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.groundtrack.granule.Granule;
import org.groundtrack.testing.SampleGranule;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final Instant START = Instant.parse("2019-03-04T05:06:07Z");

  /** A granule of ICESat-2: its numbers say all. */
  private static Granule segment(String id, String version, long from, long to) {
    return SampleGranule.called(id)
        .of("ATL06", "land_ice_segments")
        .version(version)
        .during(START.plusMillis(from), START.plusMillis(to))
        .track(277, 3, 5, null)
        .granule();
  }

  /** A piece of an orbit of GEDI. */
  private static Granule piece(String id, String version, long from, long to) {
    return SampleGranule.called(id)
        .of("GEDI02_A", "shots")
        .version(version)
        .during(START.plusSeconds(from), START.plusSeconds(to))
        .track(null, null, null, 1964)
        .granule();
  }

  @Test
  void aNewerVersionIsOneWhereverItsRowsBegin() {
    assertThat(
            Versions.older(
                List.of(
                    segment("a_006_01.h5", "006", 0, 300_000),
                    segment("a_007_01.h5", "007", 1_100, 250_000),
                    segment("a_005_01.h5", "005", 400_000, 500_000))))
        .containsExactlyInAnyOrder("a_006_01.h5", "a_005_01.h5");
  }

  @Test
  void ofOneVersionTheLaterRevisionIsTheNewer() {
    assertThat(
            Versions.older(
                List.of(
                    segment("ATL06_x_006_01.h5", "006", 0, 300_000),
                    segment("ATL06_x_006_02.h5", "006", 0, 300_000))))
        .containsExactly("ATL06_x_006_01.h5");
    assertThat(
            Versions.older(
                List.of(
                    segment("one_006_01.h5", "006", 0, 300_000),
                    segment("two_006_02.h5", "006", 0, 300_000))))
        .isEmpty();
  }

  @Test
  void anOrbitIsReplacedOnlyByPiecesThatLieInNearlyAllOfIt() {
    Granule orbit = piece("orbit.h5", "001", 0, 5400);
    Granule first = piece("first.h5", "002", 1, 1350);
    Granule second = piece("second.h5", "002", 1351, 2700);
    Granule third = piece("third.h5", "002", 2701, 4050);
    Granule fourth = piece("fourth.h5", "002", 4051, 5399);
    assertThat(Versions.older(List.of(orbit, first))).isEmpty();
    assertThat(Versions.older(List.of(orbit, first, second, third))).isEmpty();
    assertThat(Versions.older(List.of(fourth, orbit, second, first, third)))
        .containsExactly("orbit.h5");
  }

  @Test
  void piecesOfOneOrbitReplaceOnlyThoseOfTheirTime() {
    assertThat(
            Versions.older(
                List.of(
                    piece("first1.h5", "002", 0, 1350),
                    piece("second1.h5", "002", 1351, 2700),
                    piece("second2.h5", "003", 1352, 2700))))
        .containsExactly("second1.h5");
  }

  @Test
  void granulesOfOtherTracksAndOfOneVersionAreKept() {
    Granule other =
        SampleGranule.called("other.h5")
            .of("ATL06", "land_ice_segments")
            .version("007")
            .during(START, START.plusSeconds(300))
            .track(278, 3, 5, null)
            .granule();
    assertThat(
            Versions.older(
                List.of(
                    segment("a.h5", "006", 0, 300_000), segment("b.h5", "006", 0, 300_000), other)))
        .isEmpty();
  }

  @Test
  void whatSaysNoNumberOrVersionOrTimeIsNeitherOlderNorNewer() {
    Granule known = segment("a_006_01.h5", "006", 0, 300_000);
    Granule unknown = segment("b.h5", "unknown", 0, 300_000);
    Granule empty =
        SampleGranule.called("c.h5")
            .of("ATL06", "land_ice_segments")
            .version("007")
            .during(null, null)
            .track(277, 3, 5, null)
            .granule();
    Granule unnumbered =
        SampleGranule.called("d.h5")
            .of("ATL06", "land_ice_segments")
            .version("007")
            .during(START, START)
            .track(null, null, null, null)
            .granule();
    assertThat(Versions.older(List.of(known, unknown, empty, unnumbered))).isEmpty();
  }

  @Test
  void versionsAreComparedByTheirNumbersFirst() {
    assertThat(Versions.compare("6", "007")).isNegative();
    assertThat(Versions.compare("010", "9")).isPositive();
    assertThat(Versions.compare("9", "010")).isNegative();
    assertThat(Versions.compare("06B", "06C")).isNegative();
    assertThat(Versions.compare("07B", "06C")).isPositive();
    assertThat(Versions.compare("6", "006")).isZero();
    assertThat(Versions.compare("006", "006")).isZero();
  }
}
