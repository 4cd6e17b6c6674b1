package org.groundtrack.exporter.arrange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Points in memory, in the order in which they came. For one thread. */
final class HeldPoints {
  private final List<KeyedPoints> blocks = new ArrayList<>();
  private int rows;
  private long bytes;

  void add(KeyedPoints points) {
    if (points.size() > 0) {
      blocks.add(points);
      rows = Math.addExact(rows, points.size());
      bytes += points.bytes();
    }
  }

  int rows() {
    return rows;
  }

  /** What they take of memory, about. */
  long bytes() {
    return bytes;
  }

  /** Gives them away sorted, by so many rows at once. */
  void giveSorted(int blockRows, Consumer<KeyedPoints> to) {
    int[] partitions = new int[rows];
    long[] keys = new long[rows];
    int[] block = new int[rows];
    int[] starts = new int[blocks.size()];
    int at = 0;
    for (int b = 0; b < starts.length; b++) {
      KeyedPoints points = blocks.get(b);
      starts[b] = at;
      System.arraycopy(points.partitions(), 0, partitions, at, points.size());
      System.arraycopy(points.keys(), 0, keys, at, points.size());
      Arrays.fill(block, at, at + points.size(), b);
      at += points.size();
    }
    int[] order = StableOrder.of(partitions, keys);
    for (int from = 0; from < rows; from += blockRows) {
      int size = Math.min(blockRows, rows - from);
      int[] blockOf = new int[size];
      int[] row = new int[size];
      for (int i = 0; i < size; i++) {
        int place = order[from + i];
        blockOf[i] = block[place];
        row[i] = place - starts[block[place]];
      }
      to.accept(PointGather.gather(blocks, blockOf, row, size));
    }
  }
}
