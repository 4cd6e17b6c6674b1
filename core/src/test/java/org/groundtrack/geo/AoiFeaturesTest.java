package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.AoiFeatures.Feature;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

class AoiFeaturesTest {
  private static Feature feature(String id, String area) {
    return new Feature(id, TestAreas.parse(area, id));
  }

  private static AoiFeatures of(Feature... features) {
    return Aoi.ofFeatures("areas", List.of(features)).features().orElseThrow();
  }

  private static List<Integer> holders(AoiFeatures.Finder finder, double lon, double lat) {
    List<Integer> numbers = new ArrayList<>();
    int count = finder.find(lon, lat);
    for (int i = 0; i < count; i++) {
      numbers.add(finder.feature(i));
    }
    return numbers;
  }

  /** By JTS's own rule, in longitudes of the geometry as it is: what is inside a feature alone. */
  private static List<Integer> oneByOne(List<Feature> features, double lon, double lat) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      Geometry area = features.get(i).area().geometry();
      boolean inside = false;
      double[] longitudes = Math.abs(lon) == 180 ? new double[] {-180, 180} : new double[] {lon};
      for (double longitude : longitudes) {
        Coordinate point = new Coordinate(longitude, lat);
        inside |= SimplePointInAreaLocator.locate(point, area) != Location.EXTERIOR;
      }
      if (Math.abs(lat) == 90) {
        Envelope bounds = area.getEnvelopeInternal();
        inside = lat > 0 ? bounds.getMaxY() == 90 : bounds.getMinY() == -90;
      }
      if (inside) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  @Test
  void theFeaturesOfAPointAreThoseThatHoldItOneByOne() {
    long seed = System.nanoTime();
    System.out.println("theFeaturesOfAPointAreThoseThatHoldItOneByOne: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    Random random = new Random(seed);
    long held = 0;
    for (int round = 0; round < 30; round++) {
      List<Feature> features = new ArrayList<>();
      int count = 1 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        features.add(new Feature("f" + i, Aoi.of("f" + i, areas.next())));
      }
      Aoi area = Aoi.ofFeatures("random", features);
      AoiFeatures.Finder finder = area.features().orElseThrow().finder();
      for (int i = 0; i < 300; i++) {
        double[] point = point(random, features);
        List<Integer> expected = oneByOne(features, point[0], point[1]);
        assertThat(holders(finder, point[0], point[1]))
            .as("seed %s, round %s, point %s, %s", seed, round, point[0], point[1])
            .isEqualTo(expected);
        assertThat(area.contains(point[0], point[1])).isEqualTo(!expected.isEmpty());
        held += expected.size();
      }
    }
    assertThat(held).isPositive();
  }

  /** A vertex of a feature, a place on its edge, in its bounds, on the antimeridian, or a pole. */
  private static double[] point(Random random, List<Feature> features) {
    Geometry area = features.get(random.nextInt(features.size())).area().geometry();
    Coordinate[] vertices = area.getCoordinates();
    Coordinate vertex = vertices[random.nextInt(vertices.length)];
    Envelope bounds = area.getEnvelopeInternal();
    double lon = bounds.getMinX() + bounds.getWidth() * random.nextDouble();
    double lat = bounds.getMinY() + bounds.getHeight() * random.nextDouble();
    return switch (random.nextInt(6)) {
      case 0 -> new double[] {vertex.x, vertex.y};
      case 1 -> new double[] {vertex.x, lat};
      case 2 -> new double[] {random.nextBoolean() ? 180 : -180, lat};
      case 3 -> new double[] {lon, random.nextBoolean() ? 90 : -90};
      default -> new double[] {lon, lat};
    };
  }

  @Test
  void boxesAreDisjointOnlyFromFeaturesThatHoldNoneOfTheirPoints() {
    long seed = System.nanoTime();
    System.out.println("boxesAreDisjointOnlyFromFeatures...: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    Random random = new Random(seed);
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      features.add(new Feature("f" + i, Aoi.of("f" + i, areas.next())));
    }
    Aoi area = Aoi.ofFeatures("random", features);
    AoiFeatures known = area.features().orElseThrow();
    for (int i = 0; i < 2000; i++) {
      double[] point = point(random, features);
      double size = random.nextBoolean() ? 0 : random.nextDouble();
      Envelope box =
          new Envelope(
              point[0],
              Math.min(180, point[0] + size),
              point[1],
              Math.min(90, point[1] + size * random.nextDouble()));
      List<Integer> near = new ArrayList<>();
      known.near(box, near::add);
      assertThat(near)
          .as("seed %s, box %s", seed, box)
          .isSorted()
          .doesNotHaveDuplicates()
          .containsAll(oneByOne(features, point[0], point[1]));
      assertThat(area.relation(box) == Aoi.Relation.DISJOINT).isEqualTo(near.isEmpty());
    }
  }

  @Test
  void aPointOnACommonEdgeIsInBothNeighbours() {
    AoiFeatures.Finder finder = of(feature("west", "0,0,1,1"), feature("east", "1,0,2,1")).finder();
    assertThat(holders(finder, 1, 0.5)).containsExactly(0, 1);
    assertThat(holders(finder, 0.999, 0.5)).containsExactly(0);
    assertThat(holders(finder, 1.001, 0.5)).containsExactly(1);
  }

  @Test
  void aPointInAHoleIsInTheFeatureThatFillsItOnly() {
    AoiFeatures.Finder finder =
        of(
                feature("ring", "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))"),
                feature("core", "3,3,6,6"))
            .finder();
    assertThat(holders(finder, 4, 4)).containsExactly(1);
    assertThat(holders(finder, 3, 4)).containsExactly(0, 1);
    assertThat(holders(finder, 1, 4)).containsExactly(0);
  }

  @Test
  void theAntimeridianAndThePolesAreOnePlaceForEachFeature() {
    AoiFeatures.Finder finder =
        of(
                feature("fiji", "170,-20,-170,-10"),
                feature("west", "-180,-20,-179,-10"),
                feature("arctic", "POLYGON((150 80, 30 80, -90 80, 150 80))"),
                feature("wedge", "0,85,1,90"))
            .finder();
    assertThat(holders(finder, 180, -15)).containsExactly(0, 1);
    assertThat(holders(finder, -180, -15)).containsExactly(0, 1);
    assertThat(holders(finder, 175, -15)).containsExactly(0);
    assertThat(holders(finder, 77, 90)).containsExactly(2, 3);
    assertThat(holders(finder, -180, 90)).containsExactly(2, 3);
  }

  @Test
  void positionsThatAreNoneAreInNoFeature() {
    AoiFeatures.Finder finder = of(feature("world", "-180,-90,180,90")).finder();
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, 3.4028235e38, -180.0000001, 361}) {
      assertThat(finder.find(bad, 0)).isZero();
      assertThat(finder.find(0, bad)).isZero();
    }
  }

  @Test
  void featuresOfOneIdAndNoFeaturesAreRefused() {
    assertThatThrownBy(() -> of(feature("a", "0,0,1,1"), feature("a", "2,0,3,1")))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageContainingAll("[areas]", "features 1 and 2", "'a'");
    assertThatThrownBy(() -> of()).isInstanceOf(InvalidAoiException.class);
    assertThatThrownBy(() -> feature(" ", "0,0,1,1")).isInstanceOf(IllegalArgumentException.class);
  }
}
