package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;

/**
 * Sums up the values of each variable and beam while points are written. Lists, texts, times and
 * what describes a whole granule are not summed up. For one thread.
 */
final class SummaryTally {
  private final PointSchema schema;
  private final List<Integer> columns = new ArrayList<>();
  private final SortedMap<String, List<Sum>> byBeam = new TreeMap<>();

  private static final class Sum {
    private final Quantiles quantiles = new Quantiles();
    private long count;
    private long missing;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double total;

    /** What the sum lost to rounding (Kahan): means of 10^8 heights are right to the last digit. */
    private double lost;

    void add(double value) {
      if (Double.isNaN(value)) {
        missing++;
        return;
      }
      count++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      addToTotal(value);
      quantiles.add(value);
    }

    private void addToTotal(double value) {
      double corrected = value - lost;
      double next = total + corrected;
      lost = next - total - corrected;
      total = next;
    }

    void add(Sum other) {
      count += other.count;
      missing += other.missing;
      min = Math.min(min, other.min);
      max = Math.max(max, other.max);
      addToTotal(other.total);
      quantiles.add(other.quantiles);
    }

    VariableSummary of(PointColumn column, String beam) {
      return new VariableSummary(
          column.name(),
          column.units(),
          beam,
          count,
          missing,
          count == 0 ? Double.NaN : min,
          count == 0 ? Double.NaN : max,
          count == 0 ? Double.NaN : total / count,
          VariableSummary.SHARES.stream().map(quantiles::quantile).toList());
    }
  }

  SummaryTally(PointSchema schema) {
    this.schema = schema;
    for (int i = 0; i < schema.columns().size(); i++) {
      PointColumn column = schema.columns().get(i);
      if (column.isNumber() && !column.repeats()) {
        columns.add(i);
      }
    }
  }

  /** Adds points of one beam; {@code null} for a product without beams. */
  void add(String beam, PointTable points) {
    List<Sum> sums =
        byBeam.computeIfAbsent(
            beam == null ? "" : beam, name -> columns.stream().map(column -> new Sum()).toList());
    for (int i = 0; i < columns.size(); i++) {
      add(sums.get(i), points, columns.get(i));
    }
  }

  private void add(Sum sum, PointTable points, int column) {
    Values values = points.scalars(column);
    boolean unsigned = schema.columns().get(column).type() == ElementType.UINT64;
    for (int i = 0; i < points.size(); i++) {
      if (values.missing()[i]) {
        sum.missing++;
      } else {
        sum.add(unsigned ? unsigned(values.longs()[i]) : values.number(i));
      }
    }
  }

  private static double unsigned(long bits) {
    double half = (bits >>> 1) * 2.0;
    return bits >= 0 ? bits : half + (bits & 1);
  }

  /** For each column its beams, then all of them together if there are several. */
  List<VariableSummary> summaries() {
    List<VariableSummary> summaries = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      PointColumn column = schema.columns().get(columns.get(i));
      Sum all = new Sum();
      for (String beam : byBeam.keySet()) {
        Sum sum = byBeam.get(beam).get(i);
        all.add(sum);
        if (!beam.isEmpty()) {
          summaries.add(sum.of(column, beam));
        }
      }
      if (byBeam.size() != 1 || byBeam.containsKey("")) {
        summaries.add(all.of(column, null));
      }
    }
    return summaries;
  }
}
