package org.groundtrack.exporter.arrange;

import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;

/**
 * Points with what they are sorted by.
 *
 * @param partitions number of each one's partition
 * @param keys what each one's place within its partition goes by
 * @param points with the columns that files have
 */
record KeyedPoints(int[] partitions, long[] keys, PointTable points) {
  private static final int OBJECT_BYTES = 100;

  int size() {
    return points.size();
  }

  /** What it takes of memory, about. */
  long bytes() {
    long bytes = OBJECT_BYTES + size() * (long) (Integer.BYTES + Long.BYTES);
    for (ColumnValues column : points.columns()) {
      if (column instanceof ListValues lists) {
        int used = size() == 0 ? 0 : lists.end(size() - 1);
        bytes += size() * (Integer.BYTES + 1L) + bytes(lists.elements(), used);
      } else {
        bytes += bytes((Values) column, size());
      }
    }
    return bytes;
  }

  private static long bytes(Values values, int size) {
    return 2 * OBJECT_BYTES
        + switch (values.kind()) {
          case INT, FLOAT -> size * (1L + Integer.BYTES);
          case LONG, DOUBLE -> size * (1L + Long.BYTES);
          case TEXT -> size * (1L + Long.BYTES) + textBytes(values.texts(), size);
        };
  }

  /** Neighbours mostly are the same object. */
  @SuppressWarnings("ReferenceEquality") // Another object of the same text takes memory of its own.
  private static long textBytes(String[] texts, int size) {
    long bytes = 0;
    String last = null;
    for (int i = 0; i < size; i++) {
      if (texts[i] != last && texts[i] != null) {
        bytes += OBJECT_BYTES + texts[i].length();
      }
      last = texts[i];
    }
    return bytes;
  }
}
