package org.groundtrack.exporter;

import java.util.List;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;

/**
 * Points of one beam that lie inside, in row order. A point in several features is there several
 * times, one after the other.
 *
 * @param granule their granule
 * @param beam their beam
 * @param features for each the number of the feature that holds it; {@code null} if features are
 *     not told apart
 * @param rows their rows in the beam, ascending
 * @param longitude degrees
 * @param latitude degrees
 * @param timeNanos nanoseconds since 1970 (UTC)
 * @param variables values of the plan's columns, in its order
 */
record PointBatch(
    Granule granule,
    Beam beam,
    int[] features,
    long[] rows,
    double[] longitude,
    double[] latitude,
    Values timeNanos,
    List<ColumnValues> variables) {

  /** The same points with other values of variables. */
  PointBatch with(List<ColumnValues> others) {
    return new PointBatch(granule, beam, features, rows, longitude, latitude, timeNanos, others);
  }

  int size() {
    return rows.length;
  }

  /** The same points in features. */
  PointBatch in(int[] numbers) {
    return new PointBatch(granule, beam, numbers, rows, longitude, latitude, timeNanos, variables);
  }

  /**
   * Some of the points, or some of them several times.
   *
   * @param places which one each of them is
   */
  PointBatch spread(int[] places) {
    long[] spreadRows = new long[places.length];
    double[] longitudes = new double[places.length];
    double[] latitudes = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      spreadRows[i] = rows[places[i]];
      longitudes[i] = longitude[places[i]];
      latitudes[i] = latitude[places[i]];
    }
    return new PointBatch(
        granule,
        beam,
        null,
        spreadRows,
        longitudes,
        latitudes,
        timeNanos.spread(places),
        variables.stream().map(values -> values.spread(places)).toList());
  }
}
