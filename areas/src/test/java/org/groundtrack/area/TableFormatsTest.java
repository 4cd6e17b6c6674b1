package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapefiles, GeoPackages, FlatGeobuf, sequences of GeoJSON, and KML in other encodings. */
class TableFormatsTest {
  private static final String FIRST =
      "POLYGON((10 20, 12 20, 12 23, 10 23, 10 20),(11 21, 11 22, 11.5 22, 11 21))";
  private static final String SECOND =
      "MULTIPOLYGON(((20 20, 21 20, 21 21, 20 20)),((30 20, 31 20, 31 21, 30 20)))";
  private static final String POLAR_STEREOGRAPHIC =
      "PROJCS[\"WGS_1984_NSIDC_Sea_Ice_Polar_Stereographic_North\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Stereographic_North_Pole\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",-45.0],PARAMETER[\"Standard_Parallel_1\",70.0],UNIT[\"Meter\",1.0]]";

  @TempDir Path folder;

  private static Aoi read(byte[] bytes, AoiSettings settings) {
    return AoiReader.read(new ByteArrayInputStream(bytes), "area", settings);
  }

  private static String text(byte[] bytes) {
    return read(bytes, AoiSettings.DEFAULT).geometry().toText();
  }

  private static List<String> ids(Aoi aoi) {
    return aoi.features().orElseThrow().list().stream().map(AoiFeatures.Feature::id).toList();
  }

  private static String expected() {
    return AoiReader.parse("GEOMETRYCOLLECTION(%s,%s)".formatted(FIRST, SECOND), "area")
        .geometry()
        .toText();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theSamePolygonsAreTheSameAreaInEachFormat() throws Exception {
    assertThat(text(AreaSamples.flatGeobuf(4326, FIRST, SECOND))).isEqualTo(expected());
    assertThat(text(AreaSamples.shp(FIRST, null, SECOND))).isEqualTo(expected());
    assertThat(
            text(AreaSamples.geoPackage(folder, 4326, new String[] {"areas"}, FIRST, null, SECOND)))
        .isEqualTo(expected());
  }

  @Test
  void attributesTellFeaturesApart() throws Exception {
    AoiSettings byName = AoiSettings.DEFAULT.withFeatures("name");
    assertThat(ids(read(AreaSamples.flatGeobuf(4326, FIRST, SECOND), byName)))
        .containsExactly("a", "b");
    byte[] geoPackage =
        AreaSamples.geoPackage(folder, 4326, new String[] {"areas"}, FIRST, null, SECOND);
    assertThat(ids(read(geoPackage, byName))).containsExactly("a", "c");
    assertThat(ids(read(geoPackage, AoiSettings.DEFAULT.withFeatures("fid"))))
        .containsExactly("1", "3");
    assertThat(ids(read(geoPackage, AoiSettings.DEFAULT.withFeatures()))).containsExactly("1", "3");
    assertThatThrownBy(() -> read(geoPackage, AoiSettings.DEFAULT.withFeatures("nome")))
        .hasMessageContaining("did you mean 'name'");
  }

  @Test
  void aLayerIsChosenByNameWhereThereAreSeveral() throws Exception {
    byte[] bytes =
        AreaSamples.geoPackage(folder, 4326, new String[] {"ice", "land"}, FIRST, SECOND);
    assertThat(read(bytes, AoiSettings.DEFAULT.withLayer("land")).geometry().toText())
        .isEqualTo(expected());
    assertThatThrownBy(() -> read(bytes, AoiSettings.DEFAULT))
        .hasMessageContainingAll("2 layers", "ice, land", "--aoi-layer");
    assertThatThrownBy(() -> read(bytes, AoiSettings.DEFAULT.withLayer("lend")))
        .hasMessageContaining("did you mean 'land'");
  }

  @Test
  void aShapefileIsReadWithWhatStandsBesideIt() throws Exception {
    Path file = folder.resolve("plots.shp");
    Files.write(file, AreaSamples.shp(FIRST, null, SECOND));
    AoiSettings byName = AoiSettings.DEFAULT.withFeatures("name");
    assertThatThrownBy(() -> AoiReader.read(file, byName)).hasMessageContaining(".dbf");
    Files.write(
        folder.resolve("plots.dbf"),
        AreaSamples.dbf(Charset.forName("windows-1252"), "\u00d8", "b", "c"));
    Files.write(folder.resolve("plots.cpg"), utf8("1252"));
    assertThat(ids(AoiReader.read(file, byName))).containsExactly("\u00d8", "c");
    assertThat(ids(AoiReader.read(file, AoiSettings.DEFAULT.withFeatures("plot"))))
        .containsExactly("1", "3");
  }

  @Test
  void aZippedShapefileOfAProjectionIsWhereItsPrjSays() throws Exception {
    String square =
        "POLYGON((-200000 -2200000, -100000 -2200000, -100000 -2100000, -200000 -2100000, -200000 -2200000))";
    Map<String, byte[]> zipped = new LinkedHashMap<>();
    zipped.put("data/plots.dbf", AreaSamples.dbf(StandardCharsets.UTF_8, "\u00e6"));
    zipped.put("data/plots.PRJ", utf8(POLAR_STEREOGRAPHIC));
    zipped.put("data/plots.cpg", utf8("UTF-8"));
    zipped.put("data/plots.shp", AreaSamples.shp(square));
    byte[] zip = AreaSamples.zip(zipped);
    Aoi expected = AoiReader.parse(square, "area", AoiSettings.DEFAULT.withCrs("EPSG:3413"));
    Aoi found = read(zip, AoiSettings.DEFAULT.withFeatures("name"));
    assertThat(ids(found)).containsExactly("\u00e6");
    assertThat(found.bounds().getMinX()).isCloseTo(expected.bounds().getMinX(), within());
    assertThat(found.bounds().getMaxY()).isCloseTo(expected.bounds().getMaxY(), within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-9);
  }

  @Test
  void aCrsThatIsNotUnderstoodGivesWayToTheOneThatIsGiven() throws Exception {
    Files.write(folder.resolve("a.shp"), AreaSamples.shp("POLYGON((0 0, 9000 0, 9000 9000, 0 0))"));
    Files.write(folder.resolve("a.prj"), utf8("PROJCS[\"My own\",PROJECTION[\"Mollweide\"]]"));
    assertThatThrownBy(() -> AoiReader.read(folder.resolve("a.shp")))
        .hasMessageContainingAll("a CRS that is not understood", "My own", "--aoi-crs");
    assertThat(
            AoiReader.read(folder.resolve("a.shp"), AoiSettings.DEFAULT.withCrs("EPSG:3413"))
                .bounds()
                .getMaxY())
        .isEqualTo(90);
  }

  @Test
  void featuresWithoutAGeometryArePassedOverInSequencesToo() {
    String feature =
        "{\"type\":\"Feature\",\"properties\":{\"name\":\"%s\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%d,0],[%d,0],[%d,1],[%d,0]]]}}";
    String first = feature.formatted("a", 1, 2, 2, 1);
    String none = "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}";
    String second = feature.formatted("b", 5, 6, 6, 5);
    AoiSettings byName = AoiSettings.DEFAULT.withFeatures("name");
    for (String document :
        new String[] {
          "\u001e%s\n\u001e%s\n\u001e%s\n".formatted(first, none, second),
          "%s\n%s\n%s".formatted(first, none, second),
          "{\"type\":\"FeatureCollection\",\"features\":[%s,%s,%s]}".formatted(first, none, second)
        }) {
      assertThat(ids(read(utf8(document), byName))).containsExactly("a", "b");
      assertThat(ids(read(utf8(document), AoiSettings.DEFAULT.withFeatures())))
          .containsExactly("1", "3");
    }
  }

  @Test
  void aCrsThatStandsBehindManyFeaturesCountsForAll() {
    StringBuilder document = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < 60_000; i++) {
      int x = i % 300 * 1000;
      int y = i / 300 * 1000;
      document
          .append(i == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%1$d,%2$d],[%3$d,%2$d],[%3$d,%4$d],[%1$d,%2$d]]]}}",
                  x,
                  y,
                  x + 900,
                  y + 900));
    }
    document.append("],\"crs\":{\"properties\":{\"name\":\"EPSG:3413\"}}}");
    Aoi aoi = read(utf8(document.toString()), AoiSettings.DEFAULT);
    assertThat(aoi.bounds().getMinY()).isBetween(80.0, 90.0);
  }

  @Test
  void kmlIsReadInTheEncodingOfItsDeclaration() {
    String kml =
        "<?xml version=\"1.0\" encoding=\"%s\"?><kml><Placemark><name>\u00c5</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>";
    for (String encoding :
        new String[] {"UTF-8", "ISO-8859-1", "windows-1252", "IBM850", "UTF-16", "UTF-16LE"}) {
      byte[] bytes = kml.formatted(encoding).getBytes(Charset.forName(encoding));
      assertThat(ids(read(bytes, AoiSettings.DEFAULT.withFeatures())))
          .as(encoding)
          .containsExactly("\u00c5");
    }
    byte[] wrong = kml.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(wrong, AoiSettings.DEFAULT))
        .hasMessageContaining("is KML whose text is not in UTF-8, which it says");
    assertThatThrownBy(() -> read(utf8(kml.formatted("klingon")), AoiSettings.DEFAULT))
        .hasMessageContaining("is XML in the encoding 'klingon', which is not known");
  }

  @Test
  void whatRoundingAddsToAPoleIsTakenBack() {
    Aoi antarctica =
        AoiReader.parse(
            "POLYGON((180.00000000000014 -84.7, 180.00000000000014 -90.00000000000003, -179.99999999999997 -90.00000000000003, -179.99999999999997 -84.7, -100 -73, 0 -70.5, 120 -66.9, 180.00000000000014 -84.7))",
            "area");
    assertThat(antarctica.contains(0, -90)).isTrue();
    assertThat(antarctica.contains(0, -71)).isTrue();
    assertThat(antarctica.contains(0, -70)).isFalse();
    assertThatThrownBy(() -> AoiReader.parse("POLYGON((0 80,10 80,10 90.1,0 80))", "area"))
        .hasMessageContaining("latitude 90.1");
  }
}
