package org.groundtrack.exporter;

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

  int size() {
    return rows.length;
  }
}
