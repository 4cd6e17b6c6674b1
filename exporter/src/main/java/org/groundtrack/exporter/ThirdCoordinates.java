package org.groundtrack.exporter;

import java.util.Arrays;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.exporter.points.Values;

/**
 * Counts the points whose third coordinate is no number, and leaves them out unless they are to be
 * kept. Safe for use by several threads.
 *
 * @param tables makes columns of points
 * @param column number of the column that is the third coordinate, or -1 if there is none
 * @param keep whether such points are kept
 */
record ThirdCoordinates(PointTables tables, int column, boolean keep) {
  /** Points with two coordinates: none is left out. */
  static final ThirdCoordinates NONE = new ThirdCoordinates(null, -1, true);

  /** The third coordinates that options ask for, which were checked. */
  static ThirdCoordinates of(PointTables tables, OutputOptions options) {
    return options.z() == null
        ? NONE
        : new ThirdCoordinates(tables, tables.schema().find(options.z()), options.keepWithoutZ());
  }

  /** Leaves points out, and tells counters how many have no number. */
  void apply(BatchVariables variables, ExportCounters counters) {
    int size = variables.points().size();
    if (column < 0 || size == 0) {
      return;
    }
    Values values = tables.scalars(column, variables);
    int[] there = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (values.isFinite(i)) {
        there[count++] = i;
      }
    }
    counters.pointsWithoutZ(size - count);
    if (!keep) {
      variables.keep(Arrays.copyOf(there, count));
    }
  }
}
