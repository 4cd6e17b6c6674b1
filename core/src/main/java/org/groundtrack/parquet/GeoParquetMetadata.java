package org.groundtrack.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The {@code geo} word in the footer of a GeoParquet file, of version 1.1.0 or 2.0.0. */
public final class GeoParquetMetadata {
  /** The key under which the footer holds it. */
  public static final String KEY = "geo";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private GeoParquetMetadata() {}

  /**
   * The metadata of a file with one geometry column in longitude and latitude (OGC:CRS84), or in
   * these and height (OGC:CRS84h) where its types have a third coordinate.
   *
   * @param column the geometry column, WKB
   * @param types geometry types that occur, such as {@code Point}
   * @param bbox the column of type {@link Schemas#bbox} that holds each geometry's bounds
   * @param bounds least longitude and latitude, greatest longitude and latitude of all geometries,
   *     degrees; {@code null} if there is none
   */
  public static String of(String column, List<String> types, String bbox, double[] bounds) {
    return of(column, "WKB", types, bbox, bounds);
  }

  /**
   * The metadata of a file with one geometry column in longitude and latitude (OGC:CRS84), or in
   * these and height (OGC:CRS84h) where its types have a third coordinate.
   *
   * @param column the geometry column
   * @param encoding of it: {@code WKB} or {@code point}
   * @param types geometry types that occur, such as {@code Point Z}
   * @param bbox the column of type {@link Schemas#bbox} that holds each geometry's bounds, or
   *     {@code null} if there is none
   * @param bounds all least coordinates, then all greatest ones; {@code null} if there is none
   */
  public static String of(
      String column, String encoding, List<String> types, String bbox, double[] bounds) {
    return of("1.1.0", column, encoding, types, bbox, bounds);
  }

  /**
   * The metadata of a file of version 2.0.0 with one geometry column of Parquet's own type GEOMETRY
   * in longitude and latitude, or in these and height: see {@link Schemas#parquetGeometry}.
   *
   * @param column the geometry column
   * @param types geometry types that occur, such as {@code Point Z}
   * @param bounds all least coordinates, then all greatest ones; {@code null} if there is none
   */
  public static String ofNative(String column, List<String> types, double[] bounds) {
    return of("2.0.0", column, "WKB", types, null, bounds);
  }

  private static String of(
      String version,
      String column,
      String encoding,
      List<String> types,
      String bbox,
      double[] bounds) {
    ObjectNode geo = MAPPER.createObjectNode();
    geo.put("version", version);
    geo.put("primary_column", column);
    ObjectNode about = geo.putObject("columns").putObject(column);
    about.put("encoding", encoding);
    ArrayNode geometryTypes = about.putArray("geometry_types");
    types.forEach(geometryTypes::add);
    boolean hasZ = types.stream().anyMatch(type -> type.endsWith(" Z"));
    about.set("crs", WrittenCrs.of(hasZ).projJson());
    about.put("edges", "planar");
    if (bounds != null) {
      ArrayNode box = about.putArray("bbox");
      for (double bound : bounds) {
        box.add(bound);
      }
    }
    if (bbox != null) {
      ObjectNode covering = about.putObject("covering").putObject("bbox");
      for (String corner : List.of("xmin", "ymin", "xmax", "ymax")) {
        covering.putArray(corner).add(bbox).add(corner);
      }
    }
    try {
      return MAPPER.writeValueAsString(geo);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The metadata is always JSON", e);
    }
  }
}
