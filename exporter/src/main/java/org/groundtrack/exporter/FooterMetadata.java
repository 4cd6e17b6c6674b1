package org.groundtrack.exporter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.TimeRange;

/** What an export says of itself: its columns, and how and from what it was made. */
final class FooterMetadata {
  /** The key of what Groundtrack has to say. */
  static final String KEY = "groundtrack";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private FooterMetadata() {}

  /**
   * What is known before anything was read. Of a plan that is made as it is gone through, the
   * versions, citations and number of granules are not.
   */
  static Map<String, String> before(
      ExportPlan plan, AreaWords area, PointSchema schema, ExportOptions options) {
    if (plan.tasks().held().size() < plan.tasks().atMost()) {
      return words(plan, area, null, schema, options);
    }
    PlanTally tally = new PlanTally(plan);
    for (Task task : plan.tasks().held()) {
      tally.planned(task);
      tally.add(task);
    }
    return words(plan, area, tally, schema, options);
  }

  /** What is to be said of all points. */
  static Map<String, String> after(
      ExportPlan plan, AreaWords area, PlanTally tally, PointSchema schema, ExportOptions options) {
    return words(plan, area, tally, schema, options);
  }

  private static Map<String, String> words(
      ExportPlan plan, AreaWords area, PlanTally tally, PointSchema schema, ExportOptions options) {
    try {
      return Map.of(
          KEY, MAPPER.writeValueAsString(groundtrack(plan, area, tally, schema, options)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The metadata is always JSON", e);
    }
  }

  private static ObjectNode groundtrack(
      ExportPlan plan, AreaWords area, PlanTally tally, PointSchema schema, ExportOptions options) {
    ObjectNode words = MAPPER.createObjectNode();
    words.put("product", plan.layout().product());
    words.put("title", plan.layout().title());
    if (tally != null) {
      addAll(words.putArray("versions"), tally.versions());
    }
    words.put("rate", plan.rate().name());
    words.put("horizontalReference", plan.layout().horizontalReference());
    words.put("verticalReference", plan.layout().verticalReference());
    area.put(words);
    TimeRange time = plan.filters().time();
    words.put("start", time.start() == null ? null : time.start().toString());
    words.put("end", time.end() == null ? null : time.end().toString());
    words.set("filters", MAPPER.valueToTree(plan.filters().words()));
    if (options.output().z() != null) {
      ObjectNode z = words.putObject("z");
      z.put("column", options.output().z());
      z.put("pointsWithoutValue", options.output().keepWithoutZ() ? "kept" : "left out");
    }
    words.put("olderGranules", plan.choice().leftOut().size());
    if (!plan.choice().leftOut().isEmpty()) {
      words.set("leftOutGranules", MAPPER.valueToTree(plan.choice().leftOut()));
    }
    if (!plan.choice().shared().isEmpty()) {
      words.set("granulesInPart", MAPPER.valueToTree(plan.choice().sharedWith()));
    }
    if (tally != null) {
      words.put("granules", tally.totals().granules());
      words.put("planDigest", tally.digest());
      if (!tally.failed().isEmpty()) {
        words.set("failedGranules", MAPPER.valueToTree(failed(tally)));
      }
      addAll(words.putArray("citations"), tally.citations());
      addAll(words.putArray("licenses"), tally.licenses());
    }
    // Sorted, so that equal exports are equal bytes.
    words.set("parameters", MAPPER.valueToTree(new TreeMap<>(options.provenance())));
    ObjectNode about = words.putObject("columns");
    for (PointColumn column : schema.columns()) {
      ObjectNode member = about.putObject(column.name());
      putIfKnown(member, "path", column.path());
      putIfKnown(member, "units", column.units());
      putIfKnown(member, "description", column.description());
    }
    return words;
  }

  private static Map<String, String> failed(PlanTally tally) {
    Map<String, String> failed = new TreeMap<>();
    tally.failed().forEach(granule -> failed.put(granule.granule(), granule.code().name()));
    return failed;
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
