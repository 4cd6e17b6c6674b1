package org.groundtrack.exporter.points;

/** The values of one column for some points: one each, or a list each. */
public interface ColumnValues {
  /** Number of points. */
  int size();

  /**
   * The values of other points.
   *
   * @param places for each of them, whose value it has; -1 for none
   */
  ColumnValues spread(int[] places);
}
