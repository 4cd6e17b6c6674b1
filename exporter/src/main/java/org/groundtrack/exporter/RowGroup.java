package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.granule.ElementType;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;

/** The points of one row group, column by column, while it is filled. */
final class RowGroup {
  private final ExportPlan plan;
  private final List<ColumnOrder.Column> columns;
  private final int capacity;
  private final double[] longitude;
  private final double[] latitude;
  private final Values time;
  private final List<ColumnValues> variables = new ArrayList<>();
  private final Repeated tracks;
  private final Repeated granules;
  private final Repeated strengths;
  private final Repeated features;
  private final List<AoiFeatures.Feature> known;
  private final Map<ColumnOrder.Column, Values> numbers = new HashMap<>();
  private int size;

  /** A column of strings that are the same for long runs of rows. */
  private static final class Repeated {
    private final int[] codes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> values = new ArrayList<>();

    Repeated(int capacity) {
      this.codes = new int[capacity];
    }

    void fill(String value, int from, int to) {
      int code = value == null ? -1 : numbers.computeIfAbsent(value, this::add);
      Arrays.fill(codes, from, to, code);
    }

    private int add(String value) {
      values.add(value);
      return values.size() - 1;
    }

    ColumnData column(boolean required) {
      return ColumnData.strings(values.toArray(String[]::new), codes, required);
    }
  }

  RowGroup(ExportPlan plan, List<ColumnOrder.Column> columns, int capacity) {
    this.plan = plan;
    this.columns = columns;
    this.capacity = capacity;
    this.longitude = new double[capacity];
    this.latitude = new double[capacity];
    this.time = new Values(Values.Kind.LONG, capacity);
    this.tracks = new Repeated(capacity);
    this.granules = new Repeated(capacity);
    this.strengths = new Repeated(capacity);
    this.known = plan.aoi().features().map(AoiFeatures::list).orElse(List.of());
    this.features = new Repeated(known.isEmpty() ? 0 : capacity);
    for (OutputColumn column : plan.columns()) {
      Values.Kind kind = Values.Kind.of(column.type());
      variables.add(column.list() ? new ListValues(kind, capacity) : new Values(kind, capacity));
    }
    for (ColumnOrder.Column column : columns) {
      switch (column.source()) {
        case RGT, CYCLE, REGION, ORBIT, SPOT ->
            numbers.put(column, new Values(Values.Kind.INT, capacity));
        default -> {}
      }
    }
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == capacity;
  }

  /** Takes points of a batch from {@code start} on; returns how many there was room for. */
  int fill(PointBatch batch, int start) {
    int count = Math.min(capacity - size, batch.size() - start);
    System.arraycopy(batch.longitude(), start, longitude, size, count);
    System.arraycopy(batch.latitude(), start, latitude, size, count);
    time.copy(size, batch.timeNanos(), start, count);
    for (int i = 0; i < variables.size(); i++) {
      if (variables.get(i) instanceof ListValues lists) {
        lists.append((ListValues) batch.variables().get(i), start, count);
      } else {
        ((Values) variables.get(i)).copy(size, (Values) batch.variables().get(i), start, count);
      }
    }
    tracks.fill(batch.beam().name(), size, size + count);
    granules.fill(batch.granule().id(), size, size + count);
    fillFeatures(batch, start, count);
    int at = size - start;
    BeamRoles.give(
        plan.layout().beams(),
        batch,
        start,
        start + count,
        BeamRole::strength,
        (strength, from, to) -> strengths.fill(strength, at + from, at + to));
    int first = start;
    int end = start + count;
    numbers.forEach(
        (column, values) -> {
          if (column.source() == ColumnOrder.Source.SPOT) {
            BeamRoles.give(
                plan.layout().beams(),
                batch,
                first,
                end,
                BeamRole::spot,
                (spot, from, to) -> fill(values, spot, at + from, at + to));
          } else {
            Integer number = ColumnOrder.number(column, batch.granule());
            fill(values, number, at + first, at + end);
          }
        });
    size += count;
    return count;
  }

  private void fillFeatures(PointBatch batch, int start, int count) {
    if (known.isEmpty()) {
      return;
    }
    int[] numbers = batch.features();
    for (int i = 0; i < count; ) {
      int from = i;
      while (i < count && numbers[start + i] == numbers[start + from]) {
        i++;
      }
      features.fill(known.get(numbers[start + from]).id(), size + from, size + i);
    }
  }

  private static void fill(Values values, Integer value, int from, int to) {
    Arrays.fill(values.missing(), from, to, value == null);
    Arrays.fill(values.ints(), from, to, value == null ? 0 : value);
  }

  /** The leaf columns in the order of the file's schema. */
  List<ColumnData> columns() {
    List<ColumnData> leaves = new ArrayList<>();
    leaves.add(ColumnData.wkbPoints(longitude, latitude));
    for (ColumnOrder.Column column : columns) {
      leaves.add(
          switch (column.source()) {
            case LONGITUDE -> ColumnData.doubles(longitude, null);
            case LATITUDE -> ColumnData.doubles(latitude, null);
            case TIME -> column(time);
            case VARIABLE -> column(variables.get(column.variable()), column);
            case TRACK_ID -> tracks.column(true);
            case GRANULE -> granules.column(true);
            case RGT, CYCLE, REGION, ORBIT, SPOT -> column(numbers.get(column));
            case BEAM_STRENGTH -> strengths.column(false);
            case FEATURE_ID -> features.column(true);
          });
    }
    leaves.add(ColumnData.lowerBounds(longitude));
    leaves.add(ColumnData.lowerBounds(latitude));
    leaves.add(ColumnData.upperBounds(longitude));
    leaves.add(ColumnData.upperBounds(latitude));
    return leaves;
  }

  private ColumnData column(ColumnValues values, ColumnOrder.Column column) {
    ElementType type = ColumnOrder.variable(column, plan).type();
    if (values instanceof ListValues lists) {
      return ColumnData.lists(
          lists.size(), lists::isMissing, lists::start, lists::end, elements(lists, type));
    }
    Values scalars = (Values) values;
    // 32-bit unsigned values are held in 64 bits here and stored in 32 with their bits.
    return type == ElementType.UINT32
        ? ColumnData.ints(
            Arrays.stream(scalars.longs()).mapToInt(v -> (int) v).toArray(), scalars.missing())
        : column(scalars);
  }

  private static ColumnData.Element elements(ListValues lists, ElementType type) {
    Values values = lists.elements();
    boolean[] missing = values.missing();
    return switch (values.kind()) {
      case INT -> (out, i, levels) -> levels.write(out, missing[i], values.ints()[i]);
      case LONG ->
          type == ElementType.UINT32
              ? (out, i, levels) -> levels.write(out, missing[i], (int) values.longs()[i])
              : (out, i, levels) -> levels.write(out, missing[i], values.longs()[i]);
      case FLOAT -> (out, i, levels) -> levels.write(out, missing[i], values.floats()[i]);
      case DOUBLE -> (out, i, levels) -> levels.write(out, missing[i], values.doubles()[i]);
      case TEXT -> (out, i, levels) -> levels.write(out, missing[i], values.texts()[i]);
    };
  }

  private static ColumnData column(Values values) {
    return switch (values.kind()) {
      case INT -> ColumnData.ints(values.ints(), values.missing());
      case LONG -> ColumnData.longs(values.longs(), values.missing());
      case FLOAT -> ColumnData.floats(values.floats(), values.missing());
      case DOUBLE -> ColumnData.doubles(values.doubles(), values.missing());
      case TEXT -> ColumnData.strings(withNulls(values), false);
    };
  }

  private static String[] withNulls(Values values) {
    String[] texts = values.texts().clone();
    for (int i = 0; i < texts.length; i++) {
      texts[i] = values.missing()[i] ? null : texts[i];
    }
    return texts;
  }
}
