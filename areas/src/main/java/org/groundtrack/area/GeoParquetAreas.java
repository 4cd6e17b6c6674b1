package org.groundtrack.area;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.io.RangeReader;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/** Reads the geometries of a GeoParquet file: all rows of its primary column, which must be WKB. */
final class GeoParquetAreas {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Each row has a vertex, so that more rows than an area may have vertices are too many. */
  private static final int MAX_ROWS = 1_000_000;

  private GeoParquetAreas() {}

  static void read(AreaInput input, AreaDocument document) throws IOException {
    try (RangeReader bytes = input.ranges()) {
      ParquetTableReader table = ParquetTableReader.open(bytes);
      String column = column(geo(table, document), document);
      if (table.rowCount() > MAX_ROWS) {
        throw document.invalid(
            "has %s rows, the limit is %s: choose some".formatted(table.rowCount(), MAX_ROWS));
      }
      FeatureColumn ids = FeatureColumn.of(table, column, document);
      int[] row = {0};
      table.scan(
          ids == null ? List.of(column) : List.of(column, ids.name()),
          null,
          rows -> add(rows, column, ids, row, document));
    } catch (BadIndexException e) {
      throw document.invalid("is damaged or no GeoParquet: " + cause(e), e);
    }
  }

  private static String cause(BadIndexException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return Rings.plain(cause.getMessage());
  }

  private static void add(
      TableRows rows, String column, FeatureColumn ids, int[] row, AreaDocument document) {
    byte[][] geometries = rows.binaries(column);
    for (int i = 0; i < geometries.length; i++) {
      byte[] wkb = geometries[i];
      String where = "row %s: ".formatted(++row[0]);
      document.beginFeature(where);
      // A row without a geometry adds nothing to what the others cover.
      if (wkb != null) {
        if (ids != null) {
          document.setFeatureId(ids.text(rows, i, where));
        }
        document.add(WkbAreas.geometry(wkb, document, where), where);
      }
    }
  }

  private static JsonNode geo(ParquetTableReader table, AreaDocument document) {
    String geo = table.metadata().get("geo");
    if (geo == null) {
      throw document.invalid(
          "is Parquet, but not GeoParquet: its footer has no 'geo'; ogr2ogr -f GeoJSON converts it");
    }
    try {
      return MAPPER.readTree(geo);
    } catch (JsonProcessingException e) {
      throw document.invalid(
          "has a footer whose 'geo' is no JSON: " + Rings.plain(e.getOriginalMessage()), e);
    }
  }

  private static String column(JsonNode geo, AreaDocument document) {
    String column = geo.path("primary_column").asText("");
    JsonNode about = geo.path("columns").path(column);
    String encoding = about.path("encoding").asText("");
    if (!encoding.equals("WKB")) {
      throw document.invalid(
          "has geometries '%s' in the encoding '%s', expected WKB: ogr2ogr -f GeoJSON converts it"
              .formatted(column, encoding));
    }
    String edges = about.path("edges").asText("planar");
    if (!edges.equals("planar")) {
      throw document.invalid(
          "has edges that are %s, expected planar: densify them and write them anew"
              .formatted(edges));
    }
    JsonNode crs = about.path("crs");
    // Without a word it is longitude and latitude; null means that nobody knows.
    if (crs.isNull()) {
      document.setCrsUnknown();
    } else {
      document.setCrs(crs.isMissingNode() ? AreaDocument.LONGITUDE_LATITUDE : name(crs));
    }
    return column;
  }

  private static String name(JsonNode crs) {
    JsonNode id = crs.path("id");
    if (id.path("authority").isMissingNode() || id.path("code").isMissingNode()) {
      return crs.path("name").asText("a CRS without an id");
    }
    return "%s:%s".formatted(id.path("authority").asText(), id.path("code").asText());
  }
}
