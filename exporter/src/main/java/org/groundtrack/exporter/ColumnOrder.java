package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;

/**
 * The columns of an export in their order: position and time, the product's main variables, what
 * describes beam and granule, then further variables.
 */
final class ColumnOrder {
  /** What fills a column. */
  enum Source {
    LONGITUDE("longitude", "degrees_east", "Longitude, WGS 84"),
    LATITUDE("latitude", "degrees_north", "Latitude, WGS 84"),
    TIME("time", null, "Time of measurement (UTC)"),
    VARIABLE(null, null, null),
    TRACK_ID("track_id", null, "Beam of the granule"),
    GRANULE("granule", null, "Granule, by the producer's name of it"),
    RGT("rgt", "1", "Reference ground track, 1 to 1387"),
    CYCLE("cycle", "1", "91-day repeat cycle of the mission, from 1"),
    BEAM_STRENGTH("beam_strength", null, "Strong or weak beam; null while the spacecraft turned");

    private final String column;
    private final String units;
    private final String description;

    Source(String column, String units, String description) {
      this.column = column;
      this.units = units;
      this.description = description;
    }
  }

  /**
   * One column.
   *
   * @param source what fills it
   * @param variable number of the plan's variable, or -1
   */
  record Column(Source source, int variable) {}

  private ColumnOrder() {}

  static List<Column> of(ExportPlan plan) {
    List<Column> columns = new ArrayList<>();
    for (Source source : List.of(Source.LONGITUDE, Source.LATITUDE, Source.TIME)) {
      columns.add(new Column(source, -1));
    }
    addVariables(plan, false, 0, plan.columns().size(), columns);
    for (Source source : List.of(Source.TRACK_ID, Source.GRANULE, Source.RGT, Source.CYCLE)) {
      columns.add(new Column(source, -1));
    }
    int fixed = plan.rate().variables().size() + plan.rate().trailingVariables().size();
    addVariables(plan, true, 0, fixed, columns);
    columns.add(new Column(Source.BEAM_STRENGTH, -1));
    addVariables(plan, true, fixed, plan.columns().size(), columns);
    return columns;
  }

  private static void addVariables(
      ExportPlan plan, boolean trailing, int from, int to, List<Column> columns) {
    for (int i = from; i < to; i++) {
      if (plan.columns().get(i).trailing() == trailing) {
        columns.add(new Column(Source.VARIABLE, i));
      }
    }
  }

  static String name(Column column, ExportPlan plan) {
    return column.source() == Source.VARIABLE
        ? variable(column, plan).name()
        : column.source().column;
  }

  static String units(Column column, ExportPlan plan) {
    return column.source() == Source.VARIABLE
        ? variable(column, plan).units()
        : column.source().units;
  }

  static String description(Column column, ExportPlan plan) {
    return column.source() == Source.VARIABLE
        ? variable(column, plan).description()
        : column.source().description;
  }

  static OutputColumn variable(Column column, ExportPlan plan) {
    return plan.columns().get(column.variable());
  }
}
