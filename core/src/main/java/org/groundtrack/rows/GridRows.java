package org.groundtrack.rows;

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
  public GridRows {
    shape = List.copyOf(shape);
    block = List.copyOf(block);
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
    return variable.rank() == shape.size() && of(variable).equals(this);
  }

  /** Numbers of rows, with those that are no cells. */
  public long rows() {
    long rows = blockRows();
    for (int i = 0; i < shape.size(); i++) {
      rows = Math.multiplyExact(rows, blocks(i));
    }
    return rows;
  }

  /** Rows of a chunk. */
  public long blockRows() {
    long rows = 1;
    for (long length : block) {
      rows = Math.multiplyExact(rows, length);
    }
    return rows;
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

  /**
   * Where a row lies on an axis.
   *
   * @param row number of the row
   * @param dimension number of the axis
   * @return the place on the axis, from 0; not less than its length if the row is no cell
   */
  public long place(long row, int dimension) {
    long blockRows = blockRows();
    long number = row / blockRows;
    long within = row % blockRows;
    for (int i = shape.size() - 1; i > dimension; i--) {
      number /= blocks(i);
      within /= block.get(i);
    }
    return number % blocks(dimension) * block.get(dimension) + within % block.get(dimension);
  }

  /** Whether a row is a cell of the grid. */
  public boolean isCell(long row) {
    for (int i = 0; i < shape.size(); i++) {
      if (place(row, i) >= shape.get(i)) {
        return false;
      }
    }
    return true;
  }
}
