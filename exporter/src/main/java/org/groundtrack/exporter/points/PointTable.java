package org.groundtrack.exporter.points;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some points of an output. What it holds is not changed.
 *
 * @param schema what the columns are
 * @param size number of points
 * @param columns their values, in the order of the schema
 */
public record PointTable(PointSchema schema, int size, List<ColumnValues> columns) {

  /** Degrees, one for each point; the array may be longer. */
  public double[] longitude() {
    return scalars(PointSchema.LONGITUDE).doubles();
  }

  /** Degrees, one for each point; the array may be longer. */
  public double[] latitude() {
    return scalars(PointSchema.LATITUDE).doubles();
  }

  /** The values of a column that has one for each point. */
  public Values scalars(int column) {
    return (Values) columns.get(column);
  }

  /**
   * Some of the points, in any order.
   *
   * @param places which one each of them is
   */
  public PointTable take(int[] places) {
    return new PointTable(
        schema, places.length, columns.stream().map(values -> values.spread(places)).toList());
  }

  /** Points one after the other. */
  public PointTable slice(int from, int to) {
    return from == 0 && to == size ? this : take(IntStream.range(from, to).toArray());
  }
}
