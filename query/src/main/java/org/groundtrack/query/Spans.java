package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.rows.RowRun;

/** Pairs of numbers, one after the other. For one thread at a time. */
final class Spans {
  private static final int FIRST_CAPACITY = 8;

  private long[] numbers = new long[FIRST_CAPACITY];
  private int size;

  void add(long first, long end) {
    if (2 * size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.multiplyExact(2, numbers.length));
    }
    numbers[2 * size] = first;
    numbers[2 * size + 1] = end;
    size++;
  }

  int size() {
    return size;
  }

  long first(int i) {
    return numbers[2 * i];
  }

  long end(int i) {
    return numbers[2 * i + 1];
  }

  /** Puts a pair in the place of another. */
  void move(int from, int to) {
    numbers[2 * to] = numbers[2 * from];
    numbers[2 * to + 1] = numbers[2 * from + 1];
  }

  /** Leaves out all pairs from a number on. */
  void cut(int count) {
    size = count;
  }

  /** Sorted runs, apart, of the pairs that are not empty. */
  List<RowRun> union() {
    List<RowRun> runs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (first(i) < end(i)) {
        runs.add(new RowRun(first(i), end(i)));
      }
    }
    return RowRun.union(runs);
  }
}
