package org.groundtrack.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Random;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class PolarRingsTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static Aoi parse(String wkt) {
    return TestAreas.parse(wkt, "aoi");
  }

  private static void assertRefused(String wkt, String... words) {
    assertThatThrownBy(() -> parse(wkt))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageStartingWith("[aoi] ")
        .hasMessageContainingAll(words);
  }

  private static String circle(double latitude, int vertices, int direction, double start) {
    StringBuilder ring = new StringBuilder("(");
    for (int i = 0; i <= vertices; i++) {
      double longitude = start + direction * 360.0 * (i % vertices) / vertices;
      ring.append(i == 0 ? "" : ",")
          .append(
              String.format(Locale.ROOT, "%s %s", Math.IEEEremainder(longitude, 360), latitude));
    }
    return ring.append(")").toString();
  }

  @Test
  void ringRoundAPoleEnclosesThePoleOfItsHemisphereWhicheverWayItRuns() {
    for (int direction : new int[] {1, -1}) {
      for (double start : new double[] {0, 30.1, 90, -180, 179.9}) {
        for (int vertices : new int[] {3, 4, 7, 36}) {
          Aoi north = parse("POLYGON(" + circle(80, vertices, direction, start) + ")");
          assertThat(north.geometry().getArea()).isCloseTo(3600, within(1e-9));
          Aoi south = parse("POLYGON(" + circle(-60, vertices, direction, start) + ")");
          assertThat(south.geometry().getArea()).isCloseTo(360 * 30, within(1e-9));
          for (double longitude = -180; longitude <= 180; longitude += 0.1) {
            assertThat(north.contains(longitude, 80.001)).isTrue();
            assertThat(north.contains(longitude, 90)).isTrue();
            assertThat(north.contains(longitude, 79.999)).isFalse();
            assertThat(south.contains(longitude, -90)).isTrue();
            assertThat(south.contains(longitude, -60.001)).isTrue();
            assertThat(south.contains(longitude, -59.999)).isFalse();
          }
          assertThat(north.contains(30.1, 85) && north.contains(start, 85)).isTrue();
          assertThat(south.contains(0, 90)).isFalse();
        }
      }
    }
  }

  @Test
  void ringRoundAPoleIsTheSameAsItsCutForm() {
    Aoi ring = parse("POLYGON((-170 75, -60 70, 50 80, 160 72, -170 75))");
    double seam = 72 + 3.0 * 20 / 30;
    Aoi cut =
        parse(
            "POLYGON((-180 %1$s, -170 75, -60 70, 50 80, 160 72, 180 %1$s, 180 90, -180 90, -180 %1$s))"
                .formatted(seam));
    assertThat(ring.geometry().toText()).isEqualTo(cut.geometry().toText());
  }

  @Test
  void ringRoundAPoleMayCrossTheAntimeridianSeveralTimes() {
    String ring = "170 70, -170 70, -170 75, 170 75, 170 80, -170 80, -60 80, 60 80, 170 70";
    String[] vertices = ring.split(", ");
    for (int start = 0; start < vertices.length - 1; start++) {
      StringBuilder turned = new StringBuilder("POLYGON((");
      for (int i = 0; i < vertices.length; i++) {
        turned.append(vertices[(start + i) % (vertices.length - 1)]).append(",");
      }
      turned.setCharAt(turned.length() - 1, ')');
      Aoi aoi = parse(turned + ")");
      assertThat(aoi.contains(180, 72)).as("from %s", start).isTrue();
      assertThat(aoi.contains(-175, 72)).isTrue();
      assertThat(aoi.contains(175, 77)).isFalse();
      assertThat(aoi.contains(-175, 77)).isFalse();
      assertThat(aoi.contains(-165, 72)).isFalse();
      assertThat(aoi.contains(175, 81)).isTrue();
    }
  }

  @Test
  void holesOfARingRoundAPoleAreOutside() {
    Aoi annulus = parse("POLYGON(" + circle(-60, 12, 1, 5) + "," + circle(-80, 12, -1, 44) + ")");
    assertThat(annulus.geometry().getArea()).isCloseTo(360 * 20, within(1e-9));
    for (double longitude = -180; longitude <= 180; longitude += 0.25) {
      assertThat(annulus.contains(longitude, -85)).isFalse();
      assertThat(annulus.contains(longitude, -90)).isFalse();
      assertThat(annulus.contains(longitude, -80)).isTrue();
      assertThat(annulus.contains(longitude, -70)).isTrue();
      assertThat(annulus.contains(longitude, -60)).isTrue();
    }
    Aoi holed =
        parse("POLYGON(" + circle(60, 12, 1, 5) + ",(170 70,-170 70,-170 75,170 75,170 70))");
    assertThat(holed.geometry().getArea()).isCloseTo(360 * 30 - 20 * 5, within(1e-9));
    assertThat(holed.contains(180, 72)).isFalse();
    assertThat(holed.contains(-175, 72)).isFalse();
    assertThat(holed.contains(169, 72)).isTrue();
  }

  @Test
  void ringsThatMayMeanTwoThingsAreRefusedWithTheRemedy() {
    assertRefused(
        "POLYGON((-170 10, -60 -10, 50 10, 160 10, -170 10))",
        "outer ring goes round the earth on both sides of the equator",
        "cut it at longitude 180 and -180");
    assertRefused(
        "POLYGON((-120 70, 0 60, 120 75, -120 70))",
        "may go round a pole or be as wide as it looks");
    assertRefused(
        "POLYGON((0 10, 20 10, 20 80, 0 80, 0 10)," + circle(70, 12, 1, 0) + ")",
        "hole 1 goes round a pole, but the outer ring does not");
    assertRefused(
        "POLYGON(" + circle(80, 12, 1, 0) + ",(0 10, 5 10, 5 12, 0 10))",
        "hole 1 lies outside the outer ring");
    assertRefused("POLYGON(" + circle(80, 12, 1, 0) + "," + circle(70, 12, 1, 0) + ")", "no area");
  }

  @Test
  void edgesOfAWholeTurnRunAlongTheirParallel() {
    assertThat(parse("POLYGON((0 -10, 360 -10, 360 10, 0 10, 0 -10))").geometry().getArea())
        .isCloseTo(7200, within(1e-9));
    assertThat(parse("POLYGON((0 60, 0 90, 360 90, 360 60, 0 60))").geometry().getArea())
        .isCloseTo(360 * 30, within(1e-9));
  }

  @Test
  void shortEdgesEncloseWhatLiesToTheirLeft() {
    long seed = System.nanoTime();
    System.out.println("PolarRingsTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      double sign = random.nextBoolean() ? 1 : -1;
      int vertices = 8 + random.nextInt(60);
      double[] latitudes = new double[vertices];
      Coordinate[] ring = new Coordinate[vertices + 1];
      for (int i = 0; i < vertices; i++) {
        latitudes[i] = random.nextDouble() * 120 - 60;
        double longitude = Math.IEEEremainder(sign * 360.0 * i / vertices, 360);
        ring[i] = new Coordinate(longitude, latitudes[i]);
      }
      ring[vertices] = ring[0].copy();
      Polygon polygon = FACTORY.createPolygon(ring);
      Aoi aoi = Aoi.ofShortEdges("seed " + seed, polygon);
      for (int k = 0; k < 200; k++) {
        double at = random.nextDouble() * vertices;
        int edge = (int) at;
        double from = latitudes[edge];
        double edgeLatitude = from + (at - edge) * (latitudes[(edge + 1) % vertices] - from);
        double longitude = Math.IEEEremainder(sign * 360.0 * at / vertices, 360);
        double latitude = random.nextDouble() * 180 - 90;
        if (Math.abs(latitude - edgeLatitude) > 1e-9) {
          assertThat(aoi.contains(longitude, latitude))
              .as("seed %s, round %s: %s, %s", seed, round, longitude, latitude)
              .isEqualTo(sign * (latitude - edgeLatitude) > 0);
        }
      }
    }
  }
}
