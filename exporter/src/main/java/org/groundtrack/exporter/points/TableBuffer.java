package org.groundtrack.exporter.points;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects points until there are so many as are wanted together. It grows as they come: most files
 * of an output of many have few. For one thread.
 */
public final class TableBuffer {
  private static final int FIRST_ROWS = 4096;

  private final PointSchema schema;
  private final int capacity;
  private final List<ColumnValues> columns = new ArrayList<>();
  private int held;
  private int size;

  /**
   * An empty one.
   *
   * @param capacity points that it takes
   */
  public TableBuffer(PointSchema schema, int capacity) {
    this.schema = schema;
    this.capacity = capacity;
    this.held = Math.min(capacity, FIRST_ROWS);
    for (PointColumn column : schema.columns()) {
      Values.Kind kind = Values.Kind.of(column.type());
      columns.add(column.list() ? new ListValues(kind, held) : new Values(kind, held));
    }
  }

  private void makeRoom(int wanted) {
    if (wanted <= held) {
      return;
    }
    held = (int) Math.min(capacity, Math.max(wanted, 2L * held));
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof Values values) {
        Values wider = new Values(values.kind(), held);
        wider.copy(0, values, 0, size);
        columns.set(i, wider);
      }
    }
  }

  /** Whether it takes no more. */
  public boolean isFull() {
    return size == capacity;
  }

  /**
   * Copies points from {@code start} on.
   *
   * @return how many there was room for
   */
  public int fill(PointTable points, int start) {
    int count = Math.min(capacity - size, points.size() - start);
    makeRoom(size + count);
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof ListValues lists) {
        lists.append((ListValues) points.columns().get(i), start, count);
      } else {
        ((Values) columns.get(i)).copy(size, points.scalars(i), start, count);
      }
    }
    size += count;
    return count;
  }

  /** What was collected; the buffer is of no use afterwards. */
  public PointTable table() {
    return new PointTable(schema, size, columns);
  }
}
