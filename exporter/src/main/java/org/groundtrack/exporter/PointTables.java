package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.plan.ExportPlan;

/** Makes of decoded points all the columns of the output. Safe for use by several threads. */
final class PointTables {
  private final ExportPlan plan;
  private final List<ColumnOrder.Column> order;
  private final PointSchema schema;
  private final List<AoiFeatures.Feature> features;

  /**
   * For the points of a plan.
   *
   * @param rowNumbers whether each point says which row of its beam it is
   */
  PointTables(ExportPlan plan, boolean rowNumbers) {
    this.plan = plan;
    this.order = ColumnOrder.of(plan, rowNumbers);
    this.schema = ColumnOrder.schema(plan, order);
    this.features = plan.aoi().features().map(AoiFeatures::list).orElse(List.of());
  }

  PointSchema schema() {
    return schema;
  }

  /** All columns of some points; those that were decoded are not copied. */
  PointTable of(PointBatch batch) {
    List<ColumnValues> columns = new ArrayList<>();
    for (ColumnOrder.Column column : order) {
      columns.add(values(column, batch));
    }
    return new PointTable(schema, batch.size(), columns);
  }

  private ColumnValues values(ColumnOrder.Column column, PointBatch batch) {
    return switch (column.source()) {
      case LONGITUDE -> Values.of(batch.longitude());
      case LATITUDE -> Values.of(batch.latitude());
      case TIME -> batch.timeNanos();
      case VARIABLE -> batch.variables().get(column.variable());
      case TRACK_ID -> texts(batch.beam().name(), batch.size());
      case GRANULE -> texts(batch.granule().id(), batch.size());
      case ROW -> Values.of(batch.rows());
      case RGT, CYCLE, REGION, ORBIT -> {
        Values numbers = new Values(Values.Kind.INT, batch.size());
        fill(numbers, ColumnOrder.number(column, batch.granule()), 0, batch.size());
        yield numbers;
      }
      case SPOT -> {
        Values spots = new Values(Values.Kind.INT, batch.size());
        each(batch, BeamRole::spot, (spot, from, to) -> fill(spots, spot, from, to));
        yield spots;
      }
      case BEAM_STRENGTH -> {
        Values strengths = new Values(Values.Kind.TEXT, batch.size());
        each(
            batch, BeamRole::strength, (strength, from, to) -> fill(strengths, strength, from, to));
        yield strengths;
      }
      case FEATURE_ID -> features(batch);
    };
  }

  private <T> void each(
      PointBatch batch, BeamRoles.Question<T> question, BeamRoles.Consumer<T> consumer) {
    BeamRoles.give(plan.layout().beams(), batch, 0, batch.size(), question, consumer);
  }

  private Values features(PointBatch batch) {
    Values ids = new Values(Values.Kind.TEXT, batch.size());
    int[] numbers = batch.features();
    for (int i = 0; i < numbers.length; i++) {
      ids.texts()[i] = features.get(numbers[i]).id();
    }
    return ids;
  }

  private static Values texts(String value, int size) {
    Values texts = new Values(Values.Kind.TEXT, size);
    fill(texts, value, 0, size);
    return texts;
  }

  private static void fill(Values values, String value, int from, int to) {
    Arrays.fill(values.missing(), from, to, value == null);
    Arrays.fill(values.texts(), from, to, value);
  }

  private static void fill(Values values, Integer value, int from, int to) {
    Arrays.fill(values.missing(), from, to, value == null);
    Arrays.fill(values.ints(), from, to, value == null ? 0 : value);
  }
}
