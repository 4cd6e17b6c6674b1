package org.groundtrack.exporter.arrange;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Merges sorted runs to one; of points that are equal those of the earlier run come first. */
final class RunMerge {
  private final PriorityQueue<Cursor> cursors = new PriorityQueue<>();
  private final Consumer<KeyedPoints> to;
  private final List<KeyedPoints> blocks = new ArrayList<>();
  private final int[] block;
  private final int[] row;
  private int size;

  private RunMerge(int blockRows, Consumer<KeyedPoints> to) {
    this.to = to;
    this.block = new int[blockRows];
    this.row = new int[blockRows];
  }

  /** Where the merge is in a run. */
  private static final class Cursor implements Comparable<Cursor> {
    private final int run;
    private final Iterator<KeyedPoints> rest;
    private KeyedPoints points;
    private int row;

    /** Place of the block among those of the output that is filled, or -1. */
    private int place = -1;

    Cursor(int run, Iterator<KeyedPoints> rest) {
      this.run = run;
      this.rest = rest;
      this.points = rest.next();
    }

    boolean advance() {
      row++;
      if (row < points.size()) {
        return true;
      }
      if (!rest.hasNext()) {
        return false;
      }
      points = rest.next();
      row = 0;
      place = -1;
      return true;
    }

    @Override
    public int compareTo(Cursor other) {
      int partition = points.partitions()[row];
      int otherPartition = other.points.partitions()[other.row];
      if (partition != otherPartition) {
        return Integer.compare(partition, otherPartition);
      }
      int byKey = Long.compare(points.keys()[row], other.points.keys()[other.row]);
      return byKey != 0 ? byKey : Integer.compare(run, other.run);
    }
  }

  /** Gives away the points of all runs in their order, by so many rows at once. */
  static void merge(
      List<? extends Iterable<KeyedPoints>> runs, int blockRows, Consumer<KeyedPoints> to) {
    RunMerge merge = new RunMerge(blockRows, to);
    for (int i = 0; i < runs.size(); i++) {
      merge.cursors.add(new Cursor(i, runs.get(i).iterator()));
    }
    merge.run();
  }

  private void run() {
    while (!cursors.isEmpty()) {
      Cursor first = cursors.remove();
      Cursor next = cursors.peek();
      boolean more;
      do {
        take(first);
        more = first.advance();
      } while (more && (next == null || first.compareTo(next) < 0));
      if (more) {
        cursors.add(first);
      }
    }
    flush();
  }

  private void take(Cursor cursor) {
    if (cursor.place < 0) {
      cursor.place = blocks.size();
      blocks.add(cursor.points);
    }
    block[size] = cursor.place;
    row[size] = cursor.row;
    size++;
    if (size == block.length) {
      flush();
      cursor.place = -1;
    }
  }

  private void flush() {
    if (size > 0) {
      to.accept(PointGather.gather(blocks, block, row, size));
    }
    size = 0;
    blocks.clear();
    cursors.forEach(cursor -> cursor.place = -1);
  }
}
