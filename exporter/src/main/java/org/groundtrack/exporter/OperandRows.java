package org.groundtrack.exporter;

import java.util.Arrays;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.expression.Rows;
import org.groundtrack.expression.ValueType;
import org.groundtrack.expression.Vector;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Operands;
import org.groundtrack.plan.PointField;
import org.groundtrack.plan.TrackNumber;

/** Some points of a batch as a condition sees them. */
final class OperandRows implements Rows {
  private final ExportPlan plan;
  private final BatchVariables variables;
  private final PointBatch points;
  private final int from;
  private final int to;

  /** Points {@code from} to {@code to}. */
  OperandRows(ExportPlan plan, BatchVariables variables, int from, int to) {
    this.plan = plan;
    this.variables = variables;
    this.points = variables.points();
    this.from = from;
    this.to = to;
  }

  /** Granule and beam, for messages. */
  String name() {
    return points.granule().id() + " " + points.beam().name();
  }

  @Override
  public int count() {
    return to - from;
  }

  @Override
  public Vector values(String name) {
    Operands.Operand operand = plan.operands().byName().get(name);
    return operand instanceof Operands.OfColumn column
        ? vector((Values) variables.values(column.number()), column.type())
        : field(((Operands.OfField) operand).field());
  }

  private Vector vector(Values values, ValueType type) {
    boolean[] nulls = Arrays.copyOfRange(values.missing(), from, to);
    return switch (values.kind()) {
      case INT -> {
        long[] longs = new long[count()];
        for (int i = from; i < to; i++) {
          longs[i - from] = values.ints()[i];
        }
        yield Vector.longs(type, longs, nulls);
      }
      case LONG -> Vector.longs(type, Arrays.copyOfRange(values.longs(), from, to), nulls);
      case FLOAT -> {
        double[] doubles = new double[count()];
        for (int i = from; i < to; i++) {
          doubles[i - from] = values.floats()[i];
        }
        yield Vector.doubles(type, doubles, nulls);
      }
      case DOUBLE -> Vector.doubles(type, Arrays.copyOfRange(values.doubles(), from, to), nulls);
      case TEXT -> Vector.texts(Arrays.copyOfRange(values.texts(), from, to), nulls);
    };
  }

  private Vector field(PointField field) {
    Granule granule = points.granule();
    return switch (field) {
      case LONGITUDE -> doubles(points.longitude());
      case LATITUDE -> doubles(points.latitude());
      case TIME -> vector(points.timeNanos(), ValueType.TIME);
      case TRACK_ID -> texts(points.beam().name());
      case GRANULE -> texts(granule.id());
      case RGT -> number(TrackNumber.RGT);
      case CYCLE -> number(TrackNumber.CYCLE);
      case REGION -> number(TrackNumber.REGION);
      case ORBIT -> number(TrackNumber.ORBIT);
      case SPOT -> spots();
      case STRENGTH -> strengths();
    };
  }

  private Vector doubles(double[] values) {
    return Vector.doubles(
        ValueType.FLOAT64, Arrays.copyOfRange(values, from, to), new boolean[count()]);
  }

  private Vector texts(String value) {
    String[] values = new String[count()];
    Arrays.fill(values, value);
    return Vector.texts(values, new boolean[count()]);
  }

  private Vector number(TrackNumber item) {
    long[] values = new long[count()];
    boolean[] nulls = new boolean[count()];
    BeamRoles.give(
        item,
        points,
        from,
        to,
        (number, start, end) -> fill(values, nulls, number, start - from, end - from));
    return Vector.longs(ValueType.INT64, values, nulls);
  }

  private static void fill(long[] values, boolean[] nulls, Integer number, int start, int end) {
    Arrays.fill(values, start, end, number == null ? 0 : number);
    Arrays.fill(nulls, start, end, number == null);
  }

  private Vector spots() {
    long[] values = new long[count()];
    boolean[] nulls = new boolean[count()];
    BeamRoles.give(
        plan.layout().beams(),
        points,
        from,
        to,
        BeamRole::spot,
        (spot, start, end) -> fill(values, nulls, spot, start - from, end - from));
    return Vector.longs(ValueType.INT64, values, nulls);
  }

  private Vector strengths() {
    String[] values = new String[count()];
    boolean[] nulls = new boolean[count()];
    BeamRoles.give(
        plan.layout().beams(),
        points,
        from,
        to,
        BeamRole::strength,
        (strength, start, end) -> {
          Arrays.fill(values, start - from, end - from, strength);
          Arrays.fill(nulls, start - from, end - from, strength == null);
        });
    return Vector.texts(values, nulls);
  }
}
