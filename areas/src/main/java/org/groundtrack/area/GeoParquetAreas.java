package org.groundtrack.area;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeographyLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeometryLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/**
 * Reads the geometries of a GeoParquet file, of version 1 or 2: all rows of its primary column,
 * which must be WKB; or of a Parquet file with one column of type GEOMETRY, which needs no more.
 */
final class GeoParquetAreas {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  /** Each row has a vertex, so that more rows than an area may have vertices are too many. */
  private static final int MAX_ROWS = 1_000_000;

  private GeoParquetAreas() {}

  static void read(byte[] parquet, AreaDocument document) {
    try (BytesRangeReader bytes = new BytesRangeReader(document.name(), parquet)) {
      ParquetTableReader table = ParquetTableReader.open(bytes);
      JsonNode geo = geo(table, document);
      String column = geo == null ? typedColumn(table, document) : column(geo, document);
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
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
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

  /** The footer's word, or {@code null} if it has none. */
  private static JsonNode geo(ParquetTableReader table, AreaDocument document) {
    String geo = table.metadata().get("geo");
    if (geo == null) {
      return null;
    }
    try {
      return MAPPER.readTree(geo);
    } catch (JsonProcessingException e) {
      throw document.invalid("has a footer whose 'geo' is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The column of Parquet's own type, which says by itself what its coordinates are. */
  private static String typedColumn(ParquetTableReader table, AreaDocument document) {
    List<Type> found =
        table.schema().getFields().stream()
            .filter(
                field ->
                    field.getLogicalTypeAnnotation() instanceof GeometryLogicalTypeAnnotation
                        || field.getLogicalTypeAnnotation()
                            instanceof GeographyLogicalTypeAnnotation)
            .toList();
    if (found.isEmpty()) {
      throw document.invalid(
          "is Parquet, but not GeoParquet: its footer has no 'geo', and no column is of type GEOMETRY; ogr2ogr -f GeoJSON converts it");
    }
    if (found.size() > 1) {
      throw document.invalid(
          "has no 'geo' in its footer to say which of these columns is the area: %s. Keep one of them"
              .formatted(String.join(", ", found.stream().map(Type::getName).toList())));
    }
    Type column = found.get(0);
    if (!(column.getLogicalTypeAnnotation() instanceof GeometryLogicalTypeAnnotation geometry)) {
      throw document.invalid(
          "has the column '%s' of type GEOGRAPHY, whose edges are no straight lines, expected GEOMETRY: densify them and write them anew"
              .formatted(column.getName()));
    }
    String crs = typedCrs(geometry.getCrs(), table, document);
    if (crs == null) {
      document.setCrsUnknown();
    } else {
      document.setCrs(crs);
    }
    return column.getName();
  }

  /**
   * A CRS as Parquet's type has it: none, an authority's code, or PROJJSON or where that stands.
   */
  private static String typedCrs(String crs, ParquetTableReader table, AreaDocument document) {
    if (crs == null || crs.isBlank()) {
      return AreaDocument.LONGITUDE_LATITUDE;
    }
    if (crs.startsWith("srid:")) {
      String code = crs.substring("srid:".length());
      return code.equals("0") ? null : "EPSG:" + code;
    }
    String json =
        crs.startsWith("projjson:")
            ? table.metadata().getOrDefault(crs.substring("projjson:".length()), "")
            : crs;
    if (!json.stripLeading().startsWith("{")) {
      return crs;
    }
    try {
      return name(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw document.invalid("has a CRS that is no JSON: " + e.getOriginalMessage(), e);
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
