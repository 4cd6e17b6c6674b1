package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.search.FoundGranule;
import org.groundtrack.search.SearchResult;

/** What a search found, for people, for machines, and for {@code groundtrack index}. */
final class SearchText {
  private static final int SHOWN = 20;

  private SearchText() {}

  /**
   * The report as text.
   *
   * @param list where the list was written, or {@code null}
   */
  static String of(SearchResult found, Path list) {
    Lines lines =
        new Lines()
            .title("Found %s".formatted(Text.count(found.granules().size(), "granule")))
            .add("collection", found.collection().toString());
    if (!found.area().isEmpty()) {
      lines.add("area", "asked as " + Text.line(found.area(), 200));
    }
    lines.add("size", size(found)).add("sidecars", sidecars(found));
    lines.add("requests", Text.count(found.requests()));
    warnings(found).forEach(warning -> lines.add("note", warning));
    if (list != null) {
      lines.add("written to", list.toString());
    }
    if (!found.granules().isEmpty()) {
      lines.gap().table(table(found));
      if (found.granules().size() > SHOWN) {
        lines.title(
            "  and %s more: --urls, --json or a list (-o) has all"
                .formatted(Text.count(found.granules().size() - SHOWN)));
      }
    }
    return lines.toString();
  }

  private static String size(SearchResult found) {
    long unknown = found.granules().stream().filter(granule -> granule.bytes() < 0).count();
    return Text.bytes(found.bytes())
        + (unknown == 0 ? "" : " and %s of unknown size".formatted(Text.count(unknown, "granule")));
  }

  private static String sidecars(SearchResult found) {
    long with = found.granules().stream().filter(granule -> granule.sidecar() != null).count();
    return "%s of %s have a DMR++ beside them"
        .formatted(Text.count(with), Text.count(found.granules().size()));
  }

  private static Table table(SearchResult found) {
    Table table = new Table("<<>").row("granule", "start (UTC)", "size");
    found.granules().stream()
        .limit(SHOWN)
        .forEach(
            granule ->
                table.row(
                    granule.id(),
                    granule.start() == null ? "" : granule.start().toString(),
                    granule.bytes() < 0 ? "" : Text.bytes(granule.bytes())));
    return table;
  }

  /** What users ought to know of it, and what was left out: a line each. */
  static List<String> warnings(SearchResult found) {
    List<String> warnings = new ArrayList<>();
    found.notes().forEach(note -> warnings.add(Text.printable(note)));
    found.leftOut().stream()
        .limit(SHOWN)
        .forEach(
            left ->
                warnings.add(
                    Text.printable("%s is left out: %s".formatted(left.name(), left.reason()))));
    if (found.leftOut().size() > SHOWN) {
      warnings.add(
          "%s more are left out: --json names them"
              .formatted(Text.count(found.leftOut().size() - SHOWN)));
    }
    return warnings;
  }

  /** The report as JSON members. */
  static Map<String, Object> members(SearchResult found) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("product", found.collection().shortName());
    members.put("version", found.collection().version());
    members.put("provider", found.collection().provider());
    members.put("collection", found.collection().conceptId());
    members.put("area", found.area());
    members.put("candidates", found.candidates());
    members.put("bytes", found.bytes());
    members.put("requests", found.requests());
    members.put("notes", found.notes());
    members.put("leftOut", found.leftOut());
    members.put("granules", found.granules().stream().map(SearchText::members).toList());
    return members;
  }

  /** The same without its granules, which another report has. */
  static Map<String, Object> summary(SearchResult found) {
    Map<String, Object> members = new LinkedHashMap<>(members(found));
    members.put("granules", found.granules().size());
    return members;
  }

  /** What is said of a search before the report of what was done with its granules. */
  static String before(SearchResult found) {
    if (found == null) {
      return "";
    }
    Lines lines =
        new Lines()
            .title(
                "Found %s of %s"
                    .formatted(Text.count(found.granules().size(), "granule"), found.collection()));
    warnings(found).forEach(warning -> lines.add("note", warning));
    return lines.toString();
  }

  private static Map<String, Object> members(FoundGranule granule) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", granule.id());
    members.put("location", granule.location().uri());
    members.put("bytes", granule.bytes() < 0 ? null : granule.bytes());
    members.put("sidecar", granule.sidecar() == null ? null : granule.sidecar().uri());
    members.put("start", granule.start() == null ? null : granule.start().toString());
    members.put("end", granule.end() == null ? null : granule.end().toString());
    members.put("conceptId", granule.conceptId());
    return members;
  }

  /** A list file: what it is as comments, and a location a line. */
  static List<String> list(SearchResult found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# %s of %s%s"
            .formatted(
                Text.count(found.granules().size(), "granule"),
                Text.printable(found.collection().toString()),
                found.area().isEmpty() ? "" : ", " + found.area()));
    warnings(found).forEach(warning -> lines.add("# " + warning));
    if (found.asked().isSound()) {
      lines.add(GranuleInputs.searchLine(found.asked(), found.granules().size()));
    }
    found.granules().forEach(granule -> lines.add(granule.location().uri()));
    return lines;
  }
}
