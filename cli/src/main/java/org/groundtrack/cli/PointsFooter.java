package org.groundtrack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * What the footer of a file of points says of it. It is not trusted: what can't be read is left
 * out.
 */
final class PointsFooter {
  private static final String KEY = "groundtrack";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);

  private final JsonNode words;

  private PointsFooter(JsonNode words) {
    this.words = words;
  }

  static PointsFooter of(Map<String, String> metadata) {
    return new PointsFooter(json(metadata.get(KEY)));
  }

  /** A word of the footer as JSON; of one that is none a missing node. */
  static JsonNode json(String text) {
    try {
      return text == null ? MAPPER.missingNode() : MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /** Whether Groundtrack wrote it. */
  boolean isKnown() {
    return words.isObject();
  }

  /** The product's short name, or an empty text. */
  String product() {
    return words.path("product").asText("");
  }

  /** The area's name, or an empty text. */
  String areaName() {
    return words.path("area").asText("");
  }

  String units(String column) {
    return words.path("columns").path(column).path("units").asText(null);
  }

  String description(String column) {
    return words.path("columns").path(column).path("description").asText(null);
  }

  /** The area's polygons, or {@code null} if the footer has none that can be drawn. */
  Geometry area() {
    JsonNode text = words.path("areaWkt");
    if (!text.isTextual()) {
      return null;
    }
    try {
      Geometry area = new WKTReader().read(text.asText());
      boolean polygons = !area.isEmpty() && area.getDimension() == 2;
      return polygons && WORLD.covers(area.getEnvelopeInternal()) ? area : null;
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** Labels and texts for people, in order. */
  Map<String, List<String>> about() {
    Map<String, List<String>> about = new LinkedHashMap<>();
    put(about, "Product", words.path("product"), words.path("title"));
    put(about, "Versions", words.path("versions"));
    put(about, "Rows", words.path("rate"));
    put(about, "Area", words.path("area"));
    put(about, "From", words.path("start"));
    put(about, "Until", words.path("end"));
    put(about, "Filters", words.path("filters"));
    put(about, "Granules", words.path("granules"));
    put(about, "Longitude and latitude", words.path("horizontalReference"));
    put(about, "Heights", words.path("verticalReference"));
    put(about, "Cite", words.path("citations"));
    put(about, "Licence", words.path("licenses"));
    put(about, "Made with", words.path("parameters"));
    return about;
  }

  private static void put(Map<String, List<String>> about, String label, JsonNode... nodes) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.isArray()) {
        node.forEach(each -> texts.add(each.isValueNode() ? each.asText() : each.toString()));
      } else if (node.isObject()) {
        node.fields()
            .forEachRemaining(
                each ->
                    texts.add(
                        "%s: %s"
                            .formatted(
                                each.getKey(),
                                each.getValue().isValueNode()
                                    ? each.getValue().asText()
                                    : each.getValue().toString())));
      } else if (!node.isMissingNode() && !node.isNull()) {
        texts.add(node.asText());
      }
    }
    if (!texts.isEmpty()) {
      about.put(label, texts);
    }
  }
}
