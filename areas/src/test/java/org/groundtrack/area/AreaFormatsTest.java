package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

class AreaFormatsTest {
  private static final String WKT =
      "MULTIPOLYGON(((10 20, 12 20, 12 23, 10 23, 10 20),(11 21, 11 22, 11.5 22, 11 21)),((20 20, 21 20, 21 21, 20 20)))";

  @TempDir Path folder;

  private static Aoi read(byte[] bytes) {
    return AoiReader.read(new ByteArrayInputStream(bytes), "area", AoiSettings.DEFAULT);
  }

  private static void assertRefused(byte[] bytes, String... words) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageStartingWith("[area] ")
        .hasMessageContainingAll(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wkb(String wkt, int order, int srid) throws ParseException {
    Geometry geometry = new WKTReader().read(wkt);
    geometry.setSRID(srid);
    return new WKBWriter(2, order, srid != 0).write(geometry);
  }

  private static String expected() {
    return AoiReader.parse(WKT, "area").geometry().toText();
  }

  @Test
  void wkbIsReadInBothByteOrdersBinaryAndHexadecimal() throws Exception {
    for (int order : new int[] {ByteOrderValues.BIG_ENDIAN, ByteOrderValues.LITTLE_ENDIAN}) {
      for (int srid : new int[] {0, 4326}) {
        byte[] wkb = wkb(WKT, order, srid);
        assertThat(read(wkb).geometry().toText()).isEqualTo(expected());
        String hex = WKBWriter.toHex(wkb);
        assertThat(read(utf8(hex + "\n")).geometry().toText()).isEqualTo(expected());
        assertThat(AoiReader.parse(hex, "area").geometry().toText()).isEqualTo(expected());
      }
    }
  }

  @Test
  void damagedWkbIsRefusedWhateverIsWrongWithIt() throws Exception {
    long seed = System.nanoTime();
    System.out.println("AreaFormatsTest: seed " + seed);
    Random random = new Random(seed);
    byte[] whole = wkb(WKT, ByteOrderValues.LITTLE_ENDIAN, 0);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        read(damaged);
      } catch (InvalidAoiException e) {
        assertThat(e).as("seed %s", seed).hasMessageStartingWith("[area] ");
      }
    }
    byte[] nested = new byte[9 * 1_000_000];
    for (int i = 0; i < nested.length; i += 9) {
      nested[i] = 1;
      nested[i + 1] = 7;
      nested[i + 5] = 1;
    }
    assertRefused(nested, "is damaged or no WKB");
  }

  private static String kml(String placemarks) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Folder>"
        + placemarks
        + "</Folder></Document></kml>";
  }

  private static String placemark(String outer, String inner) {
    return "<Placemark><name>a</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
        + outer
        + "</coordinates></LinearRing></outerBoundaryIs>"
        + (inner.isEmpty()
            ? ""
            : "<innerBoundaryIs><LinearRing><coordinates>"
                + inner
                + "</coordinates></LinearRing></innerBoundaryIs>")
        + "</Polygon></Placemark>";
  }

  private static String areas() {
    return kml(
        placemark("10,20,5 12,20,5 12,23,5 10,23,5 10,20,5", "11,21 11,22 11.5,22 11,21")
            + "<Placemark><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>\n 20,20\n 21, 20\t21,21  20,20 \n</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>");
  }

  @Test
  void placemarksOfKmlAreReadWithTheirHoles() {
    assertThat(read(utf8(areas())).geometry().toText()).isEqualTo(expected());
    assertThat(AoiReader.parse(areas(), "--aoi").geometry().toText()).isEqualTo(expected());
  }

  @Test
  void kmlThatMakesNoSenseIsRefusedByItsPlacemark() {
    String good = placemark("0,0 1,0 1,1 0,0", "");
    assertRefused(
        utf8(kml(good + placemark("0,0 1,0 x,1 0,0", ""))), "placemark 2: vertex 3", "x,1");
    assertRefused(
        utf8(kml(placemark("0,0 1,0 1,1 0,1", ""))), "placemark 1: outer ring is not closed");
    assertRefused(
        utf8(kml(placemark("0,0 1,0 1,99 0,0", ""))),
        "placemark 1: outer ring, vertex 3: latitude 99");
    assertRefused(
        utf8(kml("<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>")),
        "placemark 1: is a Point",
        "--buffer METRES");
    assertRefused(utf8(kml("<Placemark><name>none</name></Placemark>")), "has no placemark with");
    assertRefused(
        utf8(kml("<NetworkLink><Link><href>a.kml</href></Link></NetworkLink>")), "NetworkLink");
    assertRefused(utf8("<html></html>"), "is XML with the root html, expected kml");
    assertRefused(utf8("<kml><Placemark>"), "is no KML at line 1");
    assertRefused(utf8("<kml>" + "<a>".repeat(5000)), "more than 200 deep");
  }

  @Test
  void documentTypesAndEntitiesOfXmlAreNeitherReadNorFetched() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "0,0 1,0 1,1 0,0");
    String body = kml(placemark("&x;", "")).replaceFirst("<\\?.*\\?>", "");
    for (String type :
        new String[] {
          "<!DOCTYPE kml [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
          "<!DOCTYPE kml [<!ENTITY x \"0,0 1,0 1,1 0,0\">]>",
          "<!DOCTYPE kml SYSTEM \"" + secret.toUri() + "\">"
        }) {
      assertRefused(utf8(type + body), "KML");
    }
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("images/icon.png"));
      zip.write(new byte[100]);
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void kmzIsReadAndAZipBombIsNot() throws Exception {
    assertThat(read(zip("doc.kml", utf8(areas()))).geometry().toText()).isEqualTo(expected());
    assertRefused(zip("doc.txt", utf8("hello")), "is a ZIP file without a KML document");
    assertRefused(zip("doc.kml", new byte[80 << 20]), "unpacks to more than");
    assertRefused(zip("a.bin", new byte[80 << 20]), "unpacks to more than");
    byte[] damaged = Arrays.copyOf(zip("doc.kml", utf8(areas())), 200);
    assertRefused(damaged, "is");
  }

  private byte[] geoParquet(String rows, String geo) throws Exception {
    return geoParquet(rows, geo, "zstd");
  }

  private byte[] geoParquet(String rows, String geo, String compression) throws Exception {
    Path file = folder.resolve("area.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement()) {
      sql.execute(
          "copy (select unhex(col0) as geometry, 7 as other from (values %s)) to '%s' (format parquet, compression %s, kv_metadata {geo: '%s'})"
              .formatted(rows, file, compression, geo));
    }
    return Files.readAllBytes(file);
  }

  private static String row(String wkt) throws ParseException {
    return "('" + WKBWriter.toHex(wkb(wkt, ByteOrderValues.LITTLE_ENDIAN, 0)) + "')";
  }

  private static String geo(String about) {
    return "{\"version\":\"1.1.0\",\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{%s}}}"
        .formatted(about);
  }

  @Test
  void rowsOfGeoParquetAreReadTogether() throws Exception {
    String rows =
        row("POLYGON((10 20, 12 20, 12 23, 10 23, 10 20),(11 21, 11 22, 11.5 22, 11 21))")
            + ",(null),"
            + row("MULTIPOLYGON(((20 20, 21 20, 21 21, 20 20)))");
    for (String about :
        new String[] {
          "\"encoding\":\"WKB\"",
          "\"encoding\":\"WKB\",\"crs\":{\"id\":{\"authority\":\"OGC\",\"code\":\"CRS84\"}}",
          "\"encoding\":\"WKB\",\"crs\":{\"id\":{\"authority\":\"EPSG\",\"code\":4326}}"
        }) {
      for (String compression : new String[] {"zstd", "snappy", "uncompressed"}) {
        assertThat(read(geoParquet(rows, geo(about), compression)).geometry().toText())
            .isEqualTo(expected());
      }
    }
  }

  private byte[] typed(LogicalTypeAnnotation type, Map<String, String> words) throws Exception {
    Path file = folder.resolve("typed.parquet");
    byte[][] rows = {
      wkb(
          "POLYGON((10 20, 12 20, 12 23, 10 23, 10 20),(11 21, 11 22, 11.5 22, 11 21))",
          ByteOrderValues.LITTLE_ENDIAN,
          0),
      wkb("MULTIPOLYGON(((20 20, 21 20, 21 21, 20 20)))", ByteOrderValues.LITTLE_ENDIAN, 0)
    };
    MessageType schema =
        new MessageType(
            "areas",
            Types.required(PrimitiveTypeName.BINARY).named("other"),
            Types.required(PrimitiveTypeName.BINARY).as(type).named("shape"));
    try (ParquetTableWriter writer =
        ParquetTableWriter.create(
            file, schema, new ParquetTableWriter.Settings(1, 10, Set.of("shape", "other")))) {
      writer.append(
          writer.encode(
              rows.length, List.of(ColumnData.binaries(rows), ColumnData.binaries(rows))));
      writer.finish(words);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void columnsOfParquetsOwnTypeAreReadWithAWordInTheFooterAndWithoutOne() throws Exception {
    String projjson = "{\"name\":\"WGS 84\",\"id\":{\"authority\":\"EPSG\",\"code\":4326}}";
    for (String crs :
        new String[] {null, "OGC:CRS84", "EPSG:4326", "srid:4326", projjson, "projjson:mine"}) {
      byte[] bare = typed(LogicalTypeAnnotation.geometryType(crs), Map.of("mine", projjson));
      assertThat(read(bare).geometry().toText()).as(crs).isEqualTo(expected());
    }
    String geo =
        "{\"version\":\"2.0.0\",\"primary_column\":\"shape\",\"columns\":{\"shape\":{\"encoding\":\"WKB\",\"geometry_types\":[]}}}";
    byte[] second = typed(LogicalTypeAnnotation.geometryType(null), Map.of("geo", geo));
    assertThat(read(second).geometry().toText()).isEqualTo(expected());
    assertRefused(
        typed(LogicalTypeAnnotation.geometryType("srid:0"), Map.of()), "CRS is not known");
    assertRefused(typed(LogicalTypeAnnotation.geometryType("my own"), Map.of()), "is in my own");
    assertRefused(
        typed(LogicalTypeAnnotation.geometryType("{oops"), Map.of()), "a CRS that is no JSON");
    assertRefused(
        typed(LogicalTypeAnnotation.geographyType(null, null), Map.of()),
        "the column 'shape' of type GEOGRAPHY");
    assertRefused(
        typed(LogicalTypeAnnotation.bsonType(), Map.of()),
        "has no 'geo', and no column is of type");
  }

  @Test
  void geoParquetThatIsNotUnderstoodIsRefused() throws Exception {
    String rows = row(WKT) + "," + row("POLYGON((0 0, 1 0, 1 99, 0 0))");
    assertRefused(
        geoParquet(rows, geo("\"encoding\":\"WKB\"")), "row 2: outer ring, vertex 3: latitude 99");
    assertRefused(
        geoParquet(rows, geo("\"encoding\":\"polygon\"")),
        "encoding 'polygon', expected WKB",
        "ogr2ogr");
    assertRefused(
        geoParquet(rows, geo("\"encoding\":\"WKB\",\"edges\":\"spherical\"")),
        "edges that are spherical");
    assertRefused(
        geoParquet(rows, geo("\"encoding\":\"WKB\",\"crs\":null")),
        "CRS is not known",
        "--aoi-crs");
    assertRefused(
        geoParquet(rows, geo("\"encoding\":\"WKB\",\"crs\":{\"name\":\"my own\"}")),
        "is in my own, which is not known");
    assertRefused(geoParquet(rows, "oops"), "'geo' is no JSON");
    assertRefused(geoParquet("('01')", geo("\"encoding\":\"WKB\"")), "row 1: is damaged or no WKB");
    byte[] whole = geoParquet(rows, geo("\"encoding\":\"WKB\""));
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "is damaged or no GeoParquet");
  }

  @Test
  void formatsThatAreNotReadAreRefusedWithAWayToConvertThem() {
    assertRefused(utf8("SQLite format 3\0 and so on"), "GeoPackage", "ogr2ogr -f GeoJSON");
    assertRefused(new byte[] {(byte) 0xFF, (byte) 0xD8, 1}, "ogr2ogr -f GeoJSON");
  }

  @Test
  void documentsOfMoreThan64MebibytesAreRefused() {
    assertRefused(new byte[(64 << 20) + 1], "has more than 67108864 bytes");
  }
}
