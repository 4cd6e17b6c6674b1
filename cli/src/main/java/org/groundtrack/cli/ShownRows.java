package org.groundtrack.cli;

import java.util.Arrays;
import java.util.List;

/**
 * Which rows of a file a page shows: all with a position, or an evenly spaced sample of them.
 *
 * @param total rows of the file
 * @param known rows of the file with a position
 * @param most rows that are chosen, those without a position included
 * @param hasPosition of each chosen row
 * @param longitude of each that has a position, degrees
 * @param latitude of each that has a position, degrees
 */
record ShownRows(
    long total,
    long known,
    int most,
    boolean[] hasPosition,
    double[] longitude,
    double[] latitude) {

  /**
   * Chooses rows.
   *
   * @param most rows at most
   * @param extent receives all positions
   */
  static ShownRows choose(PointsFile points, int most, MapExtent extent) {
    long total = points.rows();
    int chosen = (int) Math.min(most, total);
    boolean[] hasPosition = new boolean[chosen];
    double[] longitude = new double[chosen];
    double[] latitude = new double[chosen];
    int[] counts = new int[2];
    long[] known = {0};
    points.scan(
        List.of(),
        (rows, positions, first) -> {
          for (int i = 0; i < rows.size(); i++) {
            boolean has = positions.isKnown(i);
            if (has) {
              known[0]++;
              extent.add(positions.longitude()[i], positions.latitude()[i]);
            }
            if (isChosen(first + i, total, chosen)) {
              hasPosition[counts[0]++] = has;
              if (has) {
                longitude[counts[1]] = positions.longitude()[i];
                latitude[counts[1]++] = positions.latitude()[i];
              }
            }
          }
        });
    return new ShownRows(
        total,
        known[0],
        chosen,
        hasPosition,
        Arrays.copyOf(longitude, counts[1]),
        Arrays.copyOf(latitude, counts[1]));
  }

  /** Whether a row is among the chosen ones, which lie equally far from each other. */
  private static boolean isChosen(long row, long total, int chosen) {
    return chosen == total || (row + 1) * chosen / total > row * chosen / total;
  }

  /** Whether a row is shown; called for the rows in their order, with a cursor that starts at 0. */
  boolean shows(long row, int[] cursor) {
    return isChosen(row, total, most) && hasPosition[cursor[0]++];
  }

  int size() {
    return longitude.length;
  }

  boolean isSample() {
    return most < total;
  }
}
