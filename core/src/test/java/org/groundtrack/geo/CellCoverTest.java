package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;

import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

class CellCoverTest {
  /** Ask for more with {@code -DcoverPoints=5000000}. */
  private static final long POINTS = Long.getLong("coverPoints", 250_000);

  private static final int POINTS_PER_AREA = 1000;

  @Test
  void cellOfEveryPointInsideARandomAreaIsInItsCover() {
    long seed = Long.getLong("coverSeed", System.nanoTime());
    System.out.println("CellCoverTest: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    long points = 0;
    long misses = 0;
    String firstMiss = "";
    long started = System.nanoTime();
    int count = 0;
    while (points < POINTS) {
      Geometry area = areas.next();
      Aoi aoi = Aoi.of("random", area);
      int resolution = 3 + count++ % 4;
      CellCover cover = CellCover.of(aoi, resolution);
      assertThat(cover.rangeCount()).as("%s at %s", area, resolution).isPositive();
      for (Coordinate point : areas.pointsIn(aoi, POINTS_PER_AREA)) {
        points++;
        if (!cover.contains(H3Cells.cell(point.x, point.y, resolution))) {
          misses++;
          firstMiss = firstMiss.isEmpty() ? point + " at " + resolution + " in " + area : firstMiss;
        }
      }
    }
    System.out.printf(
        "CellCoverTest: %s points in %s areas, %s misses, %s ms%n",
        points, count, misses, (System.nanoTime() - started) / 1_000_000);
    assertThat(misses).as("seed %s: %s", seed, firstMiss).isZero();
  }

  @Test
  void rangesAreSortedAndApart() {
    RandomAreas areas = new RandomAreas(17);
    for (int i = 0; i < 60; i++) {
      int resolution = 3 + i % 4;
      CellCover cover = CellCover.of(Aoi.of("random", areas.next()), resolution);
      assertThat(cover.resolution()).isEqualTo(resolution);
      for (int k = 0; k < cover.rangeCount(); k++) {
        assertThat(cover.start(k)).isLessThanOrEqualTo(cover.end(k));
        assertThat(k == 0 || cover.end(k - 1) < cover.start(k)).isTrue();
        assertThat(cover.contains(cover.start(k))).isTrue();
        assertThat(cover.contains(cover.end(k))).isTrue();
        assertThat(cover.contains(cover.end(k) + 1)).isFalse();
      }
      assertThat(cover.contains(0)).isFalse();
      assertThat(cover.contains(Long.MAX_VALUE)).isFalse();
      assertThat(cover.contains(Long.MIN_VALUE)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.00001,46.00001,8.00002,46.00002",
        "179.99999,-17.00001,180,-17",
        "-180,-17.00001,-179.99999,-17",
        "0,89.99999,0.00001,90",
        "0,-0.00000001,0.00000001,0"
      })
  void tinyAreaHasASmallCoverThatHoldsItsCorners(String box) {
    Aoi aoi = TestAreas.parse(box, "tiny");
    for (int resolution = 0; resolution <= 9; resolution++) {
      CellCover cover = CellCover.of(aoi, resolution);
      assertThat(cover.rangeCount()).isBetween(1, 24);
      for (Coordinate corner : aoi.geometry().getCoordinates()) {
        assertThat(cover.contains(H3Cells.cell(corner.x, corner.y, resolution))).isTrue();
      }
      double beyond = aoi.bounds().getMinY() > 40 ? -46 : 46;
      assertThat(cover.contains(H3Cells.cell(100, beyond, Math.max(resolution, 2)))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-180,-90,180,90",
        "-179.9,-89.9,179.9,89.9",
        "0,-90,180,90",
        "-180,60,180,90",
        "-180,-90,180,-60",
        "100,-80,-100,80"
      })
  void hugeAreaHasACoverOfFewRanges(String box) {
    Aoi aoi = TestAreas.parse(box, "huge");
    for (int resolution = 3; resolution <= 9; resolution++) {
      CellCover cover = CellCover.of(aoi, resolution);
      assertThat(cover.rangeCount()).isBetween(1, 5000);
    }
  }

  @Test
  void worldIsCoveredWhole() {
    CellCover cover = CellCover.of(TestAreas.parse("-180,-90,180,90", "world"), 5);
    for (long cell : H3Cells.core().getRes0Cells()) {
      for (long child : H3Cells.core().cellToChildren(cell, 3)) {
        assertThat(cover.contains(H3Cells.firstDescendant(child, 5))).isTrue();
        assertThat(cover.contains(H3Cells.core().cellToCenterChild(child, 5))).isTrue();
      }
    }
  }

  @Test
  void coverOfASmallAreaIsNotMuchLargerThanItMustBe() {
    CellCover cover = CellCover.of(TestAreas.parse("-134.5,58.5,-134,58.75", "Juneau"), 6);
    long covered = 0;
    for (double longitude = -140; longitude < -128; longitude += 0.01) {
      for (double latitude = 56; latitude < 61; latitude += 0.01) {
        covered += cover.contains(H3Cells.cell(longitude, latitude, 6)) ? 1 : 0;
      }
    }
    double squareDegrees = covered * 1e-4;
    assertThat(squareDegrees).isBetween(0.125, 0.8);
  }
}
