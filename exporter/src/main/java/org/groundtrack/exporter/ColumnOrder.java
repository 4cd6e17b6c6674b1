package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.granule.ElementType;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.OutputColumn.Place;
import org.groundtrack.plan.TrackNumber;
import org.groundtrack.rows.Slice;

/**
 * The columns of an export in their order: position and time, the product's main variables, what
 * describes beam and granule, further variables, then the area's feature if features are told
 * apart.
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
    ROW("row", "1", "Row of the beam's datasets at the point's rate, from 0"),
    RGT("rgt", "1", "Reference ground track, 1 to 1387"),
    CYCLE("cycle", "1", "91-day repeat cycle of the mission, from 1"),
    REGION("region", "1", "Region of the orbit, 1 to 14"),
    ORBIT("orbit", "1", "Number of the orbit"),
    SPOT("spot", "1", "Number of the laser spot, 1 to 6"),
    BEAM_STRENGTH(null, null, "How strong the beam is; null where that is not known"),
    FEATURE_ID(
        "feature_id",
        null,
        "Feature of the area that holds the point; a point in several has a row for each");

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

  /** What an item of a granule fills. */
  private static final Map<String, Source> GRANULE_COLUMNS =
      Map.of(
          "rgt",
          Source.RGT,
          "cycle",
          Source.CYCLE,
          "region",
          Source.REGION,
          "orbit",
          Source.ORBIT,
          "spot",
          Source.SPOT);

  /**
   * The columns of an export.
   *
   * @param rowNumbers whether each point says which row of its beam it is
   */
  static List<Column> of(ExportPlan plan, boolean rowNumbers) {
    List<Column> columns = new ArrayList<>();
    for (Source source : List.of(Source.LONGITUDE, Source.LATITUDE, Source.TIME)) {
      columns.add(new Column(source, -1));
    }
    addVariables(plan, Place.MAIN, columns);
    if (plan.layout().beams().exist()) {
      columns.add(new Column(Source.TRACK_ID, -1));
    }
    columns.add(new Column(Source.GRANULE, -1));
    if (rowNumbers) {
      columns.add(new Column(Source.ROW, -1));
    }
    for (String item : plan.layout().granuleColumns()) {
      columns.add(new Column(GRANULE_COLUMNS.get(item), -1));
    }
    addVariables(plan, Place.TRAILING, columns);
    if (plan.layout().beams().strengthColumn() != null) {
      columns.add(new Column(Source.BEAM_STRENGTH, -1));
    }
    addVariables(plan, Place.EXTRA, columns);
    if (plan.aoi().features().isPresent()) {
      columns.add(new Column(Source.FEATURE_ID, -1));
    }
    return columns;
  }

  private static void addVariables(ExportPlan plan, Place place, List<Column> columns) {
    for (int i = 0; i < plan.columns().size(); i++) {
      if (plan.columns().get(i).place() == place) {
        columns.add(new Column(Source.VARIABLE, i));
      }
    }
  }

  /**
   * What the columns are. A variable has a longer name where it is called like a column that a plan
   * does not know of: that of the numbers of rows.
   */
  static PointSchema schema(ExportPlan plan, List<Column> order) {
    Set<String> names = new HashSet<>();
    List<PointColumn> columns = new ArrayList<>();
    for (Column column : order) {
      PointColumn described = describe(column, plan);
      names.add(described.name());
      columns.add(described);
    }
    boolean rowNumbers = order.stream().anyMatch(column -> column.source() == Source.ROW);
    for (int i = 0; rowNumbers && i < columns.size(); i++) {
      String name = Source.ROW.column;
      if (order.get(i).source() == Source.VARIABLE && columns.get(i).name().equals(name)) {
        do {
          name = plan.rate().name() + "." + name;
        } while (!names.add(name));
        columns.set(i, columns.get(i).named(name));
      }
    }
    return new PointSchema(columns);
  }

  private static PointColumn describe(Column column, ExportPlan plan) {
    Source source = column.source();
    if (source == Source.VARIABLE) {
      OutputColumn variable = variable(column, plan);
      return new PointColumn(
          variable.name(),
          variable.type(),
          false,
          variable.list(),
          false,
          false,
          variable.units(),
          variable.description(),
          variable.path() + (variable.slice().equals(Slice.element(0)) ? "" : variable.slice()));
    }
    ElementType type =
        switch (source) {
          case LONGITUDE, LATITUDE -> ElementType.FLOAT64;
          case TIME, ROW -> ElementType.INT64;
          case RGT, CYCLE, REGION, ORBIT, SPOT -> ElementType.INT32;
          default -> ElementType.STRING;
        };
    boolean required =
        switch (source) {
          case LONGITUDE, LATITUDE, TRACK_ID, GRANULE, ROW, FEATURE_ID -> true;
          default -> false;
        };
    return new PointColumn(
        source == Source.BEAM_STRENGTH ? plan.layout().beams().strengthColumn() : source.column,
        type,
        source == Source.TIME,
        false,
        required,
        source.ordinal() > Source.TIME.ordinal() && source != Source.ROW,
        source.units,
        source.description,
        null);
  }

  /** The number of the track that a column holds. */
  static TrackNumber number(Column column) {
    return switch (column.source()) {
      case RGT -> TrackNumber.RGT;
      case CYCLE -> TrackNumber.CYCLE;
      case REGION -> TrackNumber.REGION;
      case ORBIT -> TrackNumber.ORBIT;
      default -> throw new IllegalArgumentException(column + " is no whole number");
    };
  }

  static OutputColumn variable(Column column, ExportPlan plan) {
    return plan.columns().get(column.variable());
  }
}
