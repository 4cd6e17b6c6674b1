package org.groundtrack.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.RefreshReport;

/** The report of {@code groundtrack index}, for people and for machines. */
final class IndexReportText {
  private static final int SKIPPED_SHOWN = 20;

  private IndexReportText() {}

  static String of(IndexReport report) {
    return of(report, Set.of());
  }

  /**
   * The report as text.
   *
   * @param needed the options that exports will need
   */
  static String of(IndexReport report, Set<String> needed) {
    double seconds = report.elapsed().toNanos() / 1e9;
    Lines lines =
        new Lines().title("Indexed %s".formatted(Text.count(report.granules(), "granule")));
    if (report.resumed() > 0) {
      lines.add(
          "resumed", Text.count(report.resumed()) + " of them had an earlier run done already");
    }
    if (report.granulesInIndex() != report.granules() || report.unchanged() > 0) {
      lines.add(
          "in index",
          "%s: %s replaced, %s were there unchanged"
              .formatted(
                  Text.count(report.granulesInIndex(), "granule"),
                  Text.count(report.replaced()),
                  Text.count(report.unchanged())));
    }
    lines
        .add("rows", rows(report))
        .add("invalid", Text.count(report.invalidPositions(), "position") + ", in no cell");
    InvalidText.reasons(report.invalid()).forEach(reason -> lines.add("", reason));
    lines
        .add("missing", missing(report))
        .add("skipped", Text.count(report.skipped().size(), "granule"));
    report.skipped().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(skipped -> lines.add("", skipped.reason()));
    if (report.skipped().size() > SKIPPED_SHOWN) {
      lines.add("", "and %s more".formatted(report.skipped().size() - SKIPPED_SHOWN));
    }
    report.notes().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(
            note ->
                lines.add(
                    "note",
                    "%s in %s of %s"
                        .formatted(
                            note.text(),
                            Text.count(note.count()),
                            Text.count(note.granules(), "granule"))));
    ChoiceText.found(report.choice()).forEach(line -> lines.add("twice", line));
    report.unusableSidecars().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(bad -> lines.add("sidecar", "not used: " + bad.reason()));
    if (!report.manifests().isEmpty()) {
      lines.add("manifests", manifests(report));
    }
    if (!report.zones().isEmpty()) {
      lines.add(
          "zones",
          "%s; their values are %s of what was read"
              .formatted(String.join(", ", report.zones()), Text.bytes(report.zoneBytes())));
    }
    lines
        .add(
            "read",
            "%s in %s, %s of the granules' %s"
                .formatted(
                    Text.bytes(report.bytesRead()),
                    Text.count(report.requests(), "request"),
                    Text.percent(report.bytesRead(), report.granuleBytes()),
                    Text.bytes(report.granuleBytes())))
        .add(
            "index",
            "%s, %s of the granules, %s"
                .formatted(
                    Text.bytes(report.indexBytes()),
                    Text.percent(report.indexBytes(), report.granuleBytes()),
                    Text.count(report.coverageRows(), "coverage row")))
        .add(
            "time",
            "%s, %s granules/s"
                .formatted(
                    Text.duration(report.elapsed()),
                    Text.rate(seconds == 0 ? 0 : report.granules() / seconds)))
        .add("written to", report.index().toString());
    if (!needed.isEmpty()) {
      lines.add(
          "note",
          "to export from this index, add %s: granules there are neither NASA's nor beside the index"
              .formatted(String.join(" ", needed)));
    }
    return lines.toString();
  }

  /** {@code 36,000}, or {@code 1,000 photons, 36 segments} where there are several rates. */
  private static String rows(IndexReport report) {
    if (report.rowsByRate().values().stream().mapToInt(Map::size).sum() == 1) {
      return Text.count(report.rows());
    }
    return report.rowsByRate().entrySet().stream()
        .map(
            product ->
                (report.rowsByRate().size() > 1 ? product.getKey() + ": " : "")
                    + product.getValue().entrySet().stream()
                        .map(rate -> Text.count(rate.getValue()) + " " + rate.getKey())
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private static String missing(IndexReport report) {
    String beams = Text.count(report.missingBeams(), "beam");
    return report.missingBeams() == 0
        ? beams
        : beams + " that the product has, but these granules lack or hold nothing of";
  }

  /** {@code 8 from dmrpp: 1.2 MB in 8 requests}. */
  private static String manifests(IndexReport report) {
    String origins =
        report.manifests().entrySet().stream()
            .map(origin -> Text.count(origin.getValue()) + " from " + origin.getKey())
            .collect(Collectors.joining(", "));
    return "%s: %s in %s"
        .formatted(
            origins,
            Text.bytes(report.manifestBytes()),
            Text.count(report.manifestRequests(), "request"));
  }

  static Map<String, Object> members(IndexReport report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", report.index().toString());
    members.put("granules", report.granules());
    members.put("resumed", report.resumed());
    members.put("unchanged", report.unchanged());
    members.put("replaced", report.replaced());
    members.put("granulesInIndex", report.granulesInIndex());
    members.put("rows", report.rows());
    members.put("rowsByRate", report.rowsByRate());
    members.put("invalidPositions", report.invalidPositions());
    members.put("invalidByReason", InvalidText.members(report.invalid()));
    members.put("missingBeams", report.missingBeams());
    members.put("coverageRows", report.coverageRows());
    members.put("manifests", report.manifests());
    members.put("unusableSidecars", report.unusableSidecars());
    members.put("manifestRequests", report.manifestRequests());
    members.put("manifestBytes", report.manifestBytes());
    members.put("requests", report.requests());
    members.put("bytesRead", report.bytesRead());
    members.put("zones", report.zones());
    members.put("zoneBytes", report.zoneBytes());
    members.put("granuleBytes", report.granuleBytes());
    members.put("indexBytes", report.indexBytes());
    members.put("skipped", report.skipped());
    Map<String, Long> notes = new LinkedHashMap<>();
    report.notes().forEach(note -> notes.put(note.text(), note.count()));
    members.put("notes", notes);
    ChoiceText.addMembers(report.choice(), members);
    members.put("seconds", report.elapsed().toNanos() / 1e9);
    return members;
  }

  static String of(RefreshReport report) {
    Lines lines =
        new Lines()
            .title(
                "Indexed %s again of %s"
                    .formatted(
                        Text.count(report.refreshed().size()),
                        Text.count(report.granules(), "granule")));
    report.refreshed().stream().limit(SKIPPED_SHOWN).forEach(id -> lines.add("changed", id));
    if (report.refreshed().size() > SKIPPED_SHOWN) {
      lines.add("", "and %s more".formatted(report.refreshed().size() - SKIPPED_SHOWN));
    }
    lines.add("skipped", Text.count(report.skipped().size(), "granule"));
    report.skipped().stream()
        .limit(SKIPPED_SHOWN)
        .forEach(skipped -> lines.add("", skipped.reason()));
    return lines
        .add("time", Text.duration(report.elapsed()))
        .add("index", report.index().toString())
        .toString();
  }

  static Map<String, Object> members(RefreshReport report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", report.index().toString());
    members.put("granules", report.granules());
    members.put("refreshed", report.refreshed());
    members.put("skipped", report.skipped());
    members.put("seconds", report.elapsed().toNanos() / 1e9);
    return members;
  }
}
