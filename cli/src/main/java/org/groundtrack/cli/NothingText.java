package org.groundtrack.cli;

import java.util.List;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.query.AoiQuery;

/** Says why an export has no points. */
final class NothingText {
  private NothingText() {}

  /**
   * The reasons.
   *
   * @param query of an index that is open
   * @param report of an export of it without points
   */
  static List<String> reasons(AoiQuery query, ExportReport report) {
    if (!report.failed().isEmpty()) {
      return List.of("the granules that may have points could not be read");
    }
    if (report.candidates() == 0) {
      List<String> reasons = query.whyNothing();
      return reasons.isEmpty()
          ? List.of("the index tells that no row near the area fulfils the conditions")
          : reasons;
    }
    long left = report.inside();
    if (left == 0) {
      return List.of(
          "%s near the area were tested, and none lies in the area and passes the filters on time and beams"
              .formatted(Text.count(report.candidates(), "row")));
    }
    for (ExportReport.Removed removed : report.conditions()) {
      if (removed.rows() == left) {
        return List.of(
            "the last %s in the area were removed by the condition '%s'%s"
                .formatted(
                    Text.count(left, "row"),
                    removed.condition().text(),
                    removed.unknown() == 0
                        ? ""
                        : ", for which %s have a value that is null"
                            .formatted(Text.count(removed.unknown()))));
      }
      left -= removed.rows();
    }
    return List.of("rows without a value for the third coordinate were left out");
  }
}
