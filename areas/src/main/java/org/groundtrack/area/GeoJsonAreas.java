package org.groundtrack.area;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.InvalidAoiException;

/**
 * Reads the geometries of a GeoJSON document (RFC 7946), or of features one after the other (RFC
 * 8142, or a line each), the ids of features, and the CRS that older documents state; messages say
 * where in it something is. Nothing is held but the feature that is read. Of one thread.
 */
final class GeoJsonAreas {
  private static final int MAX_DEPTH = 200;

  /** Ids are texts for people; properties that are none are passed over, however long. */
  private static final int MAX_TEXT = 1_000_000;

  private static final int RECORD_SEPARATOR = 0x1E;
  private static final int SHOWN_NAMES = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          // Names of a document are its author's: none is kept beyond it.
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser json;
  private final AreaDocument document;
  private final GeoJsonNumbers numbers;

  private GeoJsonAreas(JsonParser json, AreaDocument document) {
    this.json = json;
    this.document = document;
    this.numbers = new GeoJsonNumbers(json);
  }

  static void read(AreaInput input, AreaDocument document) throws IOException {
    try (InputStream in = input.open();
        JsonParser parser = FACTORY.createParser(withoutSeparators(in))) {
      new GeoJsonAreas(parser, document).documents();
    } catch (StreamConstraintsException e) {
      throw document.invalid(
          "is not JSON that is read%s: it is nested in a depth of more than %s, or has a name or number of many thousand characters"
              .formatted(line(e), MAX_DEPTH),
          e);
    } catch (JsonProcessingException e) {
      throw document.invalid(
          "is not JSON%s: %s".formatted(line(e), Rings.plain(e.getOriginalMessage())), e);
    } catch (CharConversionException e) {
      throw document.invalid("is not JSON: its text is no UTF-8, nor UTF-16 or UTF-32", e);
    }
    if (!document.hasParts() && !document.isWithoutGeometry()) {
      throw document.invalid("has no polygon");
    }
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at line %s".formatted(e.getLocation().getLineNr());
  }

  /** A text sequence's record separators become white space, which they are nowhere else. */
  private static InputStream withoutSeparators(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        return value == RECORD_SEPARATOR ? ' ' : value;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        for (int i = from; i < from + count; i++) {
          if (bytes[i] == RECORD_SEPARATOR) {
            bytes[i] = ' ';
          }
        }
        return count;
      }
    };
  }

  private void documents() throws IOException {
    json.nextToken();
    object("");
    for (int i = 2; json.nextToken() != null; i++) {
      String where = "feature %s: ".formatted(i);
      String type = object(where);
      if (type.equals("FeatureCollection")) {
        throw document.invalid(
            where + "a FeatureCollection after the first document: give features one a line");
      }
    }
  }

  /** What an object has told of itself. */
  private static final class Members {
    private String type;
    private GeoJsonNumbers.Value coordinates;
    private boolean features;
    private boolean geometries;
    private boolean geometry;
    private boolean nothing;
    private JsonId id;
    private JsonId property;
    private boolean hasProperty;
    private List<String> names = List.of();
  }

  private record JsonId(String text, String problem) {}

  /** Reads an object at whose first token the parser is; its type. */
  private String object(String where) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      throw invalid(where, "is no GeoJSON: it has no member \"type\"");
    }
    Members members = new Members();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() == null) {
        throw document.invalid("is not JSON at its end: it is cut off");
      }
      String name = json.currentName();
      json.nextToken();
      member(name, members, where);
    }
    finish(members, where);
    return members.type;
  }

  private void member(String name, Members members, String where) throws IOException {
    switch (name) {
      case "type" ->
          members.type =
              json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL
                  ? json.getText()
                  : skipped("");
      case "crs" -> crs();
      case "coordinates" -> {
        if (json.currentToken() == JsonToken.START_ARRAY) {
          members.coordinates = numbers.read();
        } else {
          json.skipChildren();
        }
      }
      case "features" -> members.features = array(where, "feature", false);
      case "geometries" -> members.geometries = array(where, "geometry", isRootMember());
      case "geometry" -> {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
          members.nothing = true;
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
          members.geometry = true;
          document.beginFeature(where);
          object(where);
        } else {
          json.skipChildren();
        }
      }
      case "id" -> members.id = id();
      case "properties" -> properties(members);
      default -> json.skipChildren();
    }
  }

  /** Tells whether the array that begins is a member of a document, not of what is in it. */
  private boolean isRootMember() {
    JsonStreamContext context = json.getParsingContext();
    return context.inArray() && context.getParent().getParent().inRoot();
  }

  private String skipped(String text) throws IOException {
    json.skipChildren();
    return text;
  }

  /** Reads the members of an array; whether it is one. */
  private boolean array(String where, String what, boolean features) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return false;
    }
    for (int i = 1; json.nextToken() != JsonToken.END_ARRAY; i++) {
      String member = "%s%s %s: ".formatted(where, what, i);
      if (features) {
        document.beginFeature(member);
      }
      object(member);
    }
    return true;
  }

  private void finish(Members members, String where) {
    String type = members.type == null ? "" : members.type;
    members.type = type;
    switch (type) {
      case "FeatureCollection" -> need(members.features, "features", where);
      case "GeometryCollection" -> need(members.geometries, "geometries", where);
      case "Feature" -> {
        if (!members.geometry) {
          if (!members.nothing) {
            throw invalid(where, "has no geometry");
          }
          document.beginFeature(where);
          document.addNothing();
        } else if (document.featureIds() != null) {
          // A feature without a geometry needs no id.
          document.setFeatureId(id(members, document.featureIds(), where));
        }
      }
      case "" -> throw invalid(where, "is no GeoJSON: it has no member \"type\"");
      default -> {
        if (json.getParsingContext().inRoot()) {
          document.beginFeature(where);
        }
        new GeoJsonGeometry(document).add(type, members.coordinates, where);
      }
    }
  }

  private void need(boolean found, String member, String where) {
    if (!found) {
      throw invalid(where, "has no array \"%s\"".formatted(member));
    }
  }

  /** The name of the CRS that an older document states. */
  private void crs() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    String stated = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT && name.equals("properties")) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String inner = json.currentName();
          json.nextToken();
          if (inner.equals("name") && json.currentToken().isScalarValue()) {
            stated = json.getText();
          } else {
            json.skipChildren();
          }
        }
      } else {
        json.skipChildren();
      }
    }
    if (stated.isEmpty()) {
      throw document.invalid("has a \"crs\" without a name: give the option --aoi-crs instead");
    }
    document.setCrs(stated);
  }

  private void properties(Members members) throws IOException {
    String wanted = document.featureIds() == null ? null : document.featureIds().property();
    if (wanted == null || json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    members.names = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (members.names.size() < SHOWN_NAMES) {
        members.names.add(name);
      }
      json.nextToken();
      if (name.equals(wanted)) {
        members.hasProperty = true;
        members.property = id();
      } else {
        json.skipChildren();
      }
    }
  }

  /** A value that may be an id, as text. */
  private JsonId id() throws IOException {
    if (document.featureIds() == null) {
      json.skipChildren();
      return null;
    }
    return switch (json.currentToken()) {
      case VALUE_NULL -> new JsonId(null, "null");
      case VALUE_STRING -> new JsonId(json.getText(), null);
      case VALUE_NUMBER_INT -> new JsonId(json.getText(), null);
      case VALUE_NUMBER_FLOAT -> new JsonId(Double.toString(json.getDoubleValue()), null);
      case VALUE_TRUE -> new JsonId("true", null);
      case VALUE_FALSE -> new JsonId("false", null);
      default -> new JsonId(null, numbers.text());
    };
  }

  /** A feature's id; {@code null} if it has none and none is asked for. */
  private static String id(Members feature, FeatureIds ids, String where) {
    String property = ids.property();
    if (property == null) {
      boolean none = feature.id == null || "null".equals(feature.id.problem);
      return none ? null : text(feature.id, "id", ids, where);
    }
    if (!feature.hasProperty) {
      throw ids.missing(where, feature.names);
    }
    return text(feature.property, "property '%s'".formatted(property), ids, where);
  }

  private static String text(JsonId value, String what, FeatureIds ids, String where) {
    if (value.problem() != null) {
      throw ids.noText(where, what, value.problem());
    }
    return ids.checked(value.text(), where, what);
  }

  private InvalidAoiException invalid(String where, String what) {
    return document.invalid(where + what);
  }
}
