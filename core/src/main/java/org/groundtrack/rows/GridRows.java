package org.groundtrack.rows;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;

/**
 * The cells of a grid as rows: numbered chunk by chunk, and within a chunk as they are stored, so
 * that a chunk holds consecutive rows. Numbers in edge chunks that lie outside the grid are no
 * cells. Immutable.
 *
 * @param shape length of each dimension
 * @param block length of each dimension of a chunk, at least 1; the shape itself where it is not
 *     chunked
 */
public record GridRows(List<Long> shape, List<Long> block) {
  /** Cells, and what chunks hold beyond them: the whole earth at 500 m has 4 billion. */
  private static final long MAX_ROWS = 1L << 34;

  public GridRows {
    shape = List.copyOf(shape);
    block = List.copyOf(block);
    if (shape.isEmpty() || shape.size() != block.size()) {
      throw new IllegalArgumentException("A grid of shape %s in %s".formatted(shape, block));
    }
    long rows = 1;
    for (int i = 0; i < shape.size(); i++) {
      long length = shape.get(i);
      long side = Math.max(1, block.get(i));
      if (length < 0) {
        throw new IllegalArgumentException("A grid of shape %s in %s".formatted(shape, block));
      }
      // No number below overflows, and no index takes days.
      rows = Math.multiplyExact(rows, (length + side - 1) / side * side);
    }
    if (rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "a grid of shape %s in chunks of %s has more than %s cells, the limit"
              .formatted(shape, block, MAX_ROWS));
    }
  }

  /** The grid of a variable. */
  public static GridRows of(Dataset variable) {
    return new GridRows(
        variable.shape(),
        variable.layout() == StorageLayout.CHUNKED
            ? variable.chunkShape().stream().map(Integer::longValue).toList()
            : variable.shape().stream().map(length -> Math.max(1, length)).toList());
  }

  /** Whether a variable is on this grid, in chunks of its shape. */
  public boolean holds(Dataset variable) {
    return isShapeOf(variable) && of(variable).equals(this);
  }

  /** Whether a variable is on this grid, in chunks of whatever shape. */
  public boolean isShapeOf(Dataset variable) {
    return variable.shape().equals(shape);
  }

  /** Cells of the grid. */
  public long cells() {
    long cells = 1;
    for (long length : shape) {
      cells = Math.multiplyExact(cells, length);
    }
    return cells;
  }

  /** Numbers of rows up to that of the last cell, with those in between that are no cells. */
  public long rows() {
    if (shape.contains(0L)) {
      return 0;
    }
    long[] last = new long[shape.size()];
    for (int i = 0; i < last.length; i++) {
      last[i] = shape.get(i) - 1;
    }
    return row(last) + 1;
  }

  /** The row of a cell by its place on each axis. */
  long row(long... places) {
    long number = 0;
    long within = 0;
    for (int i = 0; i < places.length; i++) {
      long length = block.get(i);
      number = Math.addExact(Math.multiplyExact(number, blocks(i)), places[i] / length);
      within = within * length + places[i] % length;
    }
    return Math.addExact(Math.multiplyExact(number, blockRows()), within);
  }

  /** Rows of a chunk. */
  public long blockRows() {
    long rows = 1;
    for (long length : block) {
      rows = Math.multiplyExact(rows, length);
    }
    return rows;
  }

  /**
   * Cells among some rows.
   *
   * @param first first row of a chunk
   * @param end row after the last of a chunk, or that after the last of the grid
   */
  public long cellsIn(long first, long end) {
    if (first == 0 && end == rows()) {
      return cells();
    }
    long cells = 0;
    for (long chunk = first / blockRows(); chunk * blockRows() < end; chunk++) {
      long left = chunk;
      long held = 1;
      for (int i = shape.size() - 1; i >= 0; i--) {
        long at = left % blocks(i) * block.get(i);
        held *= Math.min(block.get(i), shape.get(i) - at);
        left /= blocks(i);
      }
      cells += held;
    }
    return cells;
  }

  private long blocks(int dimension) {
    return (shape.get(dimension) + block.get(dimension) - 1) / block.get(dimension);
  }

  /**
   * A variable of the grid with one dimension: that of the rows.
   *
   * @throws IllegalArgumentException if it is not on this grid
   */
  public Dataset flat(Dataset variable) {
    if (!holds(variable)) {
      throw new IllegalArgumentException(
          "/%s has shape %s in chunks of %s, expected %s in chunks of %s"
              .formatted(variable.path(), variable.shape(), variable.chunkShape(), shape, block));
    }
    boolean chunked = variable.layout() == StorageLayout.CHUNKED;
    return new Dataset(
        variable.path(),
        variable.type(),
        variable.elementBytes(),
        variable.byteOrder(),
        List.of(rows()),
        variable.layout(),
        chunked ? List.of(Math.toIntExact(blockRows())) : List.of(),
        variable.filters(),
        variable.storageFill(),
        variable.attributes(),
        variable.chunks(),
        variable.compact());
  }

  /** Finds where rows lie on one axis. */
  final class Axis {
    private final long blockRows = blockRows();
    private final long length;
    private final long blocks;
    private long inner = 1;
    private long innerBlocks = 1;

    private Axis(int dimension) {
      length = block.get(dimension);
      blocks = blocks(dimension);
      for (int i = dimension + 1; i < shape.size(); i++) {
        inner *= block.get(i);
        innerBlocks *= blocks(i);
      }
    }

    /** The place of a row on the axis, from 0; not less than its length outside the grid. */
    long place(long row) {
      return row / blockRows / innerBlocks % blocks * length + row % blockRows / inner % length;
    }

    /** The smallest run of places that holds all of some rows of one chunk. */
    private RowRun places(long first, long end) {
      long start = first / blockRows / innerBlocks % blocks * length;
      long from = first % blockRows / inner;
      long to = (end - 1) % blockRows / inner;
      // Beyond a whole turn of the axis, or across its end, all its places are met.
      boolean all = to - from >= length || from % length > to % length;
      return all
          ? new RowRun(start, start + length)
          : new RowRun(start + from % length, start + to % length + 1);
    }
  }

  /** An axis of the grid. */
  Axis axis(int dimension) {
    return new Axis(dimension);
  }

  /**
   * The places on an axis that rows have: sorted runs, apart, within the axis.
   *
   * @param runs of rows
   * @param dimension number of the axis
   */
  public List<RowRun> along(List<RowRun> runs, int dimension) {
    Axis axis = axis(dimension);
    long blockRows = blockRows();
    long length = shape.get(dimension);
    List<RowRun> places = new ArrayList<>();
    for (RowRun run : runs) {
      for (long first = run.first(); first < run.end(); ) {
        long end = Math.min(run.end(), (first / blockRows + 1) * blockRows);
        RowRun found = axis.places(first, end);
        if (found.first() < length) {
          add(new RowRun(found.first(), Math.min(found.end(), length)), places);
        }
        first = end;
      }
    }
    return RowRun.union(places);
  }

  /** Consecutive chunks often have the same places. */
  private static void add(RowRun run, List<RowRun> runs) {
    if (runs.isEmpty() || !runs.get(runs.size() - 1).equals(run)) {
      runs.add(run);
    }
  }

  /** Whether a row is a cell of the grid. */
  public boolean isCell(long row) {
    for (int i = 0; i < shape.size(); i++) {
      if (axis(i).place(row) >= shape.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The axes on which chunks reach beyond the grid. */
  List<Integer> ragged() {
    List<Integer> ragged = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) % block.get(i) != 0) {
        ragged.add(i);
      }
    }
    return ragged;
  }

  /**
   * The rows of the same cells on a grid with other chunks: all rows of the chunks that hold them.
   *
   * @param runs of rows
   * @param other of the same shape
   */
  public List<RowRun> chunksOf(List<RowRun> runs, GridRows other) {
    long blockRows = blockRows();
    long otherRows = other.rows();
    List<RowRun> found = new ArrayList<>();
    for (RowRun run : runs) {
      for (long first = run.first(); first < run.end(); ) {
        long end = Math.min(run.end(), (first / blockRows + 1) * blockRows);
        long[] from = new long[shape.size()];
        long[] to = new long[shape.size()];
        boolean inside = true;
        for (int i = 0; i < from.length; i++) {
          RowRun places = axis(i).places(first, end);
          inside &= places.first() < shape.get(i);
          from[i] = places.first() / other.block.get(i);
          to[i] = (Math.min(places.end(), shape.get(i)) - 1) / other.block.get(i);
        }
        if (inside) {
          addBlocks(other, from, to, otherRows, found);
        }
        first = end;
      }
    }
    return RowRun.union(found);
  }

  private static void addBlocks(
      GridRows grid, long[] from, long[] to, long rows, List<RowRun> found) {
    long blockRows = grid.blockRows();
    long[] at = from.clone();
    int dimension;
    do {
      long number = 0;
      for (int i = 0; i < at.length; i++) {
        number = number * grid.blocks(i) + at[i];
      }
      add(new RowRun(number * blockRows, Math.min(rows, (number + 1) * blockRows)), found);
      dimension = at.length - 1;
      while (dimension >= 0 && ++at[dimension] > to[dimension]) {
        at[dimension] = from[dimension];
        dimension--;
      }
    } while (dimension >= 0);
  }
}
