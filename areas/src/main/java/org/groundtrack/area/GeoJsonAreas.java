package org.groundtrack.area;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LinearRing;

/**
 * Reads the geometries of a GeoJSON document (RFC 7946), the ids of its features, and the CRS that
 * older ones state; messages say where in it something is.
 */
final class GeoJsonAreas {
  private static final int MAX_DEPTH = 200;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final AreaDocument document;

  private GeoJsonAreas(AreaDocument document) {
    this.document = document;
  }

  static void read(String text, AreaDocument document) {
    GeoJsonAreas areas = new GeoJsonAreas(document);
    try {
      JsonNode json = MAPPER.readTree(text);
      areas.crs(json.path("crs"));
      areas.object(json, "");
    } catch (JsonProcessingException e) {
      String line =
          e.getLocation() == null ? "" : " at line %s".formatted(e.getLocation().getLineNr());
      throw document.invalid("is not JSON%s: %s".formatted(line, e.getOriginalMessage()), e);
    }
    if (document.parts().isEmpty()) {
      throw document.invalid("has no polygon");
    }
  }

  private void crs(JsonNode crs) {
    String stated = crs.path("properties").path("name").asText("");
    if (!stated.isEmpty()) {
      document.setCrs(stated);
    } else if (crs.isObject()) {
      throw document.invalid("has a \"crs\" without a name: give the option --aoi-crs instead");
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
        document.beginFeature(where);
        if (document.featureIds() != null) {
          document.setFeatureId(id(json, document.featureIds(), where));
        }
        object(json.get("geometry"), where);
      }
      case "GeometryCollection" -> {
        JsonNode members = array(json, "geometries", where);
        boolean alone = !document.hasFeature();
        for (int i = 0; i < members.size(); i++) {
          String member = where + "geometry %s: ".formatted(i + 1);
          if (alone) {
            document.beginFeature(member);
          }
          object(members.get(i), member);
        }
      }
      case "" -> throw invalid(where, "is no GeoJSON: it has no member \"type\"");
      default -> geometry(type, json, where);
    }
  }

  /** A feature's id; {@code null} if it has none and none is asked for. */
  private static String id(JsonNode feature, FeatureIds ids, String where) {
    String property = ids.property();
    if (property == null) {
      JsonNode id = feature.path("id");
      return id.isMissingNode() || id.isNull() ? null : text(id, "id", ids, where);
    }
    JsonNode properties = feature.path("properties");
    if (!properties.has(property)) {
      List<String> known = new ArrayList<>();
      properties.fieldNames().forEachRemaining(known::add);
      throw ids.missing(where, known);
    }
    return text(properties.get(property), "property '%s'".formatted(property), ids, where);
  }

  private static String text(JsonNode value, String what, FeatureIds ids, String where) {
    if (!value.isValueNode() || value.isNull()) {
      throw ids.noText(
          where, what, value.isNull() ? "null" : Rings.shortened("%s".formatted(value)));
    }
    return ids.checked(value.asText(), where, what);
  }

  private void geometry(String type, JsonNode json, String where) {
    switch (type) {
      case "Polygon" -> polygon(array(json, "coordinates", where), where);
      case "LineString" -> line(array(json, "coordinates", where), where);
      case "Point" -> point(array(json, "coordinates", where), where);
      case "MultiPolygon", "MultiLineString", "MultiPoint" -> {
        JsonNode parts = array(json, "coordinates", where);
        for (int i = 0; i < parts.size(); i++) {
          String part = where + "part %s: ".formatted(i + 1);
          switch (type) {
            case "MultiPolygon" -> polygon(parts.get(i), part);
            case "MultiLineString" -> line(parts.get(i), part);
            default -> point(parts.get(i), part);
          }
        }
      }
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
    document.add(AreaDocument.FACTORY.createPolygon(shell, holes), where);
  }

  private LinearRing ring(JsonNode positions, String where) {
    return Rings.closed(positions(positions, where), where, document);
  }

  private void line(JsonNode positions, String where) {
    document.add(Rings.line(positions(positions, where + "line"), where, document), where);
  }

  private void point(JsonNode position, String where) {
    // An empty point is none.
    if (!position.isEmpty()) {
      document.add(AreaDocument.FACTORY.createPoint(position(position, where + "point")), where);
    }
  }

  private Coordinate[] positions(JsonNode positions, String where) {
    if (!positions.isArray()) {
      throw document.invalid(where + ": expected an array of positions");
    }
    Coordinate[] vertices = new Coordinate[positions.size()];
    for (int i = 0; i < vertices.length; i++) {
      vertices[i] = position(positions.get(i), "%s, vertex %s".formatted(where, i + 1));
    }
    return vertices;
  }

  private Coordinate position(JsonNode position, String where) {
    if (!position.isArray()
        || position.size() < 2
        || !position.get(0).isNumber()
        || !position.get(1).isNumber()) {
      throw document.invalid(
          "%s: expected a position [longitude, latitude], found %s"
              .formatted(where, Rings.shortened(position.toString())));
    }
    return new Coordinate(position.get(0).asDouble(), position.get(1).asDouble());
  }

  private InvalidAoiException invalid(String where, String what) {
    return document.invalid(where + what);
  }
}
