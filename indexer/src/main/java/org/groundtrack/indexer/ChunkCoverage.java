package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.geo.CellFinder;
import org.groundtrack.geo.NearbyCells;
import org.groundtrack.granule.InvalidPositions;
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
   * @param product of the granule
   * @param granule id of the granule
   * @param chunk number of the position chunk
   * @param firstRow the beam's row that is first in the arrays
   * @param count rows in the arrays
   * @param isOneRow whether what the arrays hold all belongs to the first row
   */
  record ChunkRows(
      String product,
      String granule,
      String beam,
      String rate,
      int chunk,
      long firstRow,
      int count,
      boolean isOneRow) {}

  /** Rows of one chunk in one cell. */
  private static final class Cell {
    final long id;
    final int firstRow;
    final long[] linkFirst;
    final long[] linkEnd;
    int lastRow;
    int count;
    long startNanos = Long.MAX_VALUE;
    long endNanos = Long.MIN_VALUE;
    double west = Double.POSITIVE_INFINITY;
    double south = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.NEGATIVE_INFINITY;

    Cell(long id, int row, int links) {
      this.id = id;
      this.firstRow = row;
      this.linkFirst = new long[links];
      this.linkEnd = new long[links];
    }
  }

  private static final int NO_CELL = -1;

  /** Cells among which a search one by one is faster than a table. */
  private static final int SEARCHED_CELLS = 8;

  /** Less than a degree of latitude has anywhere, so that margins come out too wide. */
  private static final double METRES_PER_DEGREE = 110_000;

  /** Slower than any track goes over the ground, so that times come out too wide. */
  private static final double METRES_PER_SECOND = 1000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final CellFinder finder;
  private final NearbyCells nearby;
  private final double marginMetres;
  private final Map<Long, Integer> numbers = new HashMap<>();
  private int[] cellOfRow = new int[0];

  /**
   * Coverage of cells.
   *
   * @param resolution H3 resolution
   * @param marginMetres a row touches cells that are no farther than that
   */
  ChunkCoverage(int resolution, double marginMetres) {
    this.finder = new CellFinder(resolution);
    this.marginMetres = marginMetres;
    this.nearby = marginMetres > 0 ? new NearbyCells(resolution, marginMetres) : null;
  }

  /**
   * Adds a chunk's rows to a coverage table.
   *
   * @param time nanoseconds since 1970 (UTC), or {@link CoverageTable#NO_TIME}
   * @param linkFirsts for each link, the first number to which each row leads
   * @param linkCounts for each link, how many numbers
   * @param invalid counts rows whose position is not valid
   */
  void add(
      ChunkRows rows,
      double[] longitude,
      double[] latitude,
      long[] time,
      long[][] linkFirsts,
      long[][] linkCounts,
      CoverageTable table,
      InvalidPositions.Count invalid) {
    int count = rows.count();
    if (cellOfRow.length < count) {
      cellOfRow = new int[count];
    }
    List<Cell> cells = new ArrayList<>();
    numbers.clear();
    int number = NO_CELL;
    for (int i = 0; i < count; i++) {
      if (!Positions.isValid(longitude[i], latitude[i])) {
        cellOfRow[i] = NO_CELL;
        invalid.add(Positions.flaw(longitude[i], latitude[i]));
        continue;
      }
      long id = finder.cell(longitude[i], latitude[i]);
      if (number == NO_CELL || cells.get(number).id != id) {
        number = numberOf(id, i, cells, linkFirsts.length);
      }
      cellOfRow[i] = number;
      extend(cells.get(number), i, longitude[i], latitude[i], time[i]);
      link(cells.get(number), i, linkFirsts, linkCounts);
      if (nearby != null) {
        for (long other : nearby.of(id, longitude[i], latitude[i])) {
          Cell cell = cells.get(numberOf(other, i, cells, linkFirsts.length));
          extend(cell, i, longitude[i], latitude[i], time[i]);
          link(cell, i, linkFirsts, linkCounts);
        }
      }
    }
    if (marginMetres > 0) {
      cells.forEach(cell -> widen(cell, marginMetres));
    }
    for (int c = 0; c < cells.size(); c++) {
      Cell cell = cells.get(c);
      table.add(
          row(
              rows,
              cell,
              rows.firstRow() + (rows.isOneRow() ? 0 : cell.firstRow),
              rows.isOneRow() ? 1 : cell.lastRow - cell.firstRow + 1L,
              cell.count),
          TrackLine.wkb(track(cell, c, longitude, latitude)));
    }
  }

  /**
   * Adds rows that are alike, as many as there may be: those of chunks that were never written.
   * They count as one run of the first chunk.
   *
   * @param rows the first of them
   * @param count all of them
   * @param linkFirsts for each link, the number to which the first row leads
   * @param linkCounts for each link, how many numbers the rows lead to
   */
  void addAlike(
      ChunkRows rows,
      long count,
      double longitude,
      double latitude,
      long time,
      long[] linkFirsts,
      long[] linkCounts,
      CoverageTable table) {
    List<Cell> cells = new ArrayList<>();
    numbers.clear();
    long id = finder.cell(longitude, latitude);
    extend(cells.get(numberOf(id, 0, cells, linkFirsts.length)), 0, longitude, latitude, time);
    if (nearby != null) {
      for (long other : nearby.of(id, longitude, latitude)) {
        Cell cell = cells.get(numberOf(other, 0, cells, linkFirsts.length));
        extend(cell, 0, longitude, latitude, time);
      }
    }
    for (Cell cell : cells) {
      for (int k = 0; k < linkFirsts.length; k++) {
        cell.linkFirst[k] = linkFirsts[k];
        cell.linkEnd[k] = linkFirsts[k] + linkCounts[k];
      }
      if (marginMetres > 0) {
        widen(cell, marginMetres);
      }
      long held = rows.isOneRow() ? 1 : count;
      table.add(
          row(rows, cell, rows.firstRow(), held, rows.isOneRow() ? cell.count : count),
          TrackLine.wkb(List.of(new Coordinate(longitude, latitude))));
    }
  }

  private static CoverageTable.Row row(
      ChunkRows rows, Cell cell, long first, long count, long valid) {
    boolean timed = cell.endNanos != Long.MIN_VALUE;
    return new CoverageTable.Row(
        cell.id,
        rows.product(),
        rows.granule(),
        rows.beam(),
        rows.rate(),
        rows.chunk(),
        first,
        count,
        valid,
        links(cell),
        timed ? cell.startNanos : CoverageTable.NO_TIME,
        timed ? cell.endNanos : CoverageTable.NO_TIME,
        cell.west,
        cell.south,
        cell.east,
        cell.north);
  }

  /** A track enters few cells per chunk and leaves them for good; a grid has many that recur. */
  private int numberOf(long id, int row, List<Cell> cells, int links) {
    int size = cells.size();
    for (int i = size - 1; i >= Math.max(0, size - SEARCHED_CELLS); i--) {
      if (cells.get(i).id == id) {
        return i;
      }
    }
    Integer known = size > SEARCHED_CELLS ? numbers.get(id) : null;
    if (known != null) {
      return known;
    }
    cells.add(new Cell(id, row, links));
    numbers.put(id, size);
    return size;
  }

  private static void extend(Cell cell, int row, double longitude, double latitude, long nanos) {
    cell.lastRow = row;
    cell.count++;
    cell.west = Math.min(cell.west, longitude);
    cell.east = Math.max(cell.east, longitude);
    cell.south = Math.min(cell.south, latitude);
    cell.north = Math.max(cell.north, latitude);
    if (nanos != CoverageTable.NO_TIME) {
      cell.startNanos = Math.min(cell.startNanos, nanos);
      cell.endNanos = Math.max(cell.endNanos, nanos);
    }
  }

  private static void link(Cell cell, int row, long[][] firsts, long[][] counts) {
    for (int k = 0; k < firsts.length; k++) {
      long count = counts[k][row];
      if (count == 0) {
        continue;
      }
      long first = firsts[k][row];
      boolean none = cell.linkEnd[k] == cell.linkFirst[k];
      cell.linkFirst[k] = none ? first : Math.min(cell.linkFirst[k], first);
      cell.linkEnd[k] = none ? first + count : Math.max(cell.linkEnd[k], first + count);
    }
  }

  private static List<CoverageTable.LinkRun> links(Cell cell) {
    List<CoverageTable.LinkRun> links = new ArrayList<>();
    for (int k = 0; k < cell.linkFirst.length; k++) {
      links.add(new CoverageTable.LinkRun(cell.linkFirst[k], cell.linkEnd[k] - cell.linkFirst[k]));
    }
    return links;
  }

  /**
   * What the rows lead to may lie outside their bounds, by the margin, and before or after them.
   */
  private static void widen(Cell cell, double metres) {
    if (cell.endNanos != Long.MIN_VALUE) {
      long nanos = (long) (metres / METRES_PER_SECOND * NANOS_PER_SECOND);
      cell.startNanos -= nanos;
      cell.endNanos += nanos;
    }
    double north = metres / METRES_PER_DEGREE;
    cell.south = Math.max(-90, cell.south - north);
    cell.north = Math.min(90, cell.north + north);
    double widest = Math.max(Math.abs(cell.south), Math.abs(cell.north));
    double east = north / Math.max(1e-9, Math.cos(Math.toRadians(widest)));
    cell.west -= east;
    cell.east += east;
    if (cell.west < -180 || cell.east > 180) {
      cell.west = -180;
      cell.east = 180;
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
    if (track.isEmpty()) {
      // Its rows lie in other cells, near by.
      track.add(new Coordinate(longitude[cell.firstRow], latitude[cell.firstRow]));
    }
    return track;
  }
}
