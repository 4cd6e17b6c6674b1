package org.groundtrack.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.geo.H3Cells;

/**
 * How many points of a file lie in each H3 cell.
 *
 * @param resolution of the cells
 * @param counts by cell
 */
record PointCells(int resolution, Map<Long, Long> counts) {
  /** Cells that would cover all that the points span: a map of more shows no more. */
  private static final double CELLS = 2000;

  private static final int FINEST = 10;

  /** Mean area of a cell of resolution 0, square kilometres; each finer one has a seventh. */
  private static final double LARGEST_KM2 = 4_357_449;

  /** Counts the points of a file that spans an extent. */
  static PointCells of(PointsFile points, MapExtent extent) {
    int resolution = resolution(extent);
    Map<Long, Long> counts = new HashMap<>();
    points.scan(
        List.of(),
        (rows, positions, first) -> {
          long cell = 0;
          long count = 0;
          for (int i = 0; i < rows.size(); i++) {
            if (positions.isKnown(i)) {
              long next =
                  H3Cells.cell(positions.longitude()[i], positions.latitude()[i], resolution);
              if (next != cell && count > 0) {
                counts.merge(cell, count, Long::sum);
                count = 0;
              }
              cell = next;
              count++;
            }
          }
          if (count > 0) {
            counts.merge(cell, count, Long::sum);
          }
        });
    return new PointCells(resolution, counts);
  }

  private static int resolution(MapExtent extent) {
    if (extent.isEmpty()) {
      return 0;
    }
    double radius = MapProjection.EARTH_RADIUS / 1000;
    double height =
        Math.sin(Math.toRadians(extent.north())) - Math.sin(Math.toRadians(extent.south()));
    double area = radius * radius * Math.toRadians(extent.width()) * height;
    int resolution = 0;
    while (resolution < FINEST && area / (LARGEST_KM2 / Math.pow(7, resolution + 1)) <= CELLS) {
      resolution++;
    }
    return resolution;
  }
}
