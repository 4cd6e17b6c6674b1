package org.groundtrack.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundtrack.query.FeatureRows;

/** Rows by feature, of which there may be a hundred thousand: those with the most are shown. */
final class FeatureText {
  /** Features of a report for people. */
  static final int SHOWN = 20;

  /** Features of a report for machines; the output itself has all. */
  static final int LISTED = 1000;

  private static final int ID_LENGTH = 60;

  private FeatureText() {}

  /** What features may hold, those with the most rows, in their order. */
  static Map<String, Long> most(List<FeatureRows> features, int count) {
    Set<String> most =
        features.stream()
            .sorted(Comparator.comparingLong((FeatureRows feature) -> -feature.maxRows()))
            .limit(count)
            .map(FeatureRows::id)
            .collect(Collectors.toSet());
    Map<String, Long> rows = new LinkedHashMap<>();
    for (FeatureRows feature : features) {
      if (most.contains(feature.id())) {
        rows.put(feature.id(), feature.maxRows());
      }
    }
    return rows;
  }

  /**
   * A table.
   *
   * @param shown rows by id
   * @param heading of the rows
   * @param features how many there are in all
   */
  static void add(Lines lines, Map<String, Long> shown, String heading, long features) {
    Table table = new Table("<>");
    table.row("feature", heading);
    shown.forEach(
        (id, rows) -> {
          if (rows > 0) {
            table.row(Text.line(id, ID_LENGTH), Text.count(rows));
          }
        });
    lines.gap().table(table).gap();
    long with = shown.values().stream().filter(rows -> rows > 0).count();
    if (features > with) {
      lines.add(
          "",
          "and %s with %s"
              .formatted(
                  Text.count(features - with, "feature"),
                  with < shown.size() ? "no rows" : "no more rows than these"));
    }
  }

  /** Members of an array. */
  static List<Map<String, Object>> members(Map<String, Long> listed, String member) {
    return listed.entrySet().stream()
        .map(
            entry -> {
              Map<String, Object> feature = new LinkedHashMap<>();
              feature.put("id", entry.getKey());
              feature.put(member, entry.getValue());
              return feature;
            })
        .toList();
  }
}
