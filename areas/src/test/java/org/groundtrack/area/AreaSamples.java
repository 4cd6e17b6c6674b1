package org.groundtrack.area;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;
import org.wololo.flatgeobuf.Constants;
import org.wololo.flatgeobuf.GeometryConversions;
import org.wololo.flatgeobuf.generated.Column;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Crs;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.GeometryType;
import org.wololo.flatgeobuf.generated.Header;

/** Small documents of the formats of other programs. */
final class AreaSamples {
  private AreaSamples() {}

  static Geometry geometry(String wkt) throws ParseException {
    return new WKTReader().read(wkt);
  }

  /** A GeoPackage of a layer for each name, with the same features called a, b, and so on. */
  static byte[] geoPackage(Path folder, int epsg, String[] layers, String... wkts)
      throws IOException, SQLException, ParseException {
    Path file = Files.createTempFile(folder, "area", ".gpkg");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = database.createStatement()) {
      sql.execute(
          "create table gpkg_spatial_ref_sys (srs_name, srs_id integer primary key, organization, organization_coordsys_id, definition)");
      sql.execute("create table gpkg_contents (table_name, data_type, srs_id)");
      sql.execute("create table gpkg_geometry_columns (table_name, column_name, srs_id)");
      sql.execute(
          "insert into gpkg_spatial_ref_sys values ('it', %1$s, 'EPSG', %1$s, '')".formatted(epsg));
      for (String layer : layers) {
        sql.execute(
            "create table \"%s\" (fid integer primary key, geom blob, name text)".formatted(layer));
        sql.execute(
            "insert into gpkg_contents values ('%s', 'features', %s)".formatted(layer, epsg));
        sql.execute(
            "insert into gpkg_geometry_columns values ('%s', 'geom', %s)".formatted(layer, epsg));
        try (PreparedStatement row =
            database.prepareStatement(
                "insert into \"%s\" (geom, name) values (?, ?)".formatted(layer))) {
          for (int i = 0; i < wkts.length; i++) {
            row.setBytes(1, wkts[i] == null ? null : blob(geometry(wkts[i]), epsg));
            row.setString(2, String.valueOf((char) ('a' + i)));
            row.execute();
          }
        }
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static byte[] blob(Geometry geometry, int epsg) {
    byte[] wkb = new WKBWriter().write(geometry);
    return ByteBuffer.allocate(8 + 32 + wkb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'G', 'P', 0, 3})
        .putInt(epsg)
        .position(40)
        .put(wkb)
        .array();
  }

  /**
   * A FlatGeobuf file of multipolygons without an index, whose features are called a, b, and so on.
   */
  static byte[] flatGeobuf(int epsg, String... wkts) throws IOException, ParseException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Constants.MAGIC_BYTES);
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int crs = Crs.createCrs(builder, builder.createString("EPSG"), epsg, 0, 0, 0, 0);
    int column =
        Column.createColumn(
            builder,
            builder.createString("name"),
            ColumnType.String,
            0,
            0,
            -1,
            -1,
            -1,
            true,
            false,
            false,
            0);
    int columns = Header.createColumnsVector(builder, new int[] {column});
    Header.startHeader(builder);
    Header.addGeometryType(builder, GeometryType.MultiPolygon);
    Header.addColumns(builder, columns);
    Header.addFeaturesCount(builder, wkts.length);
    Header.addIndexNodeSize(builder, 0);
    Header.addCrs(builder, crs);
    builder.finishSizePrefixed(Header.endHeader(builder));
    out.write(builder.sizedByteArray());
    for (int i = 0; i < wkts.length; i++) {
      Geometry geometry = geometry(wkts[i]);
      if (geometry instanceof Polygon polygon) {
        geometry = geometry.getFactory().createMultiPolygon(new Polygon[] {polygon});
      }
      builder = new FlatBufferBuilder();
      ByteBuffer values = ByteBuffer.allocate(7).order(ByteOrder.LITTLE_ENDIAN);
      values.putShort((short) 0).putInt(1).put((byte) ('a' + i));
      int properties = Feature.createPropertiesVector(builder, values.array());
      int stored =
          GeometryConversions.serialize(
              builder, geometry, GeometryConversions.toGeometryType(geometry.getClass()));
      builder.finishSizePrefixed(Feature.createFeature(builder, stored, properties, 0));
      out.write(builder.sizedByteArray());
    }
    return out.toByteArray();
  }

  /** A file .shp of polygons, each of one or several; {@code null} for none. */
  static byte[] shp(String... wkts) throws ParseException {
    ByteBuffer file = ByteBuffer.allocate(1 << 16);
    file.putInt(9994).position(100);
    for (int i = 0; i < wkts.length; i++) {
      ByteBuffer shape = wkts[i] == null ? ByteBuffer.allocate(4) : shape(geometry(wkts[i]));
      file.order(ByteOrder.BIG_ENDIAN).putInt(i + 1).putInt(shape.capacity() / 2);
      file.put(shape.array());
    }
    byte[] bytes = new byte[file.position()];
    file.putInt(24, file.position() / 2);
    file.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 5);
    file.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer shape(Geometry geometry) {
    int rings = 0;
    int points = 0;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      rings += 1 + ((Polygon) geometry.getGeometryN(i)).getNumInteriorRing();
      points += geometry.getGeometryN(i).getNumPoints();
    }
    ByteBuffer shape =
        ByteBuffer.allocate(44 + 4 * rings + 16 * points).order(ByteOrder.LITTLE_ENDIAN);
    shape.putInt(5).position(36);
    shape.putInt(rings).putInt(points);
    int start = 0;
    int at = 44 + 4 * rings;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) geometry.getGeometryN(i).norm();
      for (int k = -1; k < polygon.getNumInteriorRing(); k++) {
        Coordinate[] ring =
            (k < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(k)).getCoordinates();
        shape.putInt(start);
        start += ring.length;
        for (Coordinate position : ring) {
          shape.putDouble(at, position.x).putDouble(at + 8, position.y);
          at += 16;
        }
      }
    }
    return shape;
  }

  /** A file .dbf of a text and a number for each row. */
  static byte[] dbf(Charset charset, String... names) {
    ByteBuffer file = ByteBuffer.allocate(97 + 17 * names.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 3).putInt(4, names.length).putShort(8, (short) 97).putShort(10, (short) 17);
    file.position(32);
    file.put("name".getBytes(StandardCharsets.US_ASCII)).put(43, (byte) 'C').put(48, (byte) 10);
    file.position(64);
    file.put("plot".getBytes(StandardCharsets.US_ASCII)).put(75, (byte) 'N').put(80, (byte) 6);
    file.put(96, (byte) '\r').position(97);
    for (int i = 0; i < names.length; i++) {
      byte[] text = names[i].getBytes(charset);
      file.put((byte) ' ').put(text).put(new byte[10 - text.length]);
      file.put(String.format(Locale.ROOT, "%6d", i + 1).getBytes(StandardCharsets.US_ASCII));
    }
    return file.array();
  }

  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
