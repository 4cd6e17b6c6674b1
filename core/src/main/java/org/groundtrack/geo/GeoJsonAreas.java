package org.groundtrack.geo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads the polygons of a GeoJSON document (RFC 7946); messages say where in it something is. */
final class GeoJsonAreas {
  private static final int MAX_DEPTH = 200;

  /** Four positions, the last the first again: the smallest ring there is. */
  private static final int MIN_RING = 4;

  /** Names of the CRS that GeoJSON has, as older documents state it. */
  private static final Pattern LONGITUDE_LATITUDE =
      Pattern.compile("(?i).*(CRS84|EPSG:{1,2}4326)$");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String name;
  private final GeometryFactory factory = new GeometryFactory();
  private final List<Polygon> polygons = new ArrayList<>();

  GeoJsonAreas(String name) {
    this.name = name;
  }

  /** All polygons of a document. */
  Geometry read(String json) {
    JsonNode document;
    try {
      document = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String line =
          e.getLocation() == null ? "" : " at line %s".formatted(e.getLocation().getLineNr());
      throw new InvalidAoiException(
          "[%s] is not JSON%s: %s".formatted(name, line, e.getOriginalMessage()), e);
    }
    checkCrs(document.path("crs"));
    object(document, "");
    if (polygons.isEmpty()) {
      throw invalid("", "has no polygon");
    }
    return polygons.size() == 1
        ? polygons.get(0)
        : factory.createGeometryCollection(polygons.toArray(Geometry[]::new));
  }

  private void checkCrs(JsonNode crs) {
    String stated = crs.path("properties").path("name").asText("");
    if (!stated.isEmpty() && !LONGITUDE_LATITUDE.matcher(stated).matches()) {
      throw invalid(
          "", "is in %s: give longitude and latitude in degrees (EPSG:4326)".formatted(stated));
    }
  }

  private void object(JsonNode json, String where) {
    String type = json.path("type").asText("");
    switch (type) {
      case "FeatureCollection" -> {
        JsonNode features = array(json, "features", where);
        for (int i = 0; i < features.size(); i++) {
          object(features.get(i), where + "feature %s: ".formatted(i + 1));
        }
      }
      case "Feature" -> {
        if (!json.path("geometry").isObject()) {
          throw invalid(where, "has no geometry");
        }
        object(json.get("geometry"), where);
      }
      case "GeometryCollection" -> {
        JsonNode members = array(json, "geometries", where);
        for (int i = 0; i < members.size(); i++) {
          object(members.get(i), where + "geometry %s: ".formatted(i + 1));
        }
      }
      case "Polygon" -> polygon(array(json, "coordinates", where), where);
      case "MultiPolygon" -> {
        JsonNode parts = array(json, "coordinates", where);
        for (int i = 0; i < parts.size(); i++) {
          polygon(parts.get(i), where + "part %s: ".formatted(i + 1));
        }
      }
      case "Point", "MultiPoint", "LineString", "MultiLineString" ->
          throw invalid(where, "is a %s, which has no area: give polygons".formatted(type));
      case "" -> throw invalid(where, "is no GeoJSON: it has no member \"type\"");
      default -> throw invalid(where, "has the type \"%s\", which GeoJSON lacks".formatted(type));
    }
  }

  private JsonNode array(JsonNode json, String member, String where) {
    if (!json.path(member).isArray()) {
      throw invalid(where, "has no array \"%s\"".formatted(member));
    }
    return json.get(member);
  }

  private void polygon(JsonNode rings, String where) {
    if (!rings.isArray()) {
      throw invalid(where, "expected an array of rings");
    }
    if (rings.isEmpty()) {
      return;
    }
    LinearRing shell = ring(rings.get(0), where + "outer ring");
    LinearRing[] holes = new LinearRing[rings.size() - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(rings.get(i + 1), where + "hole %s".formatted(i + 1));
    }
    polygons.add(factory.createPolygon(shell, holes));
  }

  private LinearRing ring(JsonNode positions, String where) {
    if (!positions.isArray()) {
      throw invalid("", where + ": expected an array of positions");
    }
    Coordinate[] vertices = new Coordinate[positions.size()];
    for (int i = 0; i < vertices.length; i++) {
      JsonNode position = positions.get(i);
      if (!position.isArray()
          || position.size() < 2
          || !position.get(0).isNumber()
          || !position.get(1).isNumber()) {
        throw invalid(
            "",
            "%s, vertex %s: expected a position [longitude, latitude], found %s"
                .formatted(where, i + 1, shortened(position.toString())));
      }
      vertices[i] = new Coordinate(position.get(0).asDouble(), position.get(1).asDouble());
    }
    if (vertices.length < MIN_RING) {
      throw invalid(
          "",
          "%s has %s positions, a ring needs at least %s"
              .formatted(where, vertices.length, MIN_RING));
    }
    if (!vertices[0].equals2D(vertices[vertices.length - 1])) {
      throw invalid(
          "",
          "%s is not closed: it starts at %s, %s and ends at %s, %s; repeat the first position"
              .formatted(
                  where,
                  vertices[0].x,
                  vertices[0].y,
                  vertices[vertices.length - 1].x,
                  vertices[vertices.length - 1].y));
    }
    return factory.createLinearRing(vertices);
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private InvalidAoiException invalid(String where, String what) {
    return new InvalidAoiException("[%s] %s%s".formatted(name, where, what));
  }
}
