package org.groundtrack.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/**
 * The values of one leaf column for a row group. What it is made from must not change until the row
 * group is encoded.
 *
 * <p>Factories with {@code missing} take one flag per row, or {@code null} for a required column.
 */
public abstract class ColumnData {
  private static final int WKB_POINT_BYTES = 21;

  private ColumnData() {}

  /** Writes the values of rows {@code from} to {@code to}. */
  abstract void write(ColumnWriter out, int from, int to);

  private interface RowWriter {
    void write(ColumnWriter out, int row);
  }

  /** Writes each row's value, or a null where one is missing. */
  private static ColumnData rows(boolean[] missing, RowWriter writer) {
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        for (int i = from; i < to; i++) {
          if (missing != null && missing[i]) {
            out.writeNull(0, 0);
          } else {
            writer.write(out, i);
          }
        }
      }
    };
  }

  /** INT32 values, for integers of up to 32 bits. */
  public static ColumnData ints(int[] values, boolean[] missing) {
    int level = missing == null ? 0 : 1;
    return rows(missing, (out, i) -> out.write(values[i], 0, level));
  }

  /** INT64 values. */
  public static ColumnData longs(long[] values, boolean[] missing) {
    int level = missing == null ? 0 : 1;
    return rows(missing, (out, i) -> out.write(values[i], 0, level));
  }

  /** FLOAT values. */
  public static ColumnData floats(float[] values, boolean[] missing) {
    int level = missing == null ? 0 : 1;
    return rows(missing, (out, i) -> out.write(values[i], 0, level));
  }

  /** DOUBLE values. */
  public static ColumnData doubles(double[] values, boolean[] missing) {
    int level = missing == null ? 0 : 1;
    return rows(missing, (out, i) -> out.write(values[i], 0, level));
  }

  /**
   * Strings, most of them repeated.
   *
   * @param values the strings
   * @param codes for each row its string's number, or -1 for null
   * @param required whether no row may be null
   */
  public static ColumnData strings(String[] values, int[] codes, boolean required) {
    Binary[] binaries = Arrays.stream(values).map(ColumnData::utf8).toArray(Binary[]::new);
    int level = required ? 0 : 1;
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        for (int i = from; i < to; i++) {
          if (codes[i] < 0) {
            out.writeNull(0, 0);
          } else {
            out.write(binaries[codes[i]], 0, level);
          }
        }
      }
    };
  }

  /** Backed by an array that stays as it is: Parquet copies other kinds at every row. */
  private static Binary utf8(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }

  /** One string per row; {@code null} is null unless the column is required. */
  public static ColumnData strings(String[] values, boolean required) {
    int level = required ? 0 : 1;
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        for (int i = from; i < to; i++) {
          if (values[i] == null) {
            out.writeNull(0, 0);
          } else {
            out.write(utf8(values[i]), 0, level);
          }
        }
      }
    };
  }

  /** Bytes per row; {@code null} is null unless the column is required. */
  public static ColumnData binaries(byte[][] values, boolean required) {
    int level = required ? 0 : 1;
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        for (int i = from; i < to; i++) {
          if (values[i] == null) {
            out.writeNull(0, 0);
          } else {
            out.write(Binary.fromConstantByteArray(values[i]), 0, level);
          }
        }
      }
    };
  }

  /** Points as little-endian WKB, in a required column; degrees or any other unit. */
  public static ColumnData wkbPoints(double[] x, double[] y) {
    return new ColumnData() {
      @Override
      void write(ColumnWriter out, int from, int to) {
        // One array for all rows of the call: a page copies what it is given.
        byte[] wkb = new byte[WKB_POINT_BYTES];
        wkb[0] = 1;
        wkb[1] = 1;
        Binary point = Binary.fromReusedByteArray(wkb);
        for (int i = from; i < to; i++) {
          putDouble(wkb, 5, x[i]);
          putDouble(wkb, 13, y[i]);
          out.write(point, 0, 0);
        }
      }
    };
  }

  private static void putDouble(byte[] bytes, int at, double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[at + i] = (byte) (bits >>> 8 * i);
    }
  }

  /** Lower bounds as required FLOATs, rounded down where a double is none. */
  public static ColumnData lowerBounds(double[] values) {
    return rows(null, (out, i) -> out.write(floor(values[i]), 0, 0));
  }

  /** Upper bounds as required FLOATs, rounded up where a double is none. */
  public static ColumnData upperBounds(double[] values) {
    return rows(null, (out, i) -> out.write(-floor(-values[i]), 0, 0));
  }

  private static float floor(double value) {
    float rounded = (float) value;
    return rounded > value ? Math.nextDown(rounded) : rounded;
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
