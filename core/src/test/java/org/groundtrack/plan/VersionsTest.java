package org.groundtrack.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static Set<String> leftOut(List<Granule> granules) {
    return Versions.choice(granules).leftOut().keySet();
  }

  private static Granule withRows(String id, String version, long from, long to, long rows) {
    return SampleGranule.called(id)
        .of("ATL06", "land_ice_segments")
        .version(version)
        .during(START.plusMillis(from), START.plusMillis(to))
        .track(277, 3, 5, null)
        .beam("gt1l", rows)
        .beam("gt2r", 2 * rows)
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
            leftOut(
                List.of(
                    segment("a_006_01.h5", "006", 0, 300_000),
                    segment("a_007_01.h5", "007", 1_100, 299_000),
                    segment("a_005_01.h5", "005", 400_000, 500_000))))
        .containsExactly("a_006_01.h5");
  }

  @Test
  void ofOneVersionTheLaterRevisionIsTheNewer() {
    assertThat(
            leftOut(
                List.of(
                    segment("ATL06_x_006_01.h5", "006", 0, 300_000),
                    segment("ATL06_x_006_02.h5", "006", 0, 300_000))))
        .containsExactly("ATL06_x_006_01.h5");
  }

  @Test
  void anOrbitIsReplacedOnlyByPiecesThatLieInNearlyAllOfIt() {
    Granule orbit = piece("orbit.h5", "001", 0, 5400);
    Granule first = piece("first.h5", "002", 1, 1350);
    Granule second = piece("second.h5", "002", 1351, 2700);
    Granule third = piece("third.h5", "002", 2701, 4050);
    Granule fourth = piece("fourth.h5", "002", 4051, 5399);
    assertThat(leftOut(List.of(orbit, first))).isEmpty();
    assertThat(leftOut(List.of(orbit, first, second, third))).isEmpty();
    assertThat(leftOut(List.of(fourth, orbit, second, first, third))).containsExactly("orbit.h5");
  }

  @Test
  void piecesOfOneOrbitReplaceOnlyThoseOfTheirTime() {
    assertThat(
            leftOut(
                List.of(
                    piece("first1.h5", "002", 0, 1350),
                    piece("second1.h5", "002", 1351, 2700),
                    piece("second2.h5", "003", 1352, 2700))))
        .containsExactly("second1.h5");
  }

  @Test
  void oneGranuleUnderSeveralNamesGivesItsPointsOnceFromThePlainest() {
    String name = "ATL06_20190408120000_02770305_006_01";
    for (String other : List.of("processed_" + name, name + "_subsetted", name + " (1)")) {
      GranuleChoice choice =
          Versions.choice(
              List.of(
                  withRows(other + ".h5", "006", 0, 300, 10),
                  withRows(name + ".h5", "006", 0, 300, 10)));
      assertThat(choice.leftOut()).isEqualTo(Map.of(other + ".h5", name + ".h5"));
      assertThat(choice.shared()).isEmpty();
    }
  }

  @Test
  void aRevisionIsFoundThoughItsTimeMovedByASecond() {
    assertThat(
            leftOut(
                List.of(
                    withRows("ATL06_20190408120000_02770305_006_01.h5", "006", 0, 300, 10),
                    withRows("ATL06_20190408120001_02770305_006_02.h5", "006", 1, 300, 10))))
        .containsExactly("ATL06_20190408120000_02770305_006_01.h5");
  }

  @Test
  void subsetsOfOneGranuleLackRowsOfEachOther() {
    GranuleChoice choice =
        Versions.choice(
            List.of(
                withRows("a.h5", "006", 0, 100, 10),
                withRows("b.h5", "006", 50, 200, 20),
                withRows("c.h5", "006", 150, 300, 5),
                withRows("d.h5", "006", 301, 400, 50)));
    assertThat(choice.leftOut()).isEmpty();
    GranuleChoice.Other first = new GranuleChoice.Other("b.h5", true);
    assertThat(choice.shared()).isEqualTo(Map.of("a.h5", List.of(first), "c.h5", List.of(first)));
  }

  @Test
  void aSmallPieceOfANewerVersionTakesOnlyItsOwnPlace() {
    GranuleChoice.Other newer = new GranuleChoice.Other("new.h5", false);
    Granule old = withRows("old.h5", "006", 0, 1000, 1000);
    for (Granule small :
        List.of(
            withRows("new.h5", "007", 100, 200, 100), withRows("new.h5", "007", 0, 1000, 100))) {
      GranuleChoice choice = Versions.choice(List.of(old, small));
      assertThat(choice.leftOut()).isEmpty();
      assertThat(choice.shared()).isEqualTo(Map.of("old.h5", List.of(newer)));
    }
    assertThat(leftOut(List.of(old, withRows("new.h5", "007", 0, 950, 800))))
        .containsExactly("old.h5");
  }

  @Test
  void granulesOfBothHemispheresAreNoVersionsOfEachOther() {
    GranuleChoice choice =
        Versions.choice(
            List.of(
                withRows("ATL07-01_20190226002919_09100201_003_02.h5", "003", 0, 300, 10),
                withRows("ATL07-02_20190226002919_09100201_006_02.h5", "006", 0, 300, 10)));
    assertThat(choice.leftOut()).isEmpty();
    assertThat(choice.shared()).isEmpty();
  }

  @Test
  void withoutNumbersNamesMustBeAlikeAndTimesTheSame() {
    SampleGranule[] granules = {
      SampleGranule.called("grid_a.nc"),
      SampleGranule.called("grid_a (1).nc"),
      SampleGranule.called("grid_b.nc")
    };
    List<Granule> made = new ArrayList<>();
    List<Granule> timeless = new ArrayList<>();
    for (SampleGranule granule : granules) {
      made.add(granule.beam("", 5).during(START, START.plusSeconds(1)).granule());
      timeless.add(granule.during(null, null).granule());
    }
    assertThat(leftOut(made)).containsExactly("grid_a (1).nc");
    assertThat(leftOut(timeless)).isEmpty();
  }

  @Test
  void granulesOfOtherTracksAreKept() {
    Granule other =
        SampleGranule.called("other.h5")
            .of("ATL06", "land_ice_segments")
            .version("007")
            .during(START, START.plusSeconds(300))
            .track(278, 3, 5, null)
            .granule();
    assertThat(leftOut(List.of(segment("a.h5", "006", 0, 300_000), other))).isEmpty();
  }

  @Test
  void namesArePlainWithoutWhatWasAddedToThem() {
    for (String name :
        List.of("X.h5", "processed_X.h5", "X_subsetted.h5", "X (1).h5", "processed_X (12).nc4")) {
      assertThat(Versions.plainName(name)).isEqualTo("X");
    }
    assertThat(Versions.plainName("_subsetted.h5")).isNotEmpty();
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
    assertThat(leftOut(List.of(known, unknown, empty, unnumbered))).isEmpty();
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
