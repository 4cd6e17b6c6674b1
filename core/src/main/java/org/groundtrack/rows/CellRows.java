package org.groundtrack.rows;

import java.util.Arrays;
import java.util.List;

/**
 * Which rows of a dataset hold the values of a grid's cells, where they are not the cells' own
 * numbers: the dataset lies along one axis of the grid, or has chunks of another shape. Immutable.
 *
 * @param grid whose cells are asked for
 * @param dimension the axis along which the dataset lies; -1 if it is on the grid
 * @param stored the grid as the dataset is stored; {@code null} along an axis
 */
public record CellRows(GridRows grid, int dimension, GridRows stored) {
  /** A dataset along an axis. */
  public static CellRows along(GridRows grid, int dimension) {
    return new CellRows(grid, dimension, null);
  }

  /** A dataset on the grid in other chunks. */
  public static CellRows in(GridRows grid, GridRows stored) {
    return new CellRows(grid, -1, stored);
  }

  /** Rows of the dataset that hold the values of some cells, and perhaps more: sorted, apart. */
  public List<RowRun> runs(List<RowRun> cells) {
    return stored == null ? grid.along(cells, dimension) : grid.chunksOf(cells, stored);
  }

  /**
   * The rows of the dataset with the values of some cells, each once.
   *
   * @param rows ascending
   * @param places for each cell, the place of its row among them
   */
  public record Found(long[] rows, int[] places) {}

  /** Where the values of some cells are. */
  public Found of(long[] cells) {
    long[] all = new long[cells.length];
    if (stored == null) {
      GridRows.Axis axis = grid.axis(dimension);
      for (int i = 0; i < cells.length; i++) {
        all[i] = axis.place(cells[i]);
      }
    } else {
      int rank = grid.shape().size();
      GridRows.Axis[] axes = new GridRows.Axis[rank];
      Arrays.setAll(axes, grid::axis);
      long[] places = new long[rank];
      for (int i = 0; i < cells.length; i++) {
        for (int k = 0; k < rank; k++) {
          places[k] = axes[k].place(cells[i]);
        }
        all[i] = stored.row(places);
      }
    }
    long[] sorted = all.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    long[] rows = Arrays.copyOf(sorted, count);
    int[] places = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      places[i] = i > 0 && all[i] == all[i - 1] ? places[i - 1] : Arrays.binarySearch(rows, all[i]);
    }
    return new Found(rows, places);
  }
}
