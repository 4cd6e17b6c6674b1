package org.groundtrack.parquet;

import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/**
 * The values of one leaf column for a row group. What it is made from must not change until the row
 * group is encoded.
 *
 * <p>Factories with {@code missing} take one flag per row, or {@code null} for a required column.
 */
public abstract class ColumnData {
  private ColumnData() {}

  /** The values, if there is at most one for each row; else {@code null}. */
  FlatValues flat() {
    return null;
  }

  /** Writes the lists of rows {@code from} to {@code to}, of a column that is not flat. */
  void write(ColumnWriter out, int from, int to) {
    throw new IllegalStateException("A flat column is written as a whole");
  }

  private static ColumnData flat(FlatValues values) {
    return new ColumnData() {
      @Override
      FlatValues flat() {
        return values;
      }
    };
  }

  /** INT32 values, for integers of up to 32 bits. */
  public static ColumnData ints(int[] values, boolean[] missing) {
    return flat(new FlatValues.Ints(values, missing));
  }

  /** INT64 values. */
  public static ColumnData longs(long[] values, boolean[] missing) {
    return flat(new FlatValues.Longs(values, missing));
  }

  /** FLOAT values. */
  public static ColumnData floats(float[] values, boolean[] missing) {
    return flat(new FlatValues.Floats(values, missing));
  }

  /** DOUBLE values. */
  public static ColumnData doubles(double[] values, boolean[] missing) {
    return flat(new FlatValues.Doubles(values, missing));
  }

  /** Strings; best if neighbours that are equal are the same object. */
  public static ColumnData strings(String[] values, boolean[] missing) {
    return flat(new FlatValues.Texts(values, missing));
  }

  /** One string per row; {@code null} for none. */
  public static ColumnData strings(String... values) {
    return strings(values, nulls(values));
  }

  /** Bytes per row; {@code null} for none. */
  public static ColumnData binaries(byte[][] values) {
    return flat(new FlatValues.Blobs(values, nulls(values)));
  }

  private static boolean[] nulls(Object[] values) {
    boolean[] missing = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      missing[i] = values[i] == null;
    }
    return missing;
  }

  /**
   * Points as little-endian WKB, in a required column.
   *
   * @param x degrees or any other unit
   * @param y as x
   * @param z of points in three dimensions, NaN where it is not known; else {@code null}
   */
  public static ColumnData wkbPoints(double[] x, double[] y, double[] z) {
    return flat(new FlatValues.Points(x, y, z));
  }

  /** Lower bounds as required FLOATs, rounded down where a double is none. */
  public static ColumnData lowerBounds(double[] values) {
    float[] bounds = new float[values.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = floor(values[i]);
    }
    return floats(bounds, null);
  }

  /** Upper bounds as required FLOATs, rounded up where a double is none. */
  public static ColumnData upperBounds(double[] values) {
    float[] bounds = new float[values.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = -floor(-values[i]);
    }
    return floats(bounds, null);
  }

  private static float floor(double value) {
    float rounded = (float) value;
    return rounded > value ? Math.nextDown(rounded) : rounded;
  }

  private static Binary utf8(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Levels of an element of a list. */
  public static final class Levels {
    private static final int PRESENT = 3;
    private static final int NULL_ELEMENT = 2;
    private int repetition;

    private Levels() {}

    /** Writes an INT32 element, or a null. */
    public void write(ColumnWriter out, boolean missing, int value) {
      if (!isNull(out, missing)) {
        out.write(value, repetition, PRESENT);
      }
    }

    /** Writes an INT64 element, or a null. */
    public void write(ColumnWriter out, boolean missing, long value) {
      if (!isNull(out, missing)) {
        out.write(value, repetition, PRESENT);
      }
    }

    /** Writes a FLOAT element, or a null. */
    public void write(ColumnWriter out, boolean missing, float value) {
      if (!isNull(out, missing)) {
        out.write(value, repetition, PRESENT);
      }
    }

    /** Writes a DOUBLE element, or a null. */
    public void write(ColumnWriter out, boolean missing, double value) {
      if (!isNull(out, missing)) {
        out.write(value, repetition, PRESENT);
      }
    }

    /** Writes a string element, or a null. */
    public void write(ColumnWriter out, boolean missing, String value) {
      if (!isNull(out, missing)) {
        out.write(utf8(value), repetition, PRESENT);
      }
    }

    private boolean isNull(ColumnWriter out, boolean missing) {
      if (missing) {
        out.writeNull(repetition, NULL_ELEMENT);
      }
      return missing;
    }
  }

  /** Writes one element of a list. */
  public interface Element {
    /** Writes element {@code i} of all lists together. */
    void write(ColumnWriter out, int i, Levels levels);
  }

  /** Whether a row has something. */
  public interface RowFlag {
    /** Of a row. */
    boolean of(int row);
  }

  /** A number of each row. */
  public interface RowNumber {
    /** Of a row. */
    int of(int row);
  }

  /**
   * Optional lists of optional elements, which lie one after the other.
   *
   * @param missing whether a row's list is null
   * @param start the first element of a row
   * @param end the element after the last of a row
   */
  public static ColumnData lists(
      int rows, RowFlag missing, RowNumber start, RowNumber end, Element element) {
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        Levels levels = new Levels();
        for (int i = from; i < Math.min(to, rows); i++) {
          int first = start.of(i);
          int last = end.of(i);
          if (missing.of(i)) {
            out.writeNull(0, 0);
          } else if (first == last) {
            out.writeNull(0, 1);
          } else {
            for (int k = first; k < last; k++) {
              levels.repetition = k == first ? 0 : 1;
              element.write(out, k, levels);
            }
          }
        }
      }
    };
  }

  /** Required lists of required INT64 elements. */
  public static ColumnData longLists(long[][] lists) {
    return lists(
        lists.length, i -> lists[i].length, (out, i, k, r) -> out.write(lists[i][k], r, 1));
  }

  /** Required lists of required INT32 elements. */
  public static ColumnData intLists(int[][] lists) {
    return lists(
        lists.length, i -> lists[i].length, (out, i, k, r) -> out.write(lists[i][k], r, 1));
  }

  /** Required lists of required strings. */
  public static ColumnData stringLists(String[][] lists) {
    return lists(
        lists.length, i -> lists[i].length, (out, i, k, r) -> out.write(utf8(lists[i][k]), r, 1));
  }

  private interface ListLength {
    int of(int row);
  }

  private interface ElementWriter {
    void write(ColumnWriter out, int row, int element, int repetition);
  }

  private static ColumnData lists(int rows, ListLength length, ElementWriter writer) {
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        for (int i = from; i < Math.min(to, rows); i++) {
          int elements = length.of(i);
          if (elements == 0) {
            out.writeNull(0, 0);
          }
          for (int k = 0; k < elements; k++) {
            writer.write(out, i, k, k == 0 ? 0 : 1);
          }
        }
      }
    };
  }
}
