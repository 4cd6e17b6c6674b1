package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.plan.TimeRange;
import org.junit.jupiter.api.Test;

class SearchGapsTest {
  private static final String DAY = "2026-11-01T00:00:00Z";
  private static final String START = "2019-01-01T00:00:00Z";
  private static final String END = "2020-01-01T00:00:00Z";
  private static final TimeRange YEAR = new TimeRange(Instant.parse(START), Instant.parse(END));

  private static Aoi box(double west, double south, double east, double north) {
    return Aoi.ofBox("area", west, south, east, north);
  }

  private static IndexSearch search(Aoi area, String start, String end) {
    return new IndexSearch(
        "ATL06", "006", area == null ? null : area.geometry().toText(), start, end, "", DAY, 0);
  }

  private static List<SearchGaps.Gap> gaps(Aoi area, TimeRange time, IndexSearch... searches) {
    return SearchGaps.of(List.of(searches), "ATL06", area, time);
  }

  @Test
  void anIndexWithoutSearchesSaysNothing() {
    assertThat(gaps(box(0, 0, 1, 1), YEAR)).isEmpty();
    assertThat(
            SearchGaps.of(
                List.of(search(box(0, 0, 1, 1), null, null)), "ATL03", box(5, 5, 6, 6), YEAR))
        .isEmpty();
  }

  @Test
  void whatWasSearchedHasNoGap() {
    IndexSearch all = search(box(0, 0, 10, 10), null, null);
    assertThat(gaps(box(2, 2, 3, 3), YEAR, all)).isEmpty();
    assertThat(gaps(box(0, 0, 10, 10), TimeRange.ALL, all)).isEmpty();
    assertThat(gaps(box(-180, -90, 180, 90), YEAR, search(null, null, null))).isEmpty();
  }

  @Test
  void theGapBetweenTwoRegionsIsNotCoveredByBothTogether() {
    IndexSearch west = search(box(0, 0, 2, 2), null, null);
    IndexSearch east = search(box(4, 0, 6, 2), null, null);
    List<SearchGaps.Gap> gaps = gaps(box(1, 0, 5, 2), YEAR, west, east);
    assertThat(gaps).hasSize(1);
    assertThat(gaps.get(0).bounds().getMinX()).isCloseTo(2, within(1e-9));
    assertThat(gaps.get(0).bounds().getMaxX()).isCloseTo(4, within(1e-9));
    assertThat(gaps(box(1, 0, 3, 2), YEAR, west, search(box(2, 0, 4, 2), null, null))).isEmpty();
  }

  @Test
  void timesBeyondASearchAreGapsOfTheWholeArea() {
    List<SearchGaps.Gap> gaps =
        gaps(
            box(1, 1, 2, 2),
            new TimeRange(
                Instant.parse("2018-06-01T00:00:00Z"), Instant.parse("2020-06-01T00:00:00Z")),
            search(box(0, 0, 3, 3), START, END));
    assertThat(gaps)
        .extracting(SearchGaps.Gap::time)
        .containsExactly(
            new TimeRange(Instant.parse("2018-06-01T00:00:00Z"), Instant.parse(START)),
            new TimeRange(Instant.parse(END), Instant.parse("2020-06-01T00:00:00Z")));
  }

  @Test
  void regionsOfOtherTimesDoNotHelp() {
    IndexSearch first = search(box(0, 0, 2, 2), START, "2019-06-01T00:00:00Z");
    IndexSearch second = search(box(2, 0, 4, 2), "2019-06-01T00:00:00Z", END);
    assertThat(gaps(box(1, 0, 3, 2), YEAR, first, second)).hasSize(2);
    assertThat(
            gaps(
                box(0, 0, 1, 1), YEAR, first, search(box(0, 0, 2, 2), "2019-06-01T00:00:00Z", END)))
        .isEmpty();
  }

  @Test
  void nothingIsCompleteAfterTheDayOfItsSearch() {
    IndexSearch all = search(box(0, 0, 3, 3), null, null);
    Instant day = Instant.parse(DAY);
    List<SearchGaps.Gap> gaps =
        gaps(box(1, 1, 2, 2), new TimeRange(null, day.plusSeconds(86_400)), all);
    assertThat(gaps)
        .extracting(SearchGaps.Gap::time)
        .containsExactly(new TimeRange(day, day.plusSeconds(86_400)));
    assertThat(gaps(box(1, 1, 2, 2), TimeRange.ALL, all)).isEmpty();
  }

  @Test
  void searchesWithFiltersOrWithGranulesThatAreMissingAreNotComplete() {
    Aoi area = box(0, 0, 3, 3);
    IndexSearch narrowed =
        new IndexSearch("ATL06", "006", area.geometry().toText(), null, null, "rgt 277", DAY, 0);
    assertThat(gaps(area, YEAR, narrowed)).hasSize(1);
    assertThat(gaps(area, YEAR, search(area, null, null).missing(2))).hasSize(1);
    assertThat(gaps(area, YEAR, narrowed, search(area, null, null))).isEmpty();
  }

  @Test
  void areasAcrossTheAntimeridianAreCoveredOnBothSides() {
    Aoi across = box(175, -5, -175, 5);
    assertThat(gaps(box(178, 0, -178, 1), YEAR, search(across, null, null))).isEmpty();
    assertThat(gaps(box(170, 0, -178, 1), YEAR, search(across, null, null))).hasSize(1);
  }

  @Test
  void aSearchIsTheSameAfterItWasWritten() {
    IndexSearch search = search(box(0.1, 1 / 3.0, 10, 10), START, END).missing(3);
    assertThat(IndexSearch.ofJson(search.toJson())).isEqualTo(search);
  }

  @Test
  void whatIsNoSearchIsRefused() {
    for (String json :
        List.of(
            "",
            "null",
            "{}",
            "[]",
            "{\"product\":\"ATL06\",\"version\":\"006\",\"asked\":\"today\",\"missing\":0}",
            "{\"product\":\"ATL06\",\"version\":\"006\",\"asked\":\"" + DAY + "\",\"missing\":-1}",
            "{\"product\":\"ATL06\",\"version\":\"006\",\"asked\":\""
                + DAY
                + "\",\"missing\":0,\"area\":\"POINT (1 2)\"}",
            "{\"product\":\"ATL06\",\"version\":\"006\",\"asked\":\""
                + DAY
                + "\",\"missing\":0,\"area\":\"POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))\"}",
            "{\"product\":\"ATL06\",\"version\":\"006\",\"asked\":\""
                + DAY
                + "\",\"missing\":0,\"start\":\"2027-01-01T00:00:00Z\"}")) {
      assertThatThrownBy(() -> IndexSearch.ofJson(json))
          .as(json)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("no record of a search");
    }
  }
}
