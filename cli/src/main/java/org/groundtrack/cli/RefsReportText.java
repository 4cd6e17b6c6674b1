package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.references.LeftOut;
import org.groundtrack.references.ReferenceFormat;
import org.groundtrack.references.ReferenceReport;

/** The report of {@code groundtrack refs}, for people and for machines. */
final class RefsReportText {
  private RefsReportText() {}

  static String of(ReferenceReport report, Path output, ReferenceFormat format) {
    Lines lines =
        new Lines()
            .title("Referenced %s".formatted(Text.count(report.chunks(), "chunk")))
            .add(
                "in",
                "%s, %s of %s"
                    .formatted(
                        Text.count(report.arrays(), "array"),
                        Text.count(report.groups(), "group"),
                        Text.count(report.granules(), "granule")))
            .add("stored", Text.bytes(report.bytes()));
    for (LeftOut left : report.leftOut()) {
      lines.add(
          "left out",
          "%s of %s: it %s (%s)"
              .formatted(
                  left.variable(),
                  Text.count(left.arrays(), "beam"),
                  left.reason(),
                  left.example()));
    }
    return lines
        .add(
            "written to",
            "%s (%s, %s)".formatted(output, format.label(), Text.bytes(report.outputBytes())))
        .toString();
  }

  static Map<String, Object> members(ReferenceReport report, Path output, ReferenceFormat format) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("output", output.toString());
    members.put("format", format.label());
    members.put("granules", report.granules());
    members.put("groups", report.groups());
    members.put("arrays", report.arrays());
    members.put("chunks", report.chunks());
    members.put("bytes", report.bytes());
    members.put("outputBytes", report.outputBytes());
    List<Map<String, Object>> leftOut = new ArrayList<>();
    for (LeftOut left : report.leftOut()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("variable", left.variable());
      one.put("reason", left.reason());
      one.put("arrays", left.arrays());
      one.put("example", left.example());
      leftOut.add(one);
    }
    members.put("leftOut", leftOut);
    return members;
  }
}
