package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.granule.Granule;
import org.groundtrack.plan.BeamTask;

/**
 * The points of a beam and the values of its variables, each decoded when it is asked for: of the
 * points that are left by then. For one thread.
 */
final class BatchVariables {
  private final Granule granule;
  private final BeamTask task;
  private final Map<Granule, FetchedRanges> fetched;
  private final ChunkDecoder decoder;
  private final ColumnValues[] values;
  private PointBatch points;
  private VariableDecoder variables;

  /** {@code null} as long as all points are left. */
  private int[] kept;

  /**
   * Variables of some points, none of which is decoded yet.
   *
   * @param fetched what was read of the granule, and of those of other products
   */
  BatchVariables(
      Granule granule,
      BeamTask task,
      Map<Granule, FetchedRanges> fetched,
      ChunkDecoder decoder,
      PointBatch points) {
    this.granule = granule;
    this.task = task;
    this.fetched = fetched;
    this.decoder = decoder;
    this.points = points;
    this.values = new ColumnValues[task.columns().size()];
  }

  /** The points that are left, without variables. */
  PointBatch points() {
    return points;
  }

  /** The values of one of the task's columns. */
  ColumnValues values(int column) {
    if (values[column] == null) {
      if (variables == null) {
        variables = new VariableDecoder(granule, task, fetched, decoder, points.rows());
      }
      values[column] = variables.decode(task.columns().get(column), task.variables().get(column));
    }
    return values[column];
  }

  /** Which of the points it was made with are left, ascending. */
  int[] kept() {
    return kept == null ? IntStream.range(0, points.size()).toArray() : kept;
  }

  /**
   * Leaves points out.
   *
   * @param places of those that stay among those that are left by now, ascending
   */
  void keep(int[] places) {
    if (places.length == points.size()) {
      return;
    }
    points = points.spread(places);
    variables = null;
    int[] before = kept;
    kept = before == null ? places : Arrays.stream(places).map(place -> before[place]).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == null ? null : values[i].spread(places);
    }
  }

  /**
   * The points that are left.
   *
   * @param columns how many columns they have: the first of the task's
   */
  PointBatch batch(int columns) {
    for (int i = 0; i < columns; i++) {
      values(i);
    }
    return points.with(Arrays.asList(values).subList(0, columns));
  }
}
