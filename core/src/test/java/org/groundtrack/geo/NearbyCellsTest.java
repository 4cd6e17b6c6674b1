package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.util.LatLng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearbyCellsTest {
  /** Where the ellipsoid is bent most, along the meridian at the equator: a degree is shortest. */
  private static final double LEAST_RADIUS_METRES = 6_335_439;

  private static final int ROUND = 72;
  private static final int WITHIN = 60;

  @ParameterizedTest
  @CsvSource({
    "0, 1000",
    "1, 1000",
    "2, 20000",
    "3, 1000",
    "4, 1000",
    "5, 1000",
    "6, 1000",
    "6, 9000",
    "7, 1000",
    "8, 10",
    "8, 1000",
    "8, 5000",
    "8, 20000"
  })
  void noCellWithinTheMarginIsMissed(int resolution, double marginMetres) {
    long seed = System.nanoTime();
    System.out.println("NearbyCellsTest: seed " + seed);
    Random random = new Random(seed);
    NearbyCells nearby = new NearbyCells(resolution, marginMetres);
    for (LatLng position : positions(resolution, random)) {
      long own = H3Cells.cell(position.lng, position.lat, resolution);
      Set<Long> found = new HashSet<>();
      for (long cell : nearby.of(own, position.lng, position.lat)) {
        assertThat(found.add(cell)).as("%s twice", cell).isTrue();
      }
      assertThat(found).doesNotContain(own);
      found.add(own);
      for (LatLng point : pointsWithin(position, marginMetres / LEAST_RADIUS_METRES, random)) {
        assertThat(found)
            .as(
                "seed %s: cell of %s %s, %s m from %s %s",
                seed, point.lng, point.lat, marginMetres, position.lng, position.lat)
            .contains(H3Cells.cell(point.lng, point.lat, resolution));
      }
    }
  }

  @Test
  void nothingIsNearTheMiddleOfALargeCell() {
    NearbyCells nearby = new NearbyCells(5, 1000);
    long cell = H3Cells.cell(-45, 62.8, 5);
    LatLng centre = H3Cells.core().cellToLatLng(cell);
    assertThat(nearby.of(cell, centre.lng, centre.lat)).isEmpty();
  }

  @Test
  void onlyNeighboursOfASideAreNearItsMiddle() {
    NearbyCells nearby = new NearbyCells(5, 100);
    long cell = H3Cells.cell(-45, 62.8, 5);
    List<LatLng> corners = H3Cells.core().cellToBoundary(cell);
    LatLng a = corners.get(0);
    LatLng b = corners.get(1);
    long[] found = nearby.of(cell, (a.lng + b.lng) / 2, (a.lat + b.lat) / 2);
    Set<Long> around = new HashSet<>(H3Cells.core().gridDisk(cell, 1));
    assertThat(Arrays.stream(found).boxed().toList()).isNotEmpty().isSubsetOf(around);
  }

  /** Anywhere; on and beside corners of cells; at pentagons, poles and the antimeridian. */
  private static List<LatLng> positions(int resolution, Random random) {
    List<LatLng> positions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      positions.add(anywhere(random));
    }
    for (int i = 0; i < 20; i++) {
      LatLng somewhere = anywhere(random);
      long cell = H3Cells.cell(somewhere.lng, somewhere.lat, resolution);
      for (LatLng corner : H3Cells.core().cellToBoundary(cell)) {
        positions.add(corner);
      }
    }
    for (long pentagon : H3Cells.core().getPentagons(resolution)) {
      positions.add(H3Cells.core().cellToLatLng(pentagon));
      for (LatLng corner : H3Cells.core().cellToBoundary(pentagon)) {
        positions.add(corner);
        positions.add(
            new LatLng(
                corner.lat + random.nextGaussian() * 0.001,
                corner.lng + random.nextGaussian() * 0.001));
      }
    }
    for (double latitude : new double[] {90, 89.99999, 89.9, -89.9, -89.99999, -90}) {
      positions.add(new LatLng(latitude, 0));
      positions.add(new LatLng(latitude, random.nextDouble() * 360 - 180));
    }
    for (double longitude : new double[] {180, -180, 179.99999, -179.99999}) {
      positions.add(new LatLng(random.nextDouble() * 160 - 80, longitude));
    }
    return positions;
  }

  private static LatLng anywhere(Random random) {
    return new LatLng(
        Math.toDegrees(Math.asin(random.nextDouble() * 2 - 1)), random.nextDouble() * 360 - 180);
  }

  private static List<LatLng> pointsWithin(LatLng position, double radians, Random random) {
    List<LatLng> points = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      points.add(destination(position, 2 * Math.PI * i / ROUND, radians));
    }
    for (int i = 0; i < WITHIN; i++) {
      points.add(
          destination(
              position,
              random.nextDouble() * 2 * Math.PI,
              radians * Math.sqrt(random.nextDouble())));
    }
    return points;
  }

  /** Where a great circle leads: three steps along orthogonal directions, sound at the poles. */
  private static LatLng destination(LatLng from, double heading, double radians) {
    double phi = Math.toRadians(from.lat);
    double lambda = Math.toRadians(from.lng);
    double[] up = {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
    double[] north = {
      -Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)
    };
    double[] east = {-Math.sin(lambda), Math.cos(lambda), 0};
    double[] to = new double[3];
    for (int i = 0; i < 3; i++) {
      to[i] =
          Math.cos(radians) * up[i]
              + Math.sin(radians) * (Math.cos(heading) * north[i] + Math.sin(heading) * east[i]);
    }
    return new LatLng(
        Math.toDegrees(Math.atan2(to[2], Math.hypot(to[0], to[1]))),
        Math.toDegrees(Math.atan2(to[1], to[0])));
  }
}
