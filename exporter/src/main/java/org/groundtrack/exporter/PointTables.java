package org.groundtrack.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  /** The values of a column for the points that are left of a beam; no other is decoded. */
  Values scalars(int column, BatchVariables variables) {
    ColumnOrder.Column wanted = order.get(column);
    return (Values)
        (wanted.source() == ColumnOrder.Source.VARIABLE
            ? variables.values(wanted.variable())
            : values(wanted, variables.points()));
  }

  private ColumnValues values(ColumnOrder.Column column, PointBatch batch) {
    return switch (column.source()) {
      case LONGITUDE -> Values.of(batch.longitude());
      case LATITUDE -> Values.of(batch.latitude());
      case TIME -> batch.timeNanos();
      case VARIABLE -> batch.variables().get(column.variable());
      case TRACK_ID -> Values.same(batch.beam().name(), batch.size());
      case GRANULE -> Values.same(batch.granule().id(), batch.size());
      case ROW -> Values.of(batch.rows());
      case RGT, CYCLE, REGION, ORBIT ->
          joined(
              Values.Kind.INT,
              batch,
              runs ->
                  BeamRoles.give(
                      ColumnOrder.number(column),
                      batch,
                      0,
                      batch.size(),
                      (value, from, to) -> runs.add(Values.same(value, to - from))));
      case SPOT -> runs(Values.Kind.INT, batch, BeamRole::spot, Values::same);
      case BEAM_STRENGTH -> runs(Values.Kind.TEXT, batch, BeamRole::strength, Values::same);
      case FEATURE_ID -> features(batch);
    };
  }

  private interface Same<T> {
    Values of(T value, int size);
  }

  /** What may change within a beam, but mostly does not. */
  private <T> Values runs(
      Values.Kind kind, PointBatch batch, BeamRoles.Question<T> question, Same<T> same) {
    return joined(
        kind,
        batch,
        runs ->
            BeamRoles.give(
                plan.layout().beams(),
                batch,
                0,
                batch.size(),
                question,
                (value, from, to) -> runs.add(same.of(value, to - from))));
  }

  private static Values joined(
      Values.Kind kind, PointBatch batch, Consumer<List<Values>> runsOfBatch) {
    List<Values> runs = new ArrayList<>();
    runsOfBatch.accept(runs);
    if (runs.size() == 1) {
      return runs.get(0);
    }
    Values all = new Values(kind, batch.size());
    int at = 0;
    for (Values run : runs) {
      all.copy(at, run, 0, run.size());
      at += run.size();
    }
    return all;
  }

  private Values features(PointBatch batch) {
    Values ids = new Values(Values.Kind.TEXT, batch.size());
    int[] numbers = batch.features();
    for (int i = 0; i < numbers.length; i++) {
      ids.texts()[i] = features.get(numbers[i]).id();
    }
    return ids;
  }
}
