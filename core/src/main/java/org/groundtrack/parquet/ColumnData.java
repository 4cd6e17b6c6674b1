package org.groundtrack.parquet;

import java.util.Arrays;

/**
 * The values of one leaf column for a row group. What it is made from must not change until the row
 * group is encoded.
 *
 * <p>Factories with {@code missing} take one flag per row, or {@code null} for a required column.
 */
public final class ColumnData {
  private final FlatValues values;
  private final Lists lists;

  private ColumnData(FlatValues values, Lists lists) {
    this.values = values;
    this.lists = lists;
  }

  /** The values, one for each row at most, or the elements of all lists. */
  FlatValues values() {
    return values;
  }

  /** Which elements each row has; {@code null} if rows have values, not lists. */
  Lists lists() {
    return lists;
  }

  private static ColumnData flat(FlatValues values) {
    return new ColumnData(values, null);
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
      bounds[i] = atMost(values[i]);
    }
    return floats(bounds, null);
  }

  /** Upper bounds as required FLOATs, rounded up where a double is none. */
  public static ColumnData upperBounds(double[] values) {
    float[] bounds = new float[values.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = -atMost(-values[i]);
    }
    return floats(bounds, null);
  }

  /**
   * The greatest float that is not above a value. Whether the nearest one is above it is a coin's
   * toss, which a processor guesses wrong half of the time: the sign of the difference tells, too.
   */
  public static float atMost(double value) {
    float rounded = (float) value;
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      return rounded > value ? Math.nextDown(rounded) : rounded;
    }
    int bits = Float.floatToRawIntBits(rounded);
    int above = (int) (Double.doubleToRawLongBits(value - rounded) >> Long.SIZE - 1);
    // Away from zero bits grow, on both sides of it.
    int down = bits >> Integer.SIZE - 1 | 1;
    return Float.intBitsToFloat(bits - (above & down));
  }

  /**
   * Optional lists of optional elements.
   *
   * @param elements of all lists, one after the other, with a flag for each that is missing
   * @param missing which rows have no list, and no elements
   * @param ends for each row the element after its last
   */
  public static ColumnData lists(ColumnData elements, boolean[] missing, int[] ends) {
    return new ColumnData(elements.values, new Lists(missing, ends));
  }

  /** Required lists of required INT64 elements. */
  public static ColumnData longLists(long[][] lists) {
    return new ColumnData(
        new FlatValues.Longs(Arrays.stream(lists).flatMapToLong(Arrays::stream).toArray(), null),
        Lists.ofLengths(Arrays.stream(lists).mapToInt(list -> list.length).toArray()));
  }

  /** Required lists of required INT32 elements. */
  public static ColumnData intLists(int[][] lists) {
    return new ColumnData(
        new FlatValues.Ints(Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray(), null),
        Lists.ofLengths(Arrays.stream(lists).mapToInt(list -> list.length).toArray()));
  }

  /** Required lists of required strings. */
  public static ColumnData stringLists(String[][] lists) {
    return new ColumnData(
        new FlatValues.Texts(
            Arrays.stream(lists).flatMap(Arrays::stream).toArray(String[]::new), null),
        Lists.ofLengths(Arrays.stream(lists).mapToInt(list -> list.length).toArray()));
  }
}
