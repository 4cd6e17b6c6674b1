package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.geo.CellFinder;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Positions;
import org.groundtrack.index.CoverageTable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Finds the cells that the rows of a chunk touch, from every position of it.
 *
 * <p>Keeps its buffers from chunk to chunk; not safe for use by several threads at once.
 */
final class ChunkCoverage {
  /**
   * Which rows are looked at.
   *
   * @param granule id of the granule
   * @param chunk number of the position chunk
   * @param firstRow the beam's row that is first in the arrays
   * @param count rows in the arrays
   */
  record ChunkRows(String granule, String beam, String rate, int chunk, long firstRow, int count) {}

  /** Rows of one chunk in one cell. */
  private static final class Cell {
    final long id;
    final int firstRow;
    int lastRow;
    int count;
    long startNanos = Long.MAX_VALUE;
    long endNanos = Long.MIN_VALUE;
    double west = Double.POSITIVE_INFINITY;
    double south = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.NEGATIVE_INFINITY;

    Cell(long id, int row) {
      this.id = id;
      this.firstRow = row;
    }
  }

  private static final int NO_CELL = -1;

  private final CellFinder finder;
  private int[] cellOfRow = new int[0];

  ChunkCoverage(int resolution) {
    this.finder = new CellFinder(resolution);
  }

  /**
   * Adds a chunk's rows to a coverage table.
   *
   * @param time seconds since the epoch
   * @param epochNanos nanoseconds since 1970 (UTC)
   * @return rows whose position is invalid
   */
  int add(
      ChunkRows rows,
      double[] longitude,
      double[] latitude,
      double[] time,
      long epochNanos,
      CoverageTable table) {
    int count = rows.count();
    if (cellOfRow.length < count) {
      cellOfRow = new int[count];
    }
    List<Cell> cells = new ArrayList<>();
    int invalid = 0;
    int number = NO_CELL;
    for (int i = 0; i < count; i++) {
      if (!Positions.isValid(longitude[i], latitude[i])) {
        cellOfRow[i] = NO_CELL;
        invalid++;
        continue;
      }
      long id = finder.cell(longitude[i], latitude[i]);
      if (number == NO_CELL || cells.get(number).id != id) {
        number = numberOf(id, i, cells);
      }
      cellOfRow[i] = number;
      extend(cells.get(number), i, longitude[i], latitude[i], time[i], epochNanos);
    }
    for (int c = 0; c < cells.size(); c++) {
      Cell cell = cells.get(c);
      boolean timed = cell.endNanos != Long.MIN_VALUE;
      table.add(
          new CoverageTable.Row(
              cell.id,
              rows.granule(),
              rows.beam(),
              rows.rate(),
              rows.chunk(),
              rows.firstRow() + cell.firstRow,
              cell.lastRow - cell.firstRow + 1L,
              cell.count,
              timed ? cell.startNanos : CoverageTable.NO_TIME,
              timed ? cell.endNanos : CoverageTable.NO_TIME,
              cell.west,
              cell.south,
              cell.east,
              cell.north),
          TrackLine.wkb(track(cell, c, longitude, latitude)));
    }
    return invalid;
  }

  /** A track enters few cells per chunk, so a linear search is fast; near a pole they recur. */
  private static int numberOf(long id, int row, List<Cell> cells) {
    for (int i = cells.size() - 1; i >= 0; i--) {
      if (cells.get(i).id == id) {
        return i;
      }
    }
    cells.add(new Cell(id, row));
    return cells.size() - 1;
  }

  private static void extend(
      Cell cell, int row, double longitude, double latitude, double time, long epochNanos) {
    cell.lastRow = row;
    cell.count++;
    cell.west = Math.min(cell.west, longitude);
    cell.east = Math.max(cell.east, longitude);
    cell.south = Math.min(cell.south, latitude);
    cell.north = Math.max(cell.north, latitude);
    if (GpsTime.isValid(time)) {
      long nanos = GpsTime.nanos(epochNanos, time);
      cell.startNanos = Math.min(cell.startNanos, nanos);
      cell.endNanos = Math.max(cell.endNanos, nanos);
    }
  }

  /** First and last position in the cell, and those between that are in it, at quarters. */
  private List<Coordinate> track(Cell cell, int number, double[] longitude, double[] latitude) {
    List<Coordinate> track = new ArrayList<>();
    int[] rows = new int[5];
    for (int quarter = 0; quarter <= 4; quarter++) {
      rows[quarter] = cell.firstRow + (int) ((long) (cell.lastRow - cell.firstRow) * quarter / 4);
    }
    for (int row : Arrays.stream(rows).distinct().toArray()) {
      if (cellOfRow[row] == number) {
        track.add(new Coordinate(longitude[row], latitude[row]));
      }
    }
    return track;
  }
}
