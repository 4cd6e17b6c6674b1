package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;

/**
 * Points of one beam that lie inside, in row order.
 *
 * @param granule their granule
 * @param beam their beam
 * @param rows their rows in the beam, ascending
 * @param longitude degrees
 * @param latitude degrees
 * @param timeNanos nanoseconds since 1970 (UTC)
 * @param variables values of the plan's columns, in its order
 */
record PointBatch(
    Granule granule,
    Beam beam,
    long[] rows,
    double[] longitude,
    double[] latitude,
    Values timeNanos,
    List<ColumnValues> variables) {

  /**
   * Some of the points.
   *
   * @param kept which, ascending
   */
  PointBatch at(int[] kept) {
    return new PointBatch(
        granule,
        beam,
        Arrays.stream(kept).mapToLong(i -> rows[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> longitude[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> latitude[i]).toArray(),
        timeNanos.spread(kept),
        variables.stream().map(values -> values.spread(kept)).toList());
  }

  /** The same points with other values of variables. */
  PointBatch with(List<ColumnValues> others) {
    return new PointBatch(granule, beam, rows, longitude, latitude, timeNanos, others);
  }

  int size() {
    return rows.length;
  }
}
