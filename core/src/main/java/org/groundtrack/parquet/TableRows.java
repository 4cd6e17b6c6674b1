package org.groundtrack.parquet;

import java.util.Map;
import org.groundtrack.error.BadIndexException;

/**
 * Some rows of a table, column by column: all rows of a row group whose pages a filter did not rule
 * out. Arrays belong to it and are not to be changed.
 */
public final class TableRows {
  private final String name;
  private final int size;
  private final Map<String, Object> columns;
  private final Map<String, boolean[]> missing;

  TableRows(String name, int size, Map<String, Object> columns, Map<String, boolean[]> missing) {
    this.name = name;
    this.size = size;
    this.columns = columns;
    this.missing = missing;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Values of an INT64 column. */
  public long[] longs(String column) {
    return column(column, long[].class);
  }

  /** Values of an INT32 column. */
  public int[] ints(String column) {
    return column(column, int[].class);
  }

  /** Values of a FLOAT column. */
  public float[] floats(String column) {
    return column(column, float[].class);
  }

  /** Values of a DOUBLE column. */
  public double[] doubles(String column) {
    return column(column, double[].class);
  }

  /**
   * Values of a string column; {@code null} where one is missing. Neighbours that are equal are one
   * object.
   */
  public String[] strings(String column) {
    return column(column, String[].class);
  }

  /** Values of a binary column; {@code null} where one is missing. */
  public byte[][] binaries(String column) {
    return column(column, byte[][].class);
  }

  /** Values of a list column with INT64 elements. */
  public long[][] longLists(String column) {
    return column(column, long[][].class);
  }

  /** Values of a list column with INT32 elements. */
  public int[][] intLists(String column) {
    return column(column, int[][].class);
  }

  /** Values of a list column with string elements. */
  public String[][] stringLists(String column) {
    return column(column, String[][].class);
  }

  /** Tells whether a column was read. */
  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /** Whether a row of a column has no value. */
  public boolean isMissing(String column, int row) {
    boolean[] flags = missing.get(column);
    return flags != null && flags[row];
  }

  private <T> T column(String column, Class<T> type) {
    Object values = columns.get(column);
    if (!type.isInstance(values)) {
      throw new BadIndexException(
          "[%s] column %s is %s, expected %s"
              .formatted(
                  name,
                  column,
                  values == null ? "absent" : values.getClass().getSimpleName(),
                  type.getSimpleName()));
    }
    return type.cast(values);
  }
}
