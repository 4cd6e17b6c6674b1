package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class AoiTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static Aoi parse(String text) {
    return TestAreas.parse(text, "aoi");
  }

  private static void assertInside(Aoi aoi, double longitude, double latitude) {
    assertThat(aoi.contains(longitude, latitude)).as("%s, %s", longitude, latitude).isTrue();
  }

  private static void assertOutside(Aoi aoi, double longitude, double latitude) {
    assertThat(aoi.contains(longitude, latitude)).as("%s, %s", longitude, latitude).isFalse();
  }

  @Test
  void pointsOnVerticesAndEdgesAreInside() {
    Aoi triangle = parse("POLYGON((0 0, 4 0, 0 4, 0 0))");
    for (double t = 0; t <= 4; t += 0.25) {
      assertInside(triangle, t, 0);
      assertInside(triangle, 0, t);
      assertInside(triangle, t, 4 - t);
    }
    assertOutside(triangle, Math.nextUp(2.0), 2);
    assertOutside(triangle, 2, -Double.MIN_VALUE);
    assertInside(triangle, 1, 1);
  }

  @Test
  void holeIsOutsideAndItsEdgeIsInside() {
    Aoi ring = parse("POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2))");
    assertOutside(ring, 5, 5);
    assertOutside(ring, Math.nextUp(2.0), 5);
    assertInside(ring, 2, 5);
    assertInside(ring, 8, 8);
    assertInside(ring, 1, 5);
    assertInside(ring, 10, 10);
  }

  @Test
  void islandInAHoleIsInside() {
    Aoi aoi =
        parse(
            "MULTIPOLYGON(((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 8 2, 8 8, 2 8, 2 2)),((4 4, 6 4, 6 6, 4 6, 4 4)))");
    assertInside(aoi, 5, 5);
    assertOutside(aoi, 3, 5);
  }

  @Test
  void overlappingPartsAreJoined() {
    Aoi aoi = parse("MULTIPOLYGON(((0 0, 6 0, 6 6, 0 6, 0 0)),((4 4, 9 4, 9 9, 4 9, 4 4)))");
    assertThat(aoi.geometry().getArea()).isCloseTo(36 + 25 - 4, within(1e-9));
    assertInside(aoi, 5, 5);
    assertInside(aoi, 6, 5);
    assertInside(aoi, 8, 8);
  }

  @Test
  void whatIsNoPositionIsOutsideEvenOfTheWorld() {
    Aoi world = parse("-180,-90,180,90");
    for (double bad :
        new double[] {
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          3.4028234663852886e38,
          -9999,
          Math.nextUp(180.0),
          Math.nextDown(-180.0)
        }) {
      assertOutside(world, bad, 0);
      assertOutside(world, 0, bad);
    }
    assertOutside(world, 0, Math.nextUp(90.0));
    assertInside(world, 180, 90);
    assertInside(world, -180, -90);
    assertInside(world, -0.0, -0.0);
  }

  @Test
  void bothSidesOfTheSeamAreOneMeridian() {
    Aoi east = parse("170,-10,180,10");
    assertInside(east, 180, 0);
    assertInside(east, -180, 0);
    assertInside(east, -180, 10);
    assertOutside(east, Math.nextUp(-180.0), 0);
    Aoi west = parse("POLYGON((-180 -10, -170 0, -180 10, -180 -10))");
    assertInside(west, 180, 3);
    assertInside(west, -180, 3);
    assertOutside(west, Math.nextDown(180.0), 3);
    assertOutside(west, 180, 10.5);
    Aoi neither = parse("170,-10,179.999,10");
    assertOutside(neither, 180, 0);
    assertOutside(neither, -180, 0);
  }

  @Test
  void poleHasAllLongitudes() {
    Aoi north = parse("POLYGON((10 80, 20 80, 15 90, 10 80))");
    for (double longitude = -180; longitude <= 180; longitude += 15) {
      assertInside(north, longitude, 90);
      assertOutside(north, longitude, -90);
      if (longitude != 15) {
        assertOutside(north, longitude, 89.5);
      }
    }
    Aoi south = parse("-180,-90,180,-60");
    assertInside(south, 77, -90);
    assertInside(south, 180, -90);
    assertOutside(south, 77, 90);
  }

  @Test
  void threeSpellingsOfABoxAcrossTheAntimeridianAreOneArea() {
    List<Aoi> spellings = new ArrayList<>();
    spellings.add(parse("170,-20,-170,-10"));
    spellings.add(parse("170,-20,190,-10"));
    spellings.add(parse("-190,-20,-170,-10"));
    spellings.add(parse("POLYGON((170 -20, -170 -20, -170 -10, 170 -10, 170 -20))"));
    spellings.add(parse("POLYGON((170 -20, 190 -20, 190 -10, 170 -10, 170 -20))"));
    spellings.add(
        parse(
            "MULTIPOLYGON(((170 -20, 180 -20, 180 -10, 170 -10, 170 -20)),((-180 -20, -170 -20, -170 -10, -180 -10, -180 -20)))"));
    Random random = new Random(1);
    for (Aoi aoi : spellings) {
      assertThat(aoi.geometry().getArea()).as(aoi.name()).isCloseTo(200, within(1e-9));
      assertThat(aoi.geometry().isValid()).isTrue();
      assertInside(aoi, 180, -15);
      assertInside(aoi, -180, -15);
      assertInside(aoi, 170, -20);
      assertInside(aoi, -170, -10);
      assertOutside(aoi, 0, -15);
      for (int i = 0; i < 2000; i++) {
        double longitude = random.nextDouble() * 360 - 180;
        double latitude = random.nextDouble() * 14 - 22;
        boolean expected = Math.abs(longitude) >= 170 && latitude >= -20 && latitude <= -10;
        assertThat(aoi.contains(longitude, latitude)).isEqualTo(expected);
      }
    }
  }

  @Test
  void clockwiseRingWithALongEdgeCrossesTheAntimeridianAndACounterClockwiseOneIsWide() {
    Aoi wide = parse("POLYGON((-170 -10, 170 -10, 170 10, -170 10, -170 -10))");
    assertThat(wide.geometry().getArea()).isCloseTo(340 * 20, within(1e-9));
    assertInside(wide, 0, 0);
    assertOutside(wide, 175, 0);
    Aoi crossing = parse("POLYGON((170 -10, -170 -10, -170 10, 170 10, 170 -10))");
    assertThat(crossing.geometry().getArea()).isCloseTo(20 * 20, within(1e-9));
    assertInside(crossing, 175, 0);
    assertOutside(crossing, 0, 0);
  }

  @Test
  void wideBoxesStayWide() {
    Aoi wideBox = parse("-120,-10,120,10");
    assertThat(wideBox.geometry().getArea()).isCloseTo(240 * 20, within(1e-6));
    Aoi wideBoxAcross = parse("10,-10,-10,10");
    assertThat(wideBoxAcross.geometry().getArea()).isCloseTo(340 * 20, within(1e-6));
    assertInside(wideBoxAcross, 180, 0);
    assertOutside(wideBoxAcross, 0, 0);
    Aoi almostAll = parse("-179.9,-80,179.9,80");
    assertThat(almostAll.geometry().getArea()).isCloseTo(359.8 * 160, within(1e-6));
    assertInside(almostAll, 0, 0);
    Aoi written = parse("POLYGON((-179.9 -80, 179.9 -80, 179.9 80, -179.9 80, -179.9 -80))");
    assertThat(written.geometry().getArea()).isCloseTo(359.8 * 160, within(1e-6));
    Aoi wide = parse("POLYGON((-120 -10, 120 -10, 120 10, -120 10, -120 -10))");
    assertThat(wide.geometry().getArea()).isCloseTo(240 * 20, within(1e-9));
    assertInside(wide, 0, 0);
    assertOutside(wide, 180, 0);
    Aoi world = parse("POLYGON((-180 -90, -180 90, 180 90, 180 -90, -180 -90))");
    assertThat(world.geometry().getArea()).isCloseTo(360 * 180, within(1e-9));
  }

  @Test
  void holeAcrossTheAntimeridianIsOutside() {
    Aoi aoi =
        parse(
            "POLYGON((160 -20, -160 -20, -160 20, 160 20, 160 -20), (175 -5, -175 -5, -175 5, 175 5, 175 -5))");
    assertThat(aoi.geometry().getArea()).isCloseTo(40 * 40 - 10 * 10, within(1e-9));
    assertOutside(aoi, 180, 0);
    assertOutside(aoi, -177, 0);
    assertInside(aoi, 175, 0);
    assertInside(aoi, 170, 0);
    Aoi oneSided =
        parse(
            "POLYGON((160 -20, -160 -20, -160 20, 160 20, 160 -20), (-175 -5, -170 -5, -170 5, -175 5, -175 -5))");
    assertThat(oneSided.geometry().getArea()).isCloseTo(40 * 40 - 5 * 10, within(1e-9));
    assertOutside(oneSided, -172, 0);
  }

  @Test
  void noPartIsLostHoweverManyTurnsLongitudesMake() {
    // Clockwise as written, with steps that lead from 350 on to 460, 560 and back.
    Aoi aoi = parse("POLYGON((350 0, 100 0, 200 0, 200 10, 100 10, 350 10, 350 0))");
    assertThat(aoi.geometry().getArea()).isCloseTo(210 * 10, within(1e-6));
    assertInside(aoi, -10, 5);
    assertInside(aoi, 100, 5);
    assertInside(aoi, -170, 5);
    assertOutside(aoi, -100, 5);
  }

  @Test
  void sliverAndTenMetreAreasHoldTheirPoints() {
    Aoi tiny = parse("-134.0001,58.0001,-134.0000,58.0002");
    assertInside(tiny, -134.00005, 58.00015);
    assertOutside(tiny, -134.00011, 58.00015);
  }

  @Test
  void selectContainsAndAnIndependentTestAgreeOnRandomAreas() {
    long seed = System.nanoTime();
    System.out.println("AoiTest select: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    for (int round = 0; round < 250; round++) {
      Geometry area = areas.next();
      Aoi aoi = Aoi.of("random", area);
      Geometry geometry = aoi.geometry();
      int count = 300;
      double[] longitude = new double[count];
      double[] latitude = new double[count];
      for (int i = 0; i < count; i++) {
        Geometry part = geometry.getGeometryN(areas.random().nextInt(geometry.getNumGeometries()));
        Coordinate point = areas.near((Polygon) part);
        longitude[i] = point.x;
        latitude[i] = point.y;
      }
      int from = areas.random().nextInt(10);
      int[] inside = new int[count];
      int found = aoi.select(longitude, latitude, from, count, inside);
      List<Integer> expected = new ArrayList<>();
      for (int i = from; i < count; i++) {
        boolean contains = aoi.contains(longitude[i], latitude[i]);
        if (contains) {
          expected.add(i);
        }
        Coordinate point = new Coordinate(longitude[i], latitude[i]);
        if (Math.abs(point.x) < 180 && Math.abs(point.y) < 90) {
          boolean located = SimplePointInAreaLocator.locate(point, geometry) != Location.EXTERIOR;
          assertThat(contains).as("seed %s: %s in %s", seed, point, area).isEqualTo(located);
          if (round % 5 == 0) {
            assertThat(contains)
                .as("seed %s: %s in %s", seed, point, area)
                .isEqualTo(geometry.covers(FACTORY.createPoint(point)));
          }
        }
      }
      assertThat(Arrays.stream(inside, 0, found).boxed().toList()).isEqualTo(expected);
    }
  }

  @Test
  void pointsInTheAreaAsWrittenAreInTheNormalisedOne() {
    long seed = System.nanoTime();
    System.out.println("AoiTest normalised: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    for (int round = 0; round < 300; round++) {
      Geometry area = areas.next();
      Aoi aoi = Aoi.of("random", area);
      Envelope box = area.getEnvelopeInternal();
      for (int i = 0; i < 100; i++) {
        double x = box.getMinX() + areas.random().nextDouble() * box.getWidth();
        double y = box.getMinY() + areas.random().nextDouble() * box.getHeight();
        Geometry point = FACTORY.createPoint(new Coordinate(x, y));
        // Cutting at the seam moves edges by rounding errors: points that close are left out.
        if (area.isWithinDistance(point, 0) && !area.getBoundary().isWithinDistance(point, 1e-9)) {
          assertThat(aoi.contains(Math.IEEEremainder(x, 360), y))
              .as("seed %s: %s, %s in %s", seed, x, y, area)
              .isTrue();
        }
      }
    }
  }

  @Test
  void relationHoldsForEveryPointOfRandomBoxes() {
    long seed = System.nanoTime();
    System.out.println("AoiTest relation: seed " + seed);
    RandomAreas areas = new RandomAreas(seed);
    Random random = areas.random();
    int[] seen = new int[3];
    for (int round = 0; round < 400; round++) {
      Aoi aoi = Aoi.of("random", areas.next());
      for (int i = 0; i < 25; i++) {
        Envelope box = randomBox(areas, aoi);
        Aoi.Relation relation = aoi.relation(box);
        seen[relation.ordinal()]++;
        if (relation == Aoi.Relation.INTERSECTS) {
          continue;
        }
        boolean expected = relation == Aoi.Relation.COVERS;
        for (int k = 0; k < 30; k++) {
          double x = pick(random, box.getMinX(), box.getMaxX());
          double y = pick(random, box.getMinY(), box.getMaxY());
          assertThat(aoi.contains(x, y))
              .as("seed %s: %s of %s, %s %s", seed, x + " " + y, box, relation, aoi.geometry())
              .isEqualTo(expected);
        }
      }
    }
    assertThat(seen).as("each relation occurs").doesNotContain(0);
  }

  private static double pick(Random random, double from, double to) {
    return switch (random.nextInt(4)) {
      case 0 -> from;
      case 1 -> to;
      default -> Math.min(to, from + random.nextDouble() * (to - from));
    };
  }

  /** Boxes, lines and points about an area, some at the seam and the poles. */
  private static Envelope randomBox(RandomAreas areas, Aoi aoi) {
    Random random = areas.random();
    Geometry geometry = aoi.geometry();
    Polygon part = (Polygon) geometry.getGeometryN(random.nextInt(geometry.getNumGeometries()));
    Coordinate corner = areas.near(part);
    double scale = Math.pow(10, -4 * random.nextDouble());
    double width = random.nextInt(4) == 0 ? 0 : scale * part.getEnvelopeInternal().getWidth();
    double height = random.nextInt(4) == 0 ? 0 : scale * part.getEnvelopeInternal().getHeight();
    double west = random.nextInt(15) == 0 ? -180 : Math.max(-180, Math.min(180, corner.x));
    double south = random.nextInt(15) == 0 ? -90 : Math.max(-90, Math.min(90, corner.y));
    double east = random.nextInt(15) == 0 ? 180 : Math.min(180, west + width);
    double north = random.nextInt(15) == 0 ? 90 : Math.min(90, south + height);
    return new Envelope(west, east, south, north);
  }

  @Test
  void relationOfDegenerateBoxesIsThatOfTheirPoints() {
    Aoi triangle = parse("POLYGON((0 0, 4 0, 0 4, 0 0))");
    assertThat(triangle.relation(new Envelope(1, 1, 1, 1))).isEqualTo(Aoi.Relation.COVERS);
    assertThat(triangle.relation(new Envelope(0, 0, 0, 0))).isEqualTo(Aoi.Relation.COVERS);
    assertThat(triangle.relation(new Envelope(3, 3, 3, 3))).isEqualTo(Aoi.Relation.DISJOINT);
    assertThat(triangle.relation(new Envelope(1, 1, 1, 2))).isEqualTo(Aoi.Relation.COVERS);
    assertThat(triangle.relation(new Envelope(1, 9, 1, 1))).isEqualTo(Aoi.Relation.INTERSECTS);
    assertThat(triangle.relation(new Envelope(3, 9, 3, 9))).isEqualTo(Aoi.Relation.DISJOINT);
  }
}
