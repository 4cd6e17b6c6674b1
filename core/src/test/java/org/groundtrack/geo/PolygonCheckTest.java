package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Compares with JTS on rings of few whole numbers, which touch, cross and repeat themselves. */
class PolygonCheckTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static LinearRing ring(Random random, int most, int size, int from) {
    Coordinate[] vertices = new Coordinate[4 + random.nextInt(most)];
    double angle = 0;
    for (int i = 0; i < vertices.length - 1; i++) {
      angle += random.nextDouble() * 4 * Math.PI / vertices.length;
      double radius = random.nextBoolean() ? size : size * random.nextDouble();
      vertices[i] =
          new Coordinate(
              Math.rint(from + radius * Math.cos(angle)),
              Math.rint(from + radius * Math.sin(angle)));
    }
    vertices[vertices.length - 1] = vertices[0].copy();
    return FACTORY.createLinearRing(vertices);
  }

  private static Polygon polygon(Random random) {
    LinearRing[] holes = new LinearRing[random.nextInt(3)];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(random, 5, 4, random.nextInt(12) - 6);
    }
    int size = random.nextBoolean() ? 10 : 1000;
    return FACTORY.createPolygon(ring(random, 2 + random.nextInt(60), size, 0), holes);
  }

  @Test
  void polygonsAreValidExactlyWhereJtsSaysSo() {
    long seed = System.nanoTime();
    System.out.println("PolygonCheckTest: seed " + seed);
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      Polygon polygon = polygon(random);
      boolean expected = new IsValidOp(polygon).isValid();
      assertThat(PolygonCheck.problem(polygon) == null)
          .as("seed %s, %s", seed, polygon)
          .isEqualTo(expected);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(500);
  }

  @Test
  void positionsAreInsideExactlyWhereJtsSaysSo() {
    long seed = System.nanoTime();
    System.out.println("PolygonCheckTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Polygon polygon = polygon(random);
      if (polygon.getEnvelopeInternal().getMaxX() > 80 || !polygon.isValid()) {
        continue;
      }
      PolygonShape shape = new PolygonShape(polygon);
      for (int k = 0; k < 50; k++) {
        // Whole numbers, so that many lie on vertices and edges.
        Coordinate place = new Coordinate(random.nextInt(24) - 12, random.nextInt(24) - 12);
        boolean expected = SimplePointInAreaLocator.locate(place, polygon) != Location.EXTERIOR;
        assertThat(shape.contains(place.x, place.y))
            .as("seed %s, %s in %s", seed, place, polygon)
            .isEqualTo(expected);
        Envelope box =
            new Envelope(
                place.x, place.x + random.nextInt(5), place.y, place.y + random.nextInt(5));
        boolean touches = polygon.intersects(FACTORY.toGeometry(box));
        assertThat(shape.onPlane(box) != Aoi.Relation.DISJOINT)
            .as("seed %s, %s in %s", seed, box, polygon)
            .isEqualTo(touches);
      }
    }
  }

  @Test
  void aSpiralOfAHundredThousandVerticesIsLookedAtInSeconds() {
    int half = 45_000;
    Coordinate[] vertices = new Coordinate[2 * half + 1];
    for (int i = 0; i < half; i++) {
      double angle = 2 * Math.PI * 300 * i / half;
      double radius = 1 + 8.0 * i / half;
      vertices[i] = new Coordinate(radius * Math.cos(angle), radius * Math.sin(angle));
      vertices[2 * half - 1 - i] =
          new Coordinate((radius + 0.003) * Math.cos(angle), (radius + 0.003) * Math.sin(angle));
    }
    vertices[2 * half] = vertices[0].copy();
    long started = System.nanoTime();
    assertThat(PolygonCheck.problem(FACTORY.createPolygon(vertices))).isNull();
    vertices[10_000] = new Coordinate(0, 0.5);
    assertThat(PolygonCheck.problem(FACTORY.createPolygon(vertices)).what())
        .isEqualTo("Self-intersection");
    assertThat(System.nanoTime() - started).isLessThan(60_000_000_000L);
  }
}
