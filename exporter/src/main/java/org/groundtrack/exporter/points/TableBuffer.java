package org.groundtrack.exporter.points;

import java.util.ArrayList;
import java.util.List;

/** Collects points until there are so many as are wanted together. For one thread. */
public final class TableBuffer {
  private final PointSchema schema;
  private final int capacity;
  private final List<ColumnValues> columns = new ArrayList<>();
  private int size;

  /**
   * An empty one.
   *
   * @param capacity points that it takes
   */
  public TableBuffer(PointSchema schema, int capacity) {
    this.schema = schema;
    this.capacity = capacity;
    for (PointColumn column : schema.columns()) {
      Values.Kind kind = Values.Kind.of(column.type());
      columns.add(column.list() ? new ListValues(kind, capacity) : new Values(kind, capacity));
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
