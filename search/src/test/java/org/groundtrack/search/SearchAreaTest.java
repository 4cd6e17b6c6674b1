package org.groundtrack.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.groundtrack.geo.Aoi;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** What the catalogue is asked holds all of an area. */
class SearchAreaTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static SearchArea of(String area) {
    return SearchArea.of(TestAreas.parse(area, "test"));
  }

  @Test
  void aBoxIsABoxRoundedOutward() {
    assertThat(of("-45.4,62.6,-44.6,63").values()).containsExactly("-45.401,62.599,-44.599,63.001");
    assertThat(of("-45.4,62.6,-44.6,63").words())
        .isEqualTo("the box -45.401,62.599,-44.599,63.001");
  }

  @Test
  void aPolygonIsOneRingCounterClockwiseAndClosedWithoutItsHoles() {
    SearchArea area =
        of("POLYGON((10 10,10 20,20 21,21 10,10 10),(14 14,16 14,16 16,14 16,14 14))");
    assertThat(area.parameter()).isEqualTo("polygon");
    assertThat(area.values()).hasSize(1);
    Coordinate[] ring = ring(area.values().get(0));
    assertThat(ring[0]).isEqualTo(ring[ring.length - 1]);
    assertThat(Orientation.isCCW(ring)).isTrue();
    assertThat(holds(area, 15, 15)).isTrue();
  }

  @Test
  void partsAreAlternatives() {
    SearchArea area = of("MULTIPOLYGON(((10 10,20 10,15 20,10 10)),((30 10,40 10,35 20,30 10)))");
    assertThat(area.parameter()).isEqualTo("polygon");
    assertThat(area.values()).hasSize(2);
    CmrRequest request = new CmrRequest(SearchSettings.DEFAULT.cmr(), "granules.umm_json");
    area.addTo(request);
    assertThat(request.location().uri())
        .contains("?polygon%5B%5D=", "&polygon%5B%5D=", "&options%5Bpolygon%5D%5Bor%5D=true");
  }

  @Test
  void acrossTheAntimeridianAndTouchingItBothSidesAreAsked() {
    for (String text :
        new String[] {"170,-20,-170,-10", "POLYGON((170 -20,-170 -20,-175 -10,175 -10,170 -20))"}) {
      SearchArea area = of(text);
      assertThat(area.parameter()).isEqualTo("bounding_box");
      for (double longitude : new double[] {171, 179.9999, 180, -180, -179.9999, -171}) {
        assertThat(holds(area, longitude, -19)).as(text + " at " + longitude).isTrue();
      }
      assertThat(holds(area, 0, -15)).isFalse();
    }
    SearchArea touching = of("170,-20,180,-10");
    assertThat(holds(touching, -180, -15)).isTrue();
    assertThat(holds(touching, -179.9995, -15)).isTrue();
  }

  @Test
  void atAPoleAllLongitudesAreAsked() {
    SearchArea cap = of("-180,80,180,90");
    assertThat(cap.values()).containsExactly("-180,79.999,180,90");
    SearchArea wedge = of("POLYGON((0 70,40 70,20 90,0 70))");
    assertThat(holds(wedge, -170, 90)).isTrue();
    assertThat(holds(wedge, 30, 72)).isTrue();
    assertThat(holds(wedge, 170, 80)).isFalse();
    assertThat(holds(of("POLYGON((0 -70,40 -70,20 -90,0 -70))"), 100, -90)).isTrue();
  }

  @Test
  void theWholeEarthIsOneBox() {
    assertThat(of("-180,-90,180,90").values()).containsExactly("-180,-90,180,90");
  }

  @Test
  void manyPartsAreJoinedToFewBoxes() {
    StringBuilder wkt = new StringBuilder("MULTIPOLYGON(");
    for (int i = 0; i < 600; i++) {
      double x = -170 + (i % 30) * 11;
      double y = -60 + (i / 30) * 6;
      wkt.append(i == 0 ? "" : ",")
          .append(
              "((%s %s,%s %s,%s %s,%s %s))".formatted(x, y, x + 0.5, y, x + 0.2, y + 0.5, x, y));
    }
    SearchArea area = of(wkt + ")");
    assertThat(area.parameter()).isEqualTo("bounding_box");
    assertThat(area.values()).hasSizeLessThanOrEqualTo(20);
    for (int i = 0; i < 600; i++) {
      assertThat(holds(area, -169.8 + (i % 30) * 11, -59.9 + (i / 30) * 6)).isTrue();
    }
  }

  @Test
  void aCoastOfManyPointsBecomesFewThatAUrlCanHold() {
    List<Coordinate> coast = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double angle = 2 * Math.PI * i / 20_000;
      double radius = 4 + Math.sin(9 * angle) + random.nextDouble() * 0.01;
      coast.add(new Coordinate(-40 + 2 * radius * Math.cos(angle), 70 + radius * Math.sin(angle)));
    }
    coast.add(coast.get(0));
    Polygon polygon = FACTORY.createPolygon(coast.toArray(new Coordinate[0]));
    SearchArea area = SearchArea.of(Aoi.of("coast", polygon));
    assertThat(area.parameter()).isEqualTo("polygon");
    assertThat(area.values().get(0).length()).isLessThan(4000);
    assertThat(FACTORY.createPolygon(ring(area.values().get(0))).covers(polygon)).isTrue();
    assertThat(holds(area, -40 + 13, 70)).isFalse();
  }

  @Test
  void everyPointOfRandomAreasIsHeldOnTheSphereAndOnThePlane() {
    long seed = System.nanoTime();
    System.out.println("SearchAreaTest seed " + seed);
    Random random = new Random(seed);
    int polygons = 0;
    for (int i = 0; i < 300; i++) {
      Aoi aoi = star(random);
      SearchArea area = SearchArea.of(aoi);
      SearchArea generous = SearchArea.of(aoi, new FootprintMargin(1, Double.NaN));
      polygons += area.parameter().equals("polygon") ? 1 : 0;
      Geometry geometry = aoi.geometry();
      for (Coordinate at : geometry.getCoordinates()) {
        assertThat(holds(area, at.x, at.y) && holds(generous, at.x, at.y))
            .as("seed %s, area %s: %s, %s in %s", seed, i, at, geometry, area)
            .isTrue();
      }
      for (int n = 0; n < 200; n++) {
        double x =
            geometry.getEnvelopeInternal().getMinX()
                + random.nextDouble() * geometry.getEnvelopeInternal().getWidth();
        double y =
            geometry.getEnvelopeInternal().getMinY()
                + random.nextDouble() * geometry.getEnvelopeInternal().getHeight();
        if (aoi.contains(x, y)) {
          assertThat(holds(area, x, y) && holds(generous, x, y))
              .as("seed %s, area %s: %s, %s in %s", seed, i, x, y, area)
              .isTrue();
        }
      }
    }
    assertThat(polygons).as("areas that are asked for as polygons").isGreaterThan(60);
  }

  /** A star of 3 to 300 points about a random centre, 0.01 to 40 degrees across. */
  private static Aoi star(Random random) {
    int points = 3 + random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
    double size = 0.005 * Math.pow(4000, random.nextDouble());
    double x = -180 + 360 * random.nextDouble();
    double y = -88 + 176 * random.nextDouble();
    List<Coordinate> ring = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      double radius = size * (0.2 + 0.8 * random.nextDouble());
      double latitude = Math.max(-89, Math.min(89, y + radius * Math.sin(angle)));
      ring.add(new Coordinate(x + radius * Math.cos(angle), latitude));
    }
    ring.add(ring.get(0));
    Polygon polygon = FACTORY.createPolygon(ring.toArray(new Coordinate[0]));
    return polygon.isValid() ? Aoi.of("star", polygon) : star(random);
  }

  private static Coordinate[] ring(String value) {
    String[] numbers = value.split(",", -1);
    Coordinate[] ring = new Coordinate[numbers.length / 2];
    for (int i = 0; i < ring.length; i++) {
      ring[i] =
          new Coordinate(
              Double.parseDouble(numbers[2 * i]), Double.parseDouble(numbers[2 * i + 1]));
    }
    return ring;
  }

  /**
   * Whether a point is in what is asked for: of rings, be their edges straight or great circles.
   */
  private static boolean holds(SearchArea area, double longitude, double latitude) {
    for (String value : area.values()) {
      if (area.parameter().equals("polygon")) {
        Geometry point = FACTORY.createPoint(new Coordinate(longitude, latitude));
        if (FACTORY.createPolygon(ring(value)).covers(point)
            && isLeftOfAllGreatCircles(ring(value), longitude, latitude)) {
          return true;
        }
        continue;
      }
      String[] n = value.split(",", -1);
      double west = Double.parseDouble(n[0]);
      double east = Double.parseDouble(n[2]);
      boolean between =
          west <= east
              ? longitude >= west && longitude <= east
              : longitude >= west || longitude <= east;
      if (between && latitude >= Double.parseDouble(n[1]) && latitude <= Double.parseDouble(n[3])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Point in ring on the sphere, by the angles under which the point sees the edges: they add up to
   * a full turn if it is inside.
   */
  private static boolean isLeftOfAllGreatCircles(Coordinate[] ring, double lon, double lat) {
    double sum = 0;
    double[] at = vector(lon, lat);
    for (int i = 0; i + 1 < ring.length; i++) {
      double[] a = vector(ring[i].x, ring[i].y);
      double[] b = vector(ring[i + 1].x, ring[i + 1].y);
      double[] toA = tangent(at, a);
      double[] toB = tangent(at, b);
      double sine = dot(at, cross(toA, toB));
      sum += Math.atan2(sine, dot(toA, toB));
    }
    return sum > Math.PI;
  }

  private static double[] vector(double lon, double lat) {
    double x = Math.toRadians(lon);
    double y = Math.toRadians(lat);
    return new double[] {Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)};
  }

  private static double[] tangent(double[] at, double[] to) {
    double along = dot(at, to);
    return new double[] {to[0] - along * at[0], to[1] - along * at[1], to[2] - along * at[2]};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }
}
