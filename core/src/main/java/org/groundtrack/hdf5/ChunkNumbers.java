package org.groundtrack.hdf5;

import java.util.List;

/**
 * How the slots of a chunk index are numbered: in row-major order over the grid of the
 * <em>greatest</em> shape, with the dimension that has no bound in front. So a chunk keeps its slot
 * when the dataset grows. Numbers of chunks are those of the current grid.
 *
 * <p>As {@code H5Dnone.c}, {@code H5Dfarray.c} and {@code H5Dearray.c} of HDF5 1.14 number them.
 */
final class ChunkNumbers {
  /** No chunk of the current grid. */
  static final long OUTSIDE = -1;

  private static final long UNLIMITED = -1;

  private final long[] grid;
  private final long[] greatest;
  private final int unlimited;
  private final int unlimitedCount;

  /**
   * A numbering.
   *
   * @param shape current length of each dimension
   * @param greatestShape greatest length of each; -1 has no bound
   * @throws IllegalArgumentException if the current shape is greater
   */
  ChunkNumbers(List<Long> shape, long[] greatestShape, List<Integer> chunkShape) {
    int rank = shape.size();
    if (chunkShape.size() != rank || rank == 0 || greatestShape.length != rank) {
      throw new IllegalArgumentException("shape " + shape + " in chunks of " + chunkShape);
    }
    grid = new long[rank];
    greatest = new long[rank];
    int found = -1;
    int count = 0;
    for (int i = 0; i < rank; i++) {
      int length = chunkShape.get(i);
      if (length < 1) {
        throw new IllegalArgumentException("chunks of shape " + chunkShape);
      }
      grid[i] = blocks(shape.get(i), length);
      greatest[i] = greatestShape[i] == UNLIMITED ? UNLIMITED : blocks(greatestShape[i], length);
      if (greatestShape[i] == UNLIMITED) {
        found = found < 0 ? i : found;
        count++;
      } else if (greatestShape[i] < shape.get(i)) {
        throw new IllegalArgumentException(
            "dimension %s has length %s, but the greatest is %s"
                .formatted(i, shape.get(i), greatestShape[i]));
      }
    }
    unlimited = found;
    unlimitedCount = count;
  }

  private static long blocks(long length, int chunk) {
    return length / chunk + (length % chunk == 0 ? 0 : 1);
  }

  /** Dimensions that have no bound. */
  int unlimitedDimensions() {
    return unlimitedCount;
  }

  /**
   * Chunks of the current grid.
   *
   * @throws ArithmeticException if they are beyond counting
   */
  long count() {
    return product(grid);
  }

  /**
   * Slots of the index, which are those of the greatest grid.
   *
   * @throws ArithmeticException if they are beyond counting
   */
  long slots() {
    return product(greatest);
  }

  private static long product(long[] lengths) {
    long product = 1;
    for (long length : lengths) {
      product = Math.multiplyExact(product, length);
    }
    return product;
  }

  /** The number of the chunk in a slot, or {@link #OUTSIDE} if it is beyond the current shape. */
  long ofSlot(long slot) {
    long[] position = new long[grid.length];
    long rest = slot;
    for (int i = grid.length - 1; i >= 0; i--) {
      if (i != unlimited) {
        position[i] = rest % greatest[i];
        rest /= greatest[i];
      }
    }
    if (unlimited >= 0) {
      position[unlimited] = rest;
      rest = 0;
    }
    return rest > 0 ? OUTSIDE : ofPosition(position);
  }

  /** The number of the chunk at a place of the grid, or {@link #OUTSIDE}. */
  long ofPosition(long[] position) {
    long number = 0;
    for (int i = 0; i < grid.length; i++) {
      if (position[i] < 0 || position[i] >= grid[i]) {
        return OUTSIDE;
      }
      number = number * grid[i] + position[i];
    }
    return number;
  }

  /** Tells whether a chunk of the current grid reaches beyond the current shape. */
  static boolean isPartial(long number, List<Long> shape, List<Integer> chunkShape) {
    long rest = number;
    for (int i = shape.size() - 1; i >= 0; i--) {
      long blocks = blocks(shape.get(i), chunkShape.get(i));
      if ((rest % blocks + 1) * chunkShape.get(i) > shape.get(i)) {
        return true;
      }
      rest /= blocks;
    }
    return false;
  }
}
