package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.exporter.VariableSummary;

/** What the values of an export come to, for people and for machines. */
final class SummaryText {
  private SummaryText() {}

  private static String percentile(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  /** A table with a line for each variable and beam. */
  static String of(List<VariableSummary> summaries) {
    String columns = "<<>>>>>" + ">".repeat(VariableSummary.SHARES.size());
    Table table = new Table(columns);
    List<String> head =
        new ArrayList<>(List.of("variable", "beam", "values", "null", "least", "greatest", "mean"));
    VariableSummary.SHARES.forEach(share -> head.add(percentile(share)));
    table.row(head.toArray(String[]::new));
    String last = null;
    for (VariableSummary summary : summaries) {
      List<String> cells = new ArrayList<>();
      String units = summary.units() == null ? "" : " (" + summary.units() + ")";
      cells.add(summary.column().equals(last) ? "" : summary.column() + units);
      last = summary.column();
      cells.add(summary.beam() == null ? "all" : summary.beam());
      cells.add(Text.count(summary.count()));
      cells.add(Text.count(summary.missing()));
      cells.add(number(summary.min()));
      cells.add(number(summary.max()));
      cells.add(number(summary.mean()));
      summary.quantiles().forEach(quantile -> cells.add(number(quantile)));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  /** Seven digits: all that a float has. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.7g", value);
  }

  static List<Map<String, Object>> members(List<VariableSummary> summaries) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (VariableSummary summary : summaries) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("variable", summary.column());
      members.put("units", summary.units());
      members.put("beam", summary.beam());
      members.put("count", summary.count());
      members.put("missing", summary.missing());
      members.put("min", known(summary.min()));
      members.put("max", known(summary.max()));
      members.put("mean", known(summary.mean()));
      Map<String, Object> quantiles = new LinkedHashMap<>();
      for (int i = 0; i < summary.quantiles().size(); i++) {
        quantiles.put(VariableSummary.SHARES.get(i).toString(), known(summary.quantiles().get(i)));
      }
      members.put("quantiles", quantiles);
      all.add(members);
    }
    return all;
  }

  /** JSON knows neither NaN nor infinity. */
  private static Double known(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
