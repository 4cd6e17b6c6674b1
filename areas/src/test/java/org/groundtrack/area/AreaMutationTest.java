package org.groundtrack.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.io.WKBWriter;

/** Documents of all formats, damaged: each is an area, or is refused in our own words. */
class AreaMutationTest {
  /** Of each document; ask for more with {@code -DareaMutations=100000}. */
  private static final int MUTATIONS = Integer.getInteger("areaMutations", 150);

  private static final String WKT =
      "MULTIPOLYGON(((10 20, 12 20, 12 23, 10 23, 10 20),(11 21, 11 22, 11.5 22, 11 21)),((20 20, 21 20, 21 21, 20 20)))";
  private static final String COLLECTION =
      "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(3 4, 179 6, -179 7)," + WKT + ")";
  private static final String PROJECTED =
      "POLYGON((-500000 -500000, 500000 -500000, 500000 500000, -500000 -500000))";

  private static final List<AoiSettings> SETTINGS =
      List.of(
          AoiSettings.DEFAULT,
          AoiSettings.DEFAULT.withBufferMetres(5000),
          AoiSettings.DEFAULT.withFeatures("name"),
          AoiSettings.DEFAULT.withFeatures().withBufferMetres(200_000),
          AoiSettings.DEFAULT.withCrs("EPSG:3413"));

  @TempDir Path folder;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> documents() throws Exception {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    String polygon =
        "{\"type\":\"Polygon\",\"coordinates\":[[[10,20],[12,20],[12,23],[10,23],[10,20]],[[11,21],[11,22],[11.5,22],[11,21]]]}";
    String feature =
        "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"name\":\"a\",\"n\":[1,{\"x\":null}]},\"geometry\":%s}"
            .formatted(polygon);
    documents.put(
        "GeoJSON",
        utf8(
            "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}},\"features\":[%s,{\"type\":\"Feature\",\"properties\":{\"name\":\"b\"},\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}}]}"
                .formatted(feature)));
    documents.put("sequence", utf8("\u001e" + feature + "\n\u001e" + polygon + "\n"));
    documents.put("WKT", utf8("SRID=4326;" + COLLECTION));
    documents.put("projected WKT", utf8(PROJECTED));
    documents.put("WKB", new WKBWriter(2, 2, true).write(AreaSamples.geometry(COLLECTION)));
    documents.put("projected WKB", new WKBWriter(3, 1).write(AreaSamples.geometry(PROJECTED)));
    documents.put("hex", utf8(WKBWriter.toHex(documents.get("WKB"))));
    byte[] kml =
        utf8(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark id=\"p\"><name>a</name><ExtendedData><Data name=\"code\"><value>1</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>10,20,5 12,20,5 12,23,5 10,20,5</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark><Placemark><name><![CDATA[b]]></name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>");
    documents.put("KML", kml);
    documents.put("KMZ", AreaSamples.zip(Map.of("doc.kml", kml)));
    documents.put("box", utf8("170,-20,-170.5,20"));
    documents.put("GeoParquet", geoParquet());
    documents.put(
        "GeoPackage",
        AreaSamples.geoPackage(folder, 4326, new String[] {"areas"}, WKT, null, "POINT(1 2)"));
    documents.put("FlatGeobuf", AreaSamples.flatGeobuf(4326, WKT, WKT));
    documents.put("shapefile", AreaSamples.shp(WKT, null, WKT));
    Map<String, byte[]> zipped = new LinkedHashMap<>();
    zipped.put("a.shp", AreaSamples.shp(WKT, null, WKT));
    zipped.put("a.dbf", AreaSamples.dbf(StandardCharsets.UTF_8, "a", "b", "\u00e6"));
    zipped.put("a.cpg", utf8("UTF-8"));
    zipped.put(
        "a.prj",
        utf8(
            "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"));
    documents.put("zipped shapefile", AreaSamples.zip(zipped));
    zipped.forEach((name, bytes) -> documents.put(name, bytes));
    return documents;
  }

  private byte[] geoParquet() throws Exception {
    Path file = folder.resolve("area.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duckdb.createStatement()) {
      sql.execute(
          "copy (select unhex('%s') as geometry, 'a' as name) to '%s' (format parquet, compression snappy, kv_metadata {geo: '{\"version\":\"1.1.0\",\"primary_column\":\"geometry\",\"columns\":{\"geometry\":{\"encoding\":\"WKB\"}}}'})"
              .formatted(WKBWriter.toHex(new WKBWriter().write(AreaSamples.geometry(WKT))), file));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 ->
            bytes[at] =
                "0123456789-+.eE,[]{}()<>/\"' N"
                    .getBytes(StandardCharsets.UTF_8)[random.nextInt(29)];
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> {
          int to = Math.min(bytes.length, at + random.nextInt(20));
          byte[] shorter = new byte[bytes.length - (to - at)];
          System.arraycopy(bytes, 0, shorter, 0, at);
          System.arraycopy(bytes, to, shorter, at, bytes.length - to);
          bytes = shorter;
        }
        default -> {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
          Arrays.fill(bytes, at, at + length, random.nextBoolean() ? 0 : (byte) 0xFF);
        }
      }
    }
    return bytes;
  }

  @Test
  void damagedDocumentsAreAreasOrAreRefusedInOurOwnWords() throws Exception {
    long seed = Long.getLong("areaSeed", System.nanoTime());
    System.out.println("AreaMutationTest: seed " + seed);
    Random random = new Random(seed);
    int accepted = 0;
    int inputs = 0;
    for (Map.Entry<String, byte[]> document : documents().entrySet()) {
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] bytes = mutated(document.getValue(), random);
        AoiSettings settings = SETTINGS.get(random.nextInt(SETTINGS.size()));
        String where = "seed %s, %s %s, %s".formatted(seed, document.getKey(), i, settings);
        inputs++;
        long started = System.nanoTime();
        try {
          use(read(document.getKey(), bytes, settings), i % 20 == 0);
          accepted++;
        } catch (GroundtrackException e) {
          assertThat(e.getMessage())
              .as(where)
              .doesNotContain("null:", ": null", "Exception", "Error:", "fasterxml", "\n");
          assertThat(e.getMessage().length()).as(where).isLessThan(1000);
        } catch (RuntimeException | Error e) {
          fail(where, e);
        }
        assertThat(System.nanoTime() - started).as(where).isLessThan(20_000_000_000L);
      }
    }
    System.out.println("AreaMutationTest: %s inputs, %s areas".formatted(inputs, accepted));
    assertThat(accepted).as("seed %s", seed).isPositive();
  }

  /** Parts of a shapefile are put beside a whole one. */
  private Aoi read(String name, byte[] bytes, AoiSettings settings) throws Exception {
    if (!name.startsWith("a.")) {
      return AoiReader.read(new ByteArrayInputStream(bytes), "area", settings);
    }
    Files.write(folder.resolve("a.shp"), AreaSamples.shp(WKT, null, WKT));
    Files.write(
        folder.resolve("a.dbf"), AreaSamples.dbf(StandardCharsets.UTF_8, "a", "b", "\u00e6"));
    Files.deleteIfExists(folder.resolve("a.prj"));
    Files.deleteIfExists(folder.resolve("a.cpg"));
    Files.write(folder.resolve(name), bytes);
    return AoiReader.read(folder.resolve("a.shp"), settings);
  }

  private static void use(Aoi aoi, boolean drawn) {
    CellCover.of(aoi, 4);
    aoi.contains(11, 20.5);
    aoi.contains(180, 5);
    aoi.relation(new Envelope(-180, 180, -90, 90));
    aoi.relation(new Envelope(9, 11, 19, 20.1));
    // Drawing what is round something takes longer than all else.
    if (drawn) {
      aoi.geometry().getNumPoints();
    }
  }
}
