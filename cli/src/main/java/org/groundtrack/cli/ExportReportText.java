package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.FeatureReport;
import org.groundtrack.granule.InvalidPositions;

/** The report of {@code groundtrack export}, for people and for machines. */
final class ExportReportText {
  private static final int NAMES_SHOWN = 4;

  private ExportReportText() {}

  static String of(ExportReport report) {
    return of(report, List.of(), SearchedText.NOTHING);
  }

  static String of(ExportReport report, List<String> nothing, SearchedText searched) {
    double seconds = report.elapsed().toNanos() / 1e9;
    FeatureReport features = report.features();
    Lines lines =
        new Lines()
            .title(
                features == null
                    ? "Exported %s".formatted(Text.count(report.points(), "point"))
                    : "Exported %s of %s"
                        .formatted(
                            Text.count(report.points(), "row"),
                            Text.count(features.points(), "point")))
            .add(
                "tested",
                "%s in %s of %s"
                    .formatted(
                        Text.count(report.candidates(), "row"),
                        Text.count(report.chunks(), "chunk"),
                        Text.count(report.granules(), "granule")))
            .add(
                "read",
                "%s in %s, %s of the granules' %s"
                    .formatted(
                        Text.bytes(report.bytes()),
                        Text.count(report.requests(), "request"),
                        Text.percent(report.bytes(), report.granuleBytes()),
                        Text.bytes(report.granuleBytes())));
    if (features != null) {
      lines.add(
          "features",
          "%s of %s hold points; %s in more than one, with a row for each"
              .formatted(
                  Text.count(features.withPoints()),
                  Text.count(features.features()),
                  Text.count(features.shared(), "point")));
    }
    if (report.redirects() > 0 || report.retries() > 0) {
      lines.add(
          "network",
          "%s, %s"
              .formatted(
                  Text.count(report.redirects(), "redirect"),
                  Text.count(report.retries(), "request") + " tried again"));
    }
    removed(report).forEach(removed -> lines.add("where", removed));
    ExportReport.WithoutZ withoutZ = report.withoutZ();
    if (withoutZ != null && withoutZ.points() > 0) {
      lines.add(
          "no z",
          "%s without a value of %s: %s"
              .formatted(
                  Text.count(withoutZ.points(), "point"),
                  withoutZ.column(),
                  withoutZ.kept()
                      ? "kept, with NaN as Z"
                      : "left out, which --keep-without-z would keep"));
    }
    ChoiceText.lines(report.choice()).forEach(line -> lines.add("versions", line));
    if (report.repeated() > 0) {
      lines.add(
          "",
          "%s of these left out, since other granules have them"
              .formatted(Text.count(report.repeated(), "point")));
    }
    InvalidPositions lost = report.invalid().lost();
    if (lost.total() > 0) {
      lines.add(
          "invalid",
          "%s of these granules have no valid position and are in no area: %s"
              .formatted(
                  Text.count(lost.total(), "row"), String.join(", ", InvalidText.reasons(lost))));
    }
    absent(report).forEach(absent -> lines.add("null", absent));
    if (!report.failed().isEmpty()) {
      lines.add("left out", Text.count(report.failed().size(), "granule") + ", which failed:");
      report
          .failed()
          .forEach(failed -> lines.add("", failed.code().name() + " " + failed.message()));
    }
    nothing.forEach(reason -> lines.add("why none", reason));
    searched.addTo(lines);
    if (report.sortedOnDisk() > 0) {
      lines.add(
          "sorted", "%s on disk, which is free again".formatted(Text.bytes(report.sortedOnDisk())));
    }
    lines
        .add(
            "time",
            "%s, %s points/s"
                .formatted(
                    Text.duration(report.elapsed()),
                    Text.rate(seconds == 0 ? 0 : report.points() / seconds)))
        .add(
            "written to",
            report.output() == null
                ? "nothing: there is no point to write"
                : "%s (%s%s)"
                    .formatted(
                        report.output(),
                        report.files() == 1 ? "" : Text.count(report.files(), "file") + ", ",
                        Text.bytes(report.outputBytes())));
    if (features != null) {
      FeatureText.add(lines, most(features, FeatureText.SHOWN), "rows", features.features());
    }
    return report.summary().isEmpty()
        ? lines.toString()
        : lines + System.lineSeparator() + SummaryText.of(report.summary());
  }

  private static Map<String, Long> most(FeatureReport features, int count) {
    Map<String, Long> rows = new LinkedHashMap<>();
    features.most(count).forEach(feature -> rows.put(feature.id(), feature.rows()));
    return rows;
  }

  /** What each condition removed, in their order. */
  private static List<String> removed(ExportReport report) {
    List<String> lines = new ArrayList<>();
    long left = report.inside();
    for (ExportReport.Removed removed : report.conditions()) {
      lines.add(
          "%s: removed %s of %s%s"
              .formatted(
                  removed.condition().text(),
                  Text.count(removed.rows()),
                  Text.count(left, "row"),
                  removed.unknown() == 0
                      ? ""
                      : ", %s of them since a value is null"
                          .formatted(Text.count(removed.unknown()))));
      left -= removed.rows();
    }
    return lines;
  }

  /** Variables that as many granules lack share a line, where they are many: a wildcard's. */
  private static List<String> absent(ExportReport report) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (String absent : report.absent()) {
      int end = absent.indexOf(": ");
      byReason
          .computeIfAbsent(absent.substring(end), reason -> new ArrayList<>())
          .add(absent.substring(0, end));
    }
    List<String> lines = new ArrayList<>();
    byReason.forEach(
        (reason, names) -> {
          if (names.size() <= NAMES_SHOWN) {
            names.forEach(name -> lines.add(name + reason));
          } else {
            lines.add(
                "%s variables%s: %s and %s more"
                    .formatted(
                        names.size(),
                        reason.replaceFirst(" it$", " them"),
                        String.join(", ", names.subList(0, NAMES_SHOWN)),
                        names.size() - NAMES_SHOWN));
          }
        });
    return lines;
  }

  static Map<String, Object> members(ExportReport report) {
    return members(report, List.of(), SearchedText.NOTHING);
  }

  static Map<String, Object> members(
      ExportReport report, List<String> nothing, SearchedText searched) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("output", report.output() == null ? null : report.output().toString());
    members.put("points", report.points());
    FeatureReport features = report.features();
    if (features != null) {
      members.put("distinctPoints", features.points());
      members.put("pointsInSeveralFeatures", features.shared());
      members.put("features", features.features());
      members.put("featuresWithPoints", features.withPoints());
      members.put("rowsByFeature", FeatureText.members(most(features, FeatureText.LISTED), "rows"));
    }
    members.put("whyNothing", nothing);
    searched.addTo(members);
    members.put("candidateRows", report.candidates());
    members.put("granules", report.granules());
    ChoiceText.addMembers(report.choice(), members);
    members.put("repeatedPoints", report.repeated());
    members.put("chunks", report.chunks());
    members.put("requests", report.requests());
    members.put("bytesRead", report.bytes());
    members.put("retries", report.retries());
    members.put("redirects", report.redirects());
    members.put("granuleBytes", report.granuleBytes());
    members.put("outputBytes", report.outputBytes());
    members.put("outputFiles", report.files());
    members.put("bytesSortedOnDisk", report.sortedOnDisk());
    members.put("invalidByReason", InvalidText.members(report.invalid()));
    members.put("rowsInside", report.inside());
    members.put("where", report.conditions().stream().map(ExportReportText::members).toList());
    if (report.withoutZ() != null) {
      members.put("withoutZ", members(report.withoutZ()));
    }
    members.put("absent", report.absent());
    members.put("failed", report.failed().stream().map(ExportReportText::members).toList());
    members.put("summary", SummaryText.members(report.summary()));
    members.put("seconds", report.elapsed().toNanos() / 1e9);
    return members;
  }

  private static Map<String, Object> members(ExportReport.Failed failed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("granule", failed.granule());
    members.put("error", failed.code().name());
    members.put("message", failed.message());
    return members;
  }

  private static Map<String, Object> members(ExportReport.WithoutZ withoutZ) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("column", withoutZ.column());
    members.put("points", withoutZ.points());
    members.put("kept", withoutZ.kept());
    return members;
  }

  private static Map<String, Object> members(ExportReport.Removed removed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("condition", removed.condition().text());
    members.put("rowsRemoved", removed.rows());
    members.put("rowsNull", removed.unknown());
    return members;
  }
}
