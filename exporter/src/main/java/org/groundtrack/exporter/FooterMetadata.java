package org.groundtrack.exporter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.geo.Aoi;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.rows.Slice;
import org.locationtech.jts.geom.Geometry;

/** What the footer of an export says: geometry, columns, and how and from what it was made. */
final class FooterMetadata {
  /** The key of what Groundtrack has to say. */
  static final String KEY = "groundtrack";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private FooterMetadata() {}

  static Map<String, String> of(
      ExportPlan plan,
      PlanTally tally,
      List<ColumnOrder.Column> columns,
      ExportOptions options,
      double[] bounds) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        GeoParquetMetadata.KEY,
        GeoParquetMetadata.of("geometry", List.of("Point"), "bbox", bounds));
    try {
      words.put(KEY, MAPPER.writeValueAsString(groundtrack(plan, tally, columns, options)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The metadata is always JSON", e);
    }
    return words;
  }

  private static ObjectNode groundtrack(
      ExportPlan plan, PlanTally tally, List<ColumnOrder.Column> columns, ExportOptions options) {
    ObjectNode words = MAPPER.createObjectNode();
    words.put("product", plan.layout().product());
    words.put("title", plan.layout().title());
    addAll(words.putArray("versions"), tally.versions());
    words.put("rate", plan.rate().name());
    words.put("horizontalReference", plan.layout().horizontalReference());
    words.put("verticalReference", plan.layout().verticalReference());
    // A path of somebody's machine has no place in a file that is passed on; its last name has.
    words.put("area", plan.aoi().name().replaceFirst("^.*[/\\\\]", ""));
    words.put("areaWkt", area(plan.aoi()).toText());
    plan.aoi()
        .features()
        .ifPresent(
            features -> {
              ArrayNode ids = words.putArray("features");
              features.list().forEach(feature -> ids.add(feature.id()));
            });
    TimeRange time = plan.filters().time();
    words.put("start", time.start() == null ? null : time.start().toString());
    words.put("end", time.end() == null ? null : time.end().toString());
    words.set("filters", MAPPER.valueToTree(plan.filters().words()));
    words.put("olderGranules", plan.olderGranules());
    words.put("granules", tally.totals().granules());
    addAll(words.putArray("citations"), tally.citations());
    addAll(words.putArray("licenses"), tally.licenses());
    // Sorted, so that equal exports are equal bytes.
    words.set("parameters", MAPPER.valueToTree(new TreeMap<>(options.provenance())));
    ObjectNode about = words.putObject("columns");
    for (ColumnOrder.Column column : columns) {
      ObjectNode member = about.putObject(ColumnOrder.name(column, plan));
      if (column.source() == ColumnOrder.Source.VARIABLE) {
        OutputColumn variable = ColumnOrder.variable(column, plan);
        member.put(
            "path",
            variable.path() + (variable.slice().equals(Slice.element(0)) ? "" : variable.slice()));
      }
      putIfKnown(member, "units", ColumnOrder.units(column, plan));
      putIfKnown(member, "description", ColumnOrder.description(column, plan));
    }
    return words;
  }

  /** The area; of features a collection with a member for each, in their order. */
  private static Geometry area(Aoi aoi) {
    return aoi.features()
        .<Geometry>map(
            features ->
                aoi.geometry()
                    .getFactory()
                    .createGeometryCollection(
                        features.list().stream()
                            .map(feature -> feature.area().geometry())
                            .toArray(Geometry[]::new)))
        .orElse(aoi.geometry());
  }

  private static void addAll(ArrayNode array, Set<String> words) {
    words.forEach(array::add);
  }

  private static void putIfKnown(ObjectNode node, String key, String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
