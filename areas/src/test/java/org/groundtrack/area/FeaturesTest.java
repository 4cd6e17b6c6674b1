package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Features of documents: their ids, and what each covers. */
class FeaturesTest {
  private static final AoiSettings PER_FEATURE = AoiSettings.DEFAULT.withFeatures();

  @TempDir Path folder;

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
        .formatted(String.join(",", features));
  }

  /** A feature of a square of a degree. */
  private static String square(int west, String members) {
    return "{\"type\":\"Feature\",%s\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%2$s,0],[%3$s,0],[%3$s,1],[%2$s,1],[%2$s,0]]]}}"
        .formatted(members, west, west + 1);
  }

  private static String withProperties(int west, String properties) {
    return square(west, "\"properties\":{%s},".formatted(properties));
  }

  private static List<String> ids(Aoi aoi) {
    return aoi.features().orElseThrow().list().stream().map(AoiFeatures.Feature::id).toList();
  }

  private static List<String> ids(String document, AoiSettings settings) {
    return ids(AoiReader.parse(document, "parks", settings));
  }

  private static void assertRefused(String document, AoiSettings settings, String... words) {
    assertThatThrownBy(() -> AoiReader.parse(document, "parks", settings))
        .isInstanceOf(InvalidAoiException.class)
        .hasMessageStartingWith("[parks] ")
        .hasMessageContainingAll(words);
  }

  @Test
  void featuresAreTakenTogetherUnlessTheyAreAskedFor() {
    assertThat(AoiReader.parse(collection(square(0, ""), square(3, "")), "parks").features())
        .isEmpty();
  }

  @Test
  void idsOfGeoJsonAreItsIdsAsText() {
    assertThat(
            ids(
                collection(
                    square(0, "\"id\":\"b\","),
                    square(3, "\"id\":7,"),
                    square(6, "\"id\":1.5,"),
                    square(9, "\"id\":123456789012345678901234567890,")),
                PER_FEATURE))
        .containsExactly("b", "7", "1.5", "123456789012345678901234567890");
  }

  @Test
  void featuresWithoutIdsAreCalledByTheirPositions() {
    assertThat(ids(collection(square(0, ""), square(3, "\"id\":null,")), PER_FEATURE))
        .containsExactly("1", "2");
  }

  @Test
  void positionsCountFeaturesThatCoverNothing() {
    String empty = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}";
    assertThat(ids(collection(empty, square(3, "")), PER_FEATURE)).containsExactly("2");
  }

  @Test
  void aMissingIdAmongOthersIsRefusedByItsFeature() {
    assertRefused(
        collection(square(0, "\"id\":\"a\","), square(3, "")),
        PER_FEATURE,
        "feature 2: has no id",
        "feature 1 has 'a'",
        "--feature-id");
  }

  @Test
  void twoFeaturesOfOneIdAreRefused() {
    assertRefused(
        collection(square(0, "\"id\":1,"), square(3, "\"id\":\"1\",")),
        PER_FEATURE,
        "feature 2: has the id '1' of feature 1",
        "--feature-id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"name\":null'|feature 2: its property 'name' is null",
        "'\"name\":[1]'|feature 2: its property 'name' is [1]",
        "'\"name\":\" \"'|feature 2: its property 'name' is empty",
        "'\"nama\":1'|feature 2: has no property 'name', which --feature-id names: did you mean 'nama'",
        "''|feature 2: has no property 'name', which --feature-id names: it has none"
      })
  void propertiesThatAreNoIdsAreRefusedByTheirFeature(String properties, String message) {
    assertRefused(
        collection(withProperties(0, "\"name\":\"a\""), withProperties(3, properties)),
        AoiSettings.DEFAULT.withFeatures("name"),
        message);
  }

  @Test
  void aPropertyTakesTheIdsPlace() {
    assertThat(
            ids(
                collection(
                    square(0, "\"id\":1,\"properties\":{\"name\":\"Kaskawulsh\"},"),
                    square(3, "\"id\":2,\"properties\":{\"name\":true},")),
                AoiSettings.DEFAULT.withFeatures("name")))
        .containsExactly("Kaskawulsh", "true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POLYGON((0 0, 1 0, 1 1, 0 0))",
        "MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 0, 6 0, 6 1, 5 0)))",
        "0,0,1,1",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}",
        "GEOMETRYCOLLECTION(POLYGON((0 0, 1 0, 1 1, 0 0)))"
      })
  void aGeometryAloneIsOneFeatureAndHasNoProperties(String document) {
    assertThat(ids(document, PER_FEATURE)).containsExactly("1");
    assertRefused(
        document, AoiSettings.DEFAULT.withFeatures("name"), "without properties", "--feature-id");
  }

  @Test
  void membersOfACollectionThatIsAloneAreFeatures() throws Exception {
    String wkt =
        "GEOMETRYCOLLECTION(POLYGON((0 0, 1 0, 1 1, 0 0)), MULTIPOLYGON(((5 0, 6 0, 6 1, 5 0)), ((7 0, 8 0, 8 1, 7 0))))";
    assertThat(ids(wkt, PER_FEATURE)).containsExactly("1", "2");
    assertThat(ids(WKBWriter.toHex(new WKBWriter().write(new WKTReader().read(wkt))), PER_FEATURE))
        .containsExactly("1", "2");
    String geometries =
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]},{\"type\":\"Polygon\",\"coordinates\":[[[5,0],[6,0],[6,1],[5,0]]]}]}";
    assertThat(ids(geometries, PER_FEATURE)).containsExactly("1", "2");
    assertThat(
            ids(
                "{\"type\":\"Feature\",\"id\":\"both\",\"geometry\":%s}".formatted(geometries),
                PER_FEATURE))
        .containsExactly("both");
  }

  private static String placemark(String attributes, String inner, int west) {
    return "<Placemark%s>%s<Polygon><outerBoundaryIs><LinearRing><coordinates>%s,0 %s,0 %s,1 %s,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        .formatted(attributes, inner, west, west + 1, west + 1, west);
  }

  private static String kml(String... placemarks) {
    return "<kml><Document><name>no placemark's</name><Folder><name>nor this</name>%s</Folder></Document></kml>"
        .formatted(String.join("", placemarks));
  }

  @Test
  void placemarksAreCalledByTheirIdElseTheirNameElseTheirPosition() {
    assertThat(
            ids(
                kml(
                    placemark(" id=\"a\"", "<name>A</name>", 0),
                    placemark("", "<name> B <![CDATA[& C]]></name>", 3)),
                PER_FEATURE))
        .containsExactly("a", "B & C");
    assertThat(ids(kml(placemark("", "", 0), placemark("", "<name></name>", 3)), PER_FEATURE))
        .containsExactly("1", "2");
    assertRefused(
        kml(placemark("", "<name>A</name>", 0), placemark("", "", 3)),
        PER_FEATURE,
        "placemark 2: has no id",
        "placemark 1 has 'A'");
  }

  @Test
  void extendedDataOfPlacemarksAreProperties() {
    String document =
        kml(
            placemark(
                "",
                "<name>A</name><ExtendedData><Data name=\"code\"><displayName>x</displayName><value>11</value></Data></ExtendedData>",
                0),
            placemark(
                "",
                "<name>A</name><ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"code\">12</SimpleData></SchemaData></ExtendedData>",
                3));
    assertThat(ids(document, AoiSettings.DEFAULT.withFeatures("code"))).containsExactly("11", "12");
    assertRefused(document, PER_FEATURE, "placemark 2: has the id 'A' of placemark 1");
    assertRefused(
        document,
        AoiSettings.DEFAULT.withFeatures("cod"),
        "placemark 1: has no property 'cod'",
        "'code'");
  }

  private static String wkb(int west) throws ParseException {
    String wkt = "POLYGON((%1$s 0, %1$s.5 1, %1$s 1, %1$s 0))".formatted(west);
    return WKBWriter.toHex(new WKBWriter().write(new WKTReader().read(wkt)));
  }

  @Test
  void columnsOfGeoParquetAreProperties() throws Exception {
    Path file = folder.resolve("areas.parquet");
    String geo =
        "{\"version\":\"1.1.0\",\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":\"WKB\"}}}";
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement()) {
      sql.execute(
          "copy (select * from (values (unhex('%s'), 'a', 5::ubigint, 1.5::double, null, date '2020-01-01'), (null, null, null, null, null, null), (unhex('%s'), 'b', 18446744073709551615::ubigint, 2, 'x', date '2020-01-01')) t(geometry, name, big, num, part, day)) to '%s' (format parquet, kv_metadata {geo: '%s'})"
              .formatted(wkb(1), wkb(5), file, geo));
    }
    assertThat(ids(AoiReader.read(file, PER_FEATURE))).containsExactly("1", "3");
    assertThat(ids(AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("name"))))
        .containsExactly("a", "b");
    assertThat(ids(AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("big"))))
        .containsExactly("5", "18446744073709551615");
    assertThat(ids(AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("num"))))
        .containsExactly("1.5", "2.0");
    assertThatThrownBy(() -> AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("part")))
        .hasMessageContaining("row 1: its column 'part' is null");
    assertThatThrownBy(() -> AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("day")))
        .hasMessageContaining("column 'day' is of type DATE");
    assertThatThrownBy(() -> AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("nome")))
        .hasMessageContaining("did you mean 'name'? Known are name, big, num, part");
  }

  @Test
  void eachFeatureCoversWhatItCoversAlone() {
    String[] features = {
      square(0, ""),
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[170,10],[-170,10],[-170,20],[170,10]]]}}",
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[150,80],[30,80],[-90,80],[150,80]]]}}"
    };
    AoiSettings settings = PER_FEATURE.withBufferMetres(2000);
    List<AoiFeatures.Feature> together =
        AoiReader.parse(collection(features), "parks", settings).features().orElseThrow().list();
    for (int i = 0; i < features.length; i++) {
      Aoi alone =
          AoiReader.parse(
              collection(features[i]), "parks", AoiSettings.DEFAULT.withBufferMetres(2000));
      assertThat(together.get(i).area().geometry().toText()).isEqualTo(alone.geometry().toText());
    }
  }

  @Test
  void eachFeatureIsTakenFromTheProjectionAndBuffered() {
    AoiSettings settings = PER_FEATURE.withCrs("EPSG:3413").withBufferMetres(100);
    Aoi aoi =
        AoiReader.parse(
            "GEOMETRYCOLLECTION(POINT(-200000 -2200000), POLYGON((-100 -80, 100 -80, 100 80, -100 -80)))",
            "parks",
            settings);
    AoiFeatures features = aoi.features().orElseThrow();
    assertThat(ids(aoi)).containsExactly("1", "2");
    assertThat(features.list().get(1).area().contains(33, 90)).isTrue();
    assertThat(features.list().get(0).area().contains(33, 90)).isFalse();
    assertThat(features.list().get(0).area().bounds().centre().y).isBetween(69.0, 71.0);
  }

  @Test
  void aPropertyIsNoUseWhereFeaturesAreTakenTogether() {
    assertThatThrownBy(() -> new AoiSettings(null, 0, false, "name", null))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--feature-id");
  }

  @Test
  void aFileIsReadPerFeatureAsTextIs() throws Exception {
    Path file = folder.resolve("parks.geojson");
    Files.write(file, collection(square(0, "\"id\":\"a\",")).getBytes(StandardCharsets.UTF_8));
    assertThat(ids(AoiReader.read(file, PER_FEATURE))).containsExactly("a");
  }
}
