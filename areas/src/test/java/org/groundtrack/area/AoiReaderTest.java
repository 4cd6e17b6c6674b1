package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AoiReaderTest {
  @TempDir Path folder;

  private static void assertRefused(String text, String... words) {
    assertThatThrownBy(() -> AoiReader.parse(text, "my.geojson"))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageStartingWith("[my.geojson] ")
        .hasMessageContainingAll(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .satisfies(
            e -> assertThat(((GroundtrackException) e).code()).isEqualTo(ErrorCode.INVALID_AOI));
  }

  private static String polygon(String rings) {
    return "{\"type\":\"Polygon\",\"coordinates\":[" + rings + "]}";
  }

  private static double area(String text) {
    return AoiReader.parse(text, "aoi").geometry().getArea();
  }

  @Test
  void emptyTextIsRefused() {
    assertRefused("", "is empty: give GeoJSON or WKT");
    assertRefused(" \n\t", "is empty");
    assertRefused("\uFEFF  ", "is empty");
  }

  @Test
  void textThatIsNotJsonIsRefusedWithItsLine() {
    assertRefused("{\"type\":\n \"Polygon\",\n oops}", "is not JSON at line 3");
    assertRefused("{\"type\":\"Polygon\"", "is not JSON at line 1");
    assertRefused(polygon("[[0,0],[1,0],[1,1],[0,0]]") + "{}", "feature 2: is no GeoJSON");
    assertRefused("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[NaN,0],[1,1],[0,0]]]}", "NaN");
  }

  @Test
  void jsonThatIsNotGeoJsonIsRefused() {
    assertRefused("{}", "is no GeoJSON: it has no member \"type\"");
    assertRefused("[]", "is no GeoJSON");
    assertRefused("[[0,0],[1,0],[1,1],[0,0]]", "is no GeoJSON");
    assertRefused("{\"type\":7}", "has the type \"7\", which GeoJSON lacks");
    assertRefused("{\"type\":\"Circle\"}", "has the type \"Circle\", which GeoJSON lacks");
    assertRefused("{\"type\":\"Polygon\"}", "has no array \"coordinates\"");
    assertRefused("{\"type\":\"Polygon\",\"coordinates\":null}", "has no array \"coordinates\"");
    assertRefused("{\"type\":\"Feature\"}", "has no geometry");
    assertRefused(
        "{\"type\":\"Feature\",\"geometry\":null}",
        "has a feature without a geometry and none with one");
    assertRefused("{\"type\":\"FeatureCollection\"}", "has no array \"features\"");
    assertRefused("{\"type\":\"FeatureCollection\",\"features\":[]}", "has no polygon");
    assertRefused("{\"type\":\"FeatureCollection\",\"features\":[1]}", "feature 1: is no GeoJSON");
    assertRefused("{\"type\":\"GeometryCollection\",\"geometries\":[]}", "has no polygon");
    assertRefused(polygon(""), "has no polygon");
    assertRefused("{\"type\":\"MultiPolygon\",\"coordinates\":[7]}", "part 1: expected an array");
    assertRefused(polygon("7"), "expected an array of rings");
    assertRefused(polygon("7,[]"), "expected an array of rings");
  }

  @Test
  void pointsAndLinesAreRefused() {
    assertRefused(
        "{\"type\":\"Point\",\"coordinates\":[0,0]}",
        "is a Point, which has no area: give polygons",
        "--buffer METRES");
    assertRefused(
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
            + polygon("[[0,0],[1,0],[1,1],[0,0]]")
            + "},{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}]}",
        "feature 2: is a LineString, which has no area");
    assertRefused("POINT(1 2)", "is a Point, which has no area: give polygons");
    assertRefused("LINESTRING(0 0, 1 1)", "is a LineString");
    assertRefused("MULTIPOINT((0 0),(1 1))", "part 1: is a Point");
    assertRefused("MULTILINESTRING((0 0, 1 1))", "is a LineString");
    assertRefused(
        "GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),POINT(1 2))", "part 2: is a Point");
    assertRefused("LINEARRING(0 0, 1 0, 1 1, 0 0)", "which has no area");
    assertRefused("POLYGON EMPTY", "is empty: give a polygon");
    assertRefused("GEOMETRYCOLLECTION EMPTY", "is empty");
  }

  @Test
  void areasOfNoExtentAreRefused() {
    assertRefused("POLYGON((1 1, 1 1, 1 1, 1 1))", "is no valid polygon");
    assertRefused("POLYGON((0 0, 1 1, 2 2, 0 0))", "is no valid polygon");
    assertRefused("1,2,1,3", "has no area: a box is west,south,east,north");
    assertRefused("1,2,3,2", "has no area");
  }

  @Test
  void positionsThatAreNotNumbersAreRefusedByTheirVertex() {
    assertRefused(
        polygon("[[0,0],[\"1\",0],[1,1],[0,0]]"),
        "outer ring, vertex 2: expected a position [longitude, latitude], found [\"1\",0]");
    assertRefused(polygon("[[0,0],[1],[1,1],[0,0]]"), "outer ring, vertex 2", "found [1]");
    assertRefused(polygon("[[0,0],null,[1,1],[0,0]]"), "outer ring, vertex 2", "found null");
    assertRefused(
        polygon("[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,{}],[1,1]]"), "hole 1, vertex 3");
    assertRefused(polygon("[[0,0],[1e999,0],[1,1],[0,0]]"), "vertex 2", "Infinity, 0.0");
    assertRefused("POLYGON((0 0, NaN 0, 1 1, 0 0))", "NaN");
  }

  @Test
  void latitudesOutOfRangeAreRefusedWithAHint() {
    assertRefused(
        "POLYGON((58 -134, 59 -134, 59 -133, 58 -134))",
        "outer ring, vertex 1: latitude -134.0 is outside [-90, 90]",
        "are longitude and latitude swapped? longitude comes first");
    assertRefused(
        "POLYGON((512345 6400000, 512400 6400000, 512400 6400100, 512345 6400000))",
        "latitude 6400000.0 is outside [-90, 90]: is this projected? give degrees");
    assertRefused(
        "POLYGON((512345 0, 512400 0, 512400 10, 512345 0))",
        "longitude 512345.0 is outside [-360, 360]: is this projected? give degrees");
    assertRefused("POLYGON((0 0, 1 0, 1 90.0001, 0 0))", "vertex 3: latitude 90.0001");
    assertRefused("0,0,1,91", "latitude 91.0");
    assertRefused(
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((0 0,1 0,1 99,0 0)))",
        "part 2: outer ring, vertex 3: latitude 99.0");
  }

  @Test
  void ringsThatAreNotClosedOrTooShortAreRefused() {
    assertRefused(
        polygon("[[0,0],[1,0],[1,1],[0,1]]"),
        "outer ring is not closed: it starts at 0.0, 0.0 and ends at 0.0, 1.0; repeat the first");
    assertRefused(polygon("[[0,0],[1,0],[0,0]]"), "outer ring has 3 positions", "at least 4");
    assertRefused(polygon("[]"), "has no polygon");
    assertRefused(
        polygon("[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[3,3]]"), "hole 1 is not closed");
    assertRefused("POLYGON((0 0, 1 0, 1 1, 0 1))", "closed");
  }

  @Test
  void ringsThatCrossThemselvesAreRefusedWithThePlace() {
    assertRefused(
        "POLYGON((0 0, 2 2, 2 0, 0 2, 0 0))",
        "is no valid polygon: Self-intersection at longitude 1.0, latitude 1.0",
        "ogr2ogr -makevalid",
        ".make_valid()");
  }

  @Test
  void holesOutsideTheirRingAreRefused() {
    assertRefused(
        "POLYGON((0 0, 9 0, 9 9, 0 9, 0 0),(20 20, 21 20, 21 21, 20 20))",
        "is no valid polygon: Hole lies outside shell at longitude 20.0, latitude 20.0");
  }

  @Test
  void boxesThatAreUpsideDownOrNoNumbersAreRefused() {
    assertRefused("0,10,5,-10", "south 10.0 is above north -10.0");
    assertRefused("0,1-2,3,4", "'1-2' is no number: a box is west,south,east,north in degrees");
    assertRefused("0,..,3,4", "'..' is no number");
    assertRefused("0,1,1e999,4", "Infinity, 4.0 is no position");
    assertRefused("0,1,2", "a box is west,south,east,north in degrees");
    assertRefused("0,1,2,3,4", "a box is west,south,east,north in degrees");
    assertRefused("-200,0,200,10", "spans 400.0 degrees of longitude, more than the earth has");
  }

  @Test
  void wktThatMakesNoSenseIsRefused() {
    assertRefused(
        "POLIGON((0 0, 1 0, 1 1, 0 0))", "is no area in a known format: give GeoJSON, WKT");
    assertRefused(
        "POLYGON((0 0, 1 0, 1 1, 0 0)", "is no area in a known format: give GeoJSON, WKT");
    assertRefused(
        "POLYGON((0 0, 1 x, 1 1, 0 0))", "is no area in a known format: give GeoJSON, WKT");
    assertRefused("hello\nworld", "is no area in a known format: give GeoJSON, WKT");
    assertRefused("SRID=3857", "is no area in a known format");
    assertRefused("POLYGON((0 0, 1 0, 1 1, 0 0)) and more", "goes on after its first geometry");
    assertRefused("POLYGON((0 0, 1 0, 1 1, 0 0))\nPOLYGON((5 5, 6 5, 6 6, 5 5))", "MULTIPOLYGON");
  }

  @Test
  void statedLongitudeAndLatitudeIsWhatItIs() {
    String crs = "{\"type\":\"name\",\"properties\":{\"name\":\"%s\"}}";
    String document =
        "{\"type\":\"Polygon\",\"crs\":%s,\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}";
    for (String known :
        new String[] {
          "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "OGC:CRS84"
        }) {
      assertThat(area(document.formatted(crs.formatted(known)))).isEqualTo(0.5);
    }
    assertThat(area(document.formatted("null"))).isEqualTo(0.5);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(100_000);
    assertRefused("{\"type\":\"Polygon\",\"coordinates\":" + deep, "is not JSON", "depth");
    assertRefused(
        "{\"type\":\"Feature\",\"geometry\":".repeat(5000) + "{}" + "}".repeat(5000), "depth");
    assertRefused("GEOMETRYCOLLECTION(".repeat(100_000), "brackets more than 100 deep");
  }

  @Test
  void tooManyVerticesAreRefused() {
    StringBuilder wkt = new StringBuilder("POLYGON((0 0");
    for (int i = 0; i < 4_000_001; i++) {
      wkt.append(",1 ").append(i % 7);
    }
    assertRefused(wkt.append(",0 0))").toString(), "4000003 vertices, the limit is 4000000");
  }

  @Test
  void filesAreRead() throws Exception {
    Path file = folder.resolve("aoi.geojson");
    Files.writeString(file, "\uFEFF" + polygon("[[0,0],[1,0],[1,1],[0,0]]") + "\r\n");
    Aoi aoi = AoiReader.read(file);
    assertThat(aoi.geometry().getArea()).isEqualTo(0.5);
    assertThat(aoi.name()).isEqualTo(file.toString());
    assertThat(aoi).hasToString(file.toString());
  }

  @Test
  void aPointOfSeveralPositionsIsRefusedInWords() {
    assertRefused("POINT (1 2, 3 4)", "is no area in a known format", "read as WKT");
    assertRefused("GEOMETRYCOLLECTION (POINT (1 2, 3 4))", "read as WKT");
  }

  @Test
  void filesThatCannotBeReadAreRefused() throws Exception {
    assertThatThrownBy(() -> AoiReader.read(folder.resolve("none.geojson")))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageContaining("none.geojson] does not exist");
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
    assertThatThrownBy(() -> AoiReader.read(binary))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageContaining("is no UTF-8 text");
    assertThatThrownBy(() -> AoiReader.read(folder))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageContaining("can't be read");
  }

  @Test
  void everyFormIsTheSameArea() {
    double expected = 2 * 3;
    assertThat(area("10,20,12,23")).isEqualTo(expected);
    assertThat(area(" 10 , 20.0 ,\t12 , 2.3e1 ")).isEqualTo(expected);
    assertThat(area("POLYGON((10 20, 12 20, 12 23, 10 23, 10 20))")).isEqualTo(expected);
    assertThat(area("polygon z((10 20 5, 12 20 5, 12 23 5, 10 23 5, 10 20 5))"))
        .isEqualTo(expected);
    assertThat(area("SRID=4326;POLYGON((10 20, 12 20, 12 23, 10 23, 10 20))")).isEqualTo(expected);
    assertThat(area("POLYGON((10 20, 10 23, 12 23, 12 20, 10 20))")).isEqualTo(expected);
    String ring = "[[10,20,7],[12,20,7],[12,23,7],[10,23,7],[10,20,7]]";
    assertThat(area(polygon(ring))).isEqualTo(expected);
    assertThat(area("{\"type\":\"MultiPolygon\",\"coordinates\":[[" + ring + "]]}"))
        .isEqualTo(expected);
    assertThat(area("{\"type\":\"GeometryCollection\",\"geometries\":[" + polygon(ring) + "]}"))
        .isEqualTo(expected);
    assertThat(area("{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + polygon(ring) + "}"))
        .isEqualTo(expected);
  }

  @Test
  void featuresAreJoined() {
    String feature =
        "{\"type\":\"Feature\",\"geometry\":"
            + polygon("[[%1$s,0],[%2$s,0],[%2$s,1],[%1$s,1],[%1$s,0]]")
            + "}";
    String document =
        "{\"type\":\"FeatureCollection\",\"features\":["
            + feature.formatted(0, 2)
            + ","
            + feature.formatted(1, 3)
            + ","
            + feature.formatted(5, 6)
            + "]}";
    assertThat(area(document)).isCloseTo(4, within(1e-12));
  }

  @Test
  void namesInMessagesCarryNoControlCharacters() {
    assertThatThrownBy(() -> AoiReader.parse("", "a\u001b[31m\nb"))
        .hasMessageStartingWith("[a?[31m?b] is empty");
  }

  @Test
  void boxAcrossTheAntimeridianMayBeWiderThanHalfTheEarth() {
    Aoi aoi = AoiReader.parse("75.98511897906636,15,7.556750939871904,61", "--bbox");
    double[] longitudes = {75.98511897906636, 180, -180, 0, 7.556750939871904, 7.56, 75.98};
    double[] latitudes = {20, 20, 20, 20, 20, 20, 20};
    int[] inside = new int[longitudes.length];
    assertThat(aoi.select(longitudes, latitudes, 0, longitudes.length, inside)).isEqualTo(5);
    assertThat(AoiReader.parse("180,0,-170,1", "--bbox").geometry().getArea())
        .isCloseTo(10, within(1e-9));
    assertThat(AoiReader.parse("-170,-10,170,10", "--bbox").geometry().getArea())
        .isCloseTo(6800, within(1e-9));
  }
}
