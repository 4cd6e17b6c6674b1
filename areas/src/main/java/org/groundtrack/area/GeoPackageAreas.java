package org.groundtrack.area;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/** Reads the features of a layer of a GeoPackage. */
final class GeoPackageAreas {
  /** Magic, version, flags, and the number of the CRS. */
  private static final int HEADER_BYTES = 8;

  /** Bytes of an envelope by its code. */
  private static final int[] ENVELOPE_BYTES = {0, 32, 48, 48, 64};

  private static final int EMPTY = 0x10;

  private final Connection database;
  private final AreaDocument document;

  /** Column of geometries and number of the CRS of a layer. */
  private record Layer(String column, int crs) {}

  private GeoPackageAreas(Connection database, AreaDocument document) {
    this.database = database;
    this.document = document;
  }

  static void read(AreaInput input, AreaDocument document) throws IOException {
    Path file = input.file().toAbsolutePath();
    try (Connection database =
        DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro")) {
      try (Statement sql = database.createStatement()) {
        // Views and triggers of a foreign file may call nothing.
        sql.execute("pragma trusted_schema = off");
      }
      new GeoPackageAreas(database, document).read();
    } catch (SQLException e) {
      throw document.invalid(
          "is SQLite, but can't be read as a GeoPackage: " + Rings.plain(e.getMessage()), e);
    } catch (LinkageError e) {
      throw document.invalid(
          "is a GeoPackage, for which SQLite's library can't be loaded from the temporary folder: name one from which programs may run by GROUNDTRACK_OPTS=-Dorg.sqlite.tmpdir=FOLDER, or convert it with ogr2ogr -f GeoJSON",
          e);
    }
  }

  private void read() throws SQLException {
    Map<String, Layer> layers = layers();
    String name = chosen(layers);
    Layer layer = layers.get(name);
    crs(layer.crs());
    List<String> columns = columns(name);
    Attribute attribute = Attribute.of(document, columns);
    String wanted =
        quoted(layer.column())
            + (attribute == null ? "" : ", " + quoted(columns.get(attribute.column())));
    try (Statement sql = database.createStatement();
        ResultSet rows = sql.executeQuery("select %s from %s".formatted(wanted, quoted(name)))) {
      if (attribute != null && rows.getMetaData().getColumnType(2) == Types.BLOB) {
        throw attribute.noText("BLOB");
      }
      for (int row = 1; rows.next(); row++) {
        String where = "row %s: ".formatted(row);
        document.beginFeature(where);
        byte[] stored = rows.getBytes(1);
        Geometry geometry = stored == null ? null : geometry(stored, where);
        if (geometry == null) {
          document.addNothing();
          continue;
        }
        document.add(geometry, where);
        if (attribute != null) {
          document.setFeatureId(attribute.id(text(rows), where));
        }
      }
    }
  }

  private static String text(ResultSet rows) throws SQLException {
    Object value = rows.getObject(2);
    return value == null ? null : value.toString();
  }

  private Map<String, Layer> layers() throws SQLException {
    Map<String, Layer> layers = new LinkedHashMap<>();
    try (Statement sql = database.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select g.table_name, g.column_name, g.srs_id from gpkg_geometry_columns g join gpkg_contents c on lower(c.table_name) = lower(g.table_name) where c.data_type = 'features'")) {
      while (rows.next()) {
        layers.put(rows.getString(1), new Layer(rows.getString(2), rows.getInt(3)));
      }
    }
    return layers;
  }

  private String chosen(Map<String, Layer> layers) {
    return Rings.chosen("layer", new ArrayList<>(layers.keySet()), "a GeoPackage", document);
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement sql =
        database.prepareStatement("select name from pragma_table_info(?)")) {
      sql.setString(1, table);
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  private void crs(int id) throws SQLException {
    try (PreparedStatement sql =
        database.prepareStatement(
            "select organization, organization_coordsys_id, definition from gpkg_spatial_ref_sys where srs_id = ?")) {
      sql.setInt(1, id);
      try (ResultSet rows = sql.executeQuery()) {
        // 0 and -1 are what is not known, of degrees or metres.
        if (id == 0 || id == -1 || !rows.next()) {
          document.setCrsUnknown();
        } else if ("EPSG".equalsIgnoreCase(rows.getString(1))) {
          document.setCrs("EPSG:" + rows.getInt(2));
        } else {
          WktCrs.state(String.valueOf(rows.getString(3)), document);
        }
      }
    }
  }

  /** A geometry; {@code null} if it is an empty one. */
  private Geometry geometry(byte[] stored, String where) {
    boolean header = stored.length >= HEADER_BYTES && stored[0] == 'G' && stored[1] == 'P';
    int code = header ? stored[3] >> 1 & 7 : 0;
    if (!header || code >= ENVELOPE_BYTES.length) {
      throw document.invalid(where + "is damaged, or no geometry of a GeoPackage");
    }
    int from = HEADER_BYTES + ENVELOPE_BYTES[code];
    if ((stored[3] & EMPTY) != 0) {
      return null;
    }
    return WkbAreas.geometry(
        Arrays.copyOfRange(stored, Math.min(from, stored.length), stored.length), document, where);
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
