package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

class ProjectedAreasTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static Aoi parse(String text, String crs) {
    return AoiReader.parse(text, "area", AoiSettings.DEFAULT.withCrs(crs));
  }

  private static Crs crs(String name) {
    return Crs.of(name, new AreaDocument("area", AoiSettings.DEFAULT));
  }

  private static void assertRefused(String text, String crs, String... words) {
    assertThatThrownBy(() -> parse(text, crs))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageStartingWith("[area] ")
        .hasMessageContainingAll(words);
  }

  /** Positions by PROJ 9.5.1 through pyproj 3.7.2: code, x, y, longitude, latitude. */
  @Test
  void positionsAgreeWithProj() throws IOException {
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ProjectedAreasTest.class.getResourceAsStream("proj-9.5.1.csv"),
                StandardCharsets.UTF_8))) {
      Coordinate place = new Coordinate();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",");
        double longitude = Double.parseDouble(fields[3]);
        double latitude = Double.parseDouble(fields[4]);
        crs("EPSG:" + fields[0])
            .toLongitudeLatitude(
                Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), place);
        // Lambert's azimuthal projection goes by a series that ends earlier than PROJ's.
        double tolerance = fields[0].matches("6931|6932|3573") ? 1e-8 : 1e-9;
        assertThat(place.y).as(line).isCloseTo(latitude, within(tolerance));
        double off = Math.IEEEremainder(place.x - longitude, 360);
        assertThat(off * Math.cos(Math.toRadians(latitude)))
            .as(line)
            .isCloseTo(0, within(tolerance));
        count++;
      }
    }
    assertThat(count).isGreaterThan(150);
  }

  @Test
  void everySpellingOfACrsIsUnderstood() {
    for (String name :
        new String[] {
          "EPSG:3413",
          "epsg:3413",
          "urn:ogc:def:crs:EPSG::3413",
          "urn:ogc:def:crs:EPSG:9.8.6:3413",
          "http://www.opengis.net/def/crs/EPSG/0/3413",
          "urn:x-ogc:def:crs:EPSG:3413"
        }) {
      assertThat(crs(name)).as(name).isNotNull();
    }
    for (String name :
        new String[] {
          "OGC:CRS84",
          "CRS84",
          "EPSG:4326",
          "urn:ogc:def:crs:OGC:1.3:CRS84",
          "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
          "EPSG:4269",
          "EPSG:4258",
          "EPSG:4979"
        }) {
      assertThat(crs(name)).as(name).isNull();
    }
  }

  @Test
  void crsThatAreUnknownOrOnAnotherDatumAreRefusedWithARemedy() {
    String box = "0,0,1000,1000";
    assertRefused(box, "EPSG:999999", "is in EPSG:999999, which is not known", "ogr2ogr");
    assertRefused(box, "somewhere", "is in somewhere, which is not known");
    for (String other :
        new String[] {"EPSG:27700", "EPSG:26708", "EPSG:3411", "EPSG:4267", "EPSG:28992"}) {
      assertRefused(
          box, other, "is on another datum than WGS 84", "ogr2ogr -f GeoJSON -t_srs EPSG:4326");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EPSG:3413", "EPSG:3031", "EPSG:32608", "EPSG:3857", "EPSG:6931"})
  void pointsAreInsideAsTheyAreOnTheProjectedPlane(String name) throws Exception {
    long seed = System.nanoTime();
    System.out.println("ProjectedAreasTest: seed " + seed);
    Random random = new Random(seed);
    Crs crs = crs(name);
    int inside = 0;
    for (int round = 0; round < 12; round++) {
      // From 400 m on: what lies within 90 of the origin is taken for degrees.
      double size = Math.pow(10, 2.6 + random.nextDouble() * (name.endsWith("32608") ? 2.6 : 3.6));
      double x = name.endsWith("32608") ? 500_000 : (random.nextDouble() - 0.5) * size * 1.5;
      double y = name.endsWith("32608") ? 6_500_000 : (random.nextDouble() - 0.5) * size * 1.5;
      Geometry projected = star(random, x, y, size);
      Aoi aoi = parse(projected.toText(), name);
      assertThat(aoi.geometry().isValid()).isTrue();
      IndexedFacetDistance boundary = new IndexedFacetDistance(projected.getBoundary());
      Envelope extent = projected.getEnvelopeInternal();
      Coordinate place = new Coordinate();
      for (int i = 0; i < 3000; i++) {
        double px = extent.getMinX() + random.nextDouble() * extent.getWidth();
        double py = extent.getMinY() + random.nextDouble() * extent.getHeight();
        Geometry point = FACTORY.createPoint(new Coordinate(px, py));
        // A metre on the plane of a web map is less on the earth.
        double unsure = name.endsWith("3857") ? 0.1 : 0.02;
        crs.toLongitudeLatitude(px, py, place);
        if (boundary.distance(point) > unsure) {
          boolean expected = projected.intersects(point);
          inside += expected ? 1 : 0;
          assertThat(aoi.contains(Math.IEEEremainder(place.x, 360), place.y))
              .as("seed %s, round %s, size %s: %s, %s", seed, round, size, px, py)
              .isEqualTo(expected);
        }
      }
    }
    assertThat(inside).isGreaterThan(5000);
  }

  private static Geometry star(Random random, double x, double y, double size) throws Exception {
    StringBuilder ring = new StringBuilder();
    StringBuilder hole = new StringBuilder();
    int vertices = 5 + random.nextInt(20);
    for (int i = 0; i <= vertices; i++) {
      double angle = 2 * Math.PI * (i % vertices) / vertices;
      double radius = size * (i == vertices ? 1 : i == 0 ? 1 : 0.5 + random.nextDouble() / 2);
      ring.append(i == 0 ? "" : ",").append(position(x, y, radius, angle));
      hole.append(i == 0 ? "" : ",").append(position(x, y, size / 5, angle));
    }
    return new WKTReader().read("POLYGON((" + ring + "),(" + hole + "))");
  }

  private static String position(double x, double y, double radius, double angle) {
    return String.format(
        Locale.ROOT, "%.3f %.3f", x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }

  @Test
  void projectedPolygonRoundAPoleHoldsThePole() {
    for (String name : new String[] {"EPSG:3413", "EPSG:3031"}) {
      double pole = name.equals("EPSG:3413") ? 90 : -90;
      for (String area :
          new String[] {
            "POLYGON((-100000 -100000, 100000 -100000, 100000 100000, -100000 100000, -100000 -100000))",
            "POLYGON((-100000 -100000, -100000 100000, 100000 100000, 100000 -100000, -100000 -100000))",
            // An edge and a vertex at the pole itself.
            "POLYGON((-100000 0, 100000 0, 100000 100000, -100000 100000, -100000 0))",
            "POLYGON((0 0, 100000 0, 100000 100000, 0 0))"
          }) {
        Aoi aoi = parse(area, name);
        assertThat(aoi.geometry().isValid()).as(area).isTrue();
        boolean whole = area.contains("-100000 -100000");
        int inside = 0;
        for (double longitude = -180; longitude <= 180; longitude += 0.5) {
          inside += aoi.contains(longitude, Math.copySign(89.5, pole)) ? 1 : 0;
          if (whole) {
            assertThat(aoi.contains(longitude, pole)).isTrue();
            assertThat(aoi.contains(longitude, -pole)).isFalse();
          }
        }
        assertThat(inside / 721.0)
            .as(area)
            .isCloseTo(whole ? 1 : area.startsWith("POLYGON((0") ? 0.125 : 0.5, within(0.01));
      }
      Aoi ring =
          parse(
              "POLYGON((-900000 -900000, 900000 -900000, 900000 900000, -900000 900000, -900000 -900000),(-100000 -100000, 100000 -100000, 100000 100000, -100000 100000, -100000 -100000))",
              name);
      assertThat(ring.contains(17, pole)).isFalse();
      assertThat(ring.contains(17, Math.copySign(89.9, pole))).isFalse();
      assertThat(ring.contains(17, Math.copySign(85, pole))).isTrue();
    }
  }

  @Test
  void boxesAndFormatsThatSayTheirCrsAreProjected() {
    String expected = parse("0,0,100000,100000", "EPSG:3413").geometry().toText();
    String ring = "0 0, 100000 0, 100000 100000, 0 100000, 0 0";
    assertThat(parse("POLYGON((" + ring + "))", "EPSG:3413").geometry().toText())
        .isEqualTo(expected);
    assertThat(AoiReader.parse("SRID=3413;POLYGON((" + ring + "))", "area").geometry().toText())
        .isEqualTo(expected);
    String json =
        "{\"type\":\"Polygon\",%s\"coordinates\":[[[0,0],[100000,0],[100000,100000],[0,100000],[0,0]]]}";
    String crs =
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3413\"}},";
    assertThat(AoiReader.parse(json.formatted(crs), "area").geometry().toText())
        .isEqualTo(expected);
    assertThat(parse(json.formatted(""), "EPSG:3413").geometry().toText()).isEqualTo(expected);
    String stated = "SRID=3413;POLYGON((" + ring + "))";
    assertThat(parse(stated, "EPSG:3413").geometry().toText()).isEqualTo(expected);
    assertThat(parse("SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 0))", "OGC:CRS84").contains(1, 1))
        .isTrue();
    assertRefused(json.formatted(crs), "EPSG:3031", "leave out --aoi-crs EPSG:3031");
  }

  @Test
  void numbersThatDoNotFitTheCrsAreRefused() {
    assertRefused(
        "POLYGON((0 60, 10 60, 10 70, 0 60))", "EPSG:3413", "look like degrees", "EPSG:3413");
    assertRefused(
        "POLYGON((0 0, 1e9 0, 1e9 1e9, 0 0))",
        "EPSG:32608",
        "outer ring, vertex",
        "no place of EPSG:32608");
    assertRefused(
        "POLYGON((0 0, 2000 2000, 2000 0, 0 2000, 0 0))",
        "EPSG:3413",
        "Self-intersection at 1000.0, 1000.0");
    assertRefused("POLYGON((0 0, 2000 0, 2000 2000, 0 2000))", "EPSG:3413", "closed");
    assertRefused(
        "POLYGON((512345 6400000, 512400 6400000, 512400 6400100, 512345 6400000))",
        null,
        "is this projected?",
        "--aoi-crs EPSG:<code>");
  }

  @Test
  void theWholeSquareOfAPolarGridTakesFewEnoughVertices() {
    Aoi aoi = parse("-3850000,-5350000,3750000,5850000", "EPSG:3413");
    assertThat(aoi.geometry().getNumPoints()).isBetween(1000, 200_000);
    assertThat(aoi.contains(0, 90)).isTrue();
  }
}
