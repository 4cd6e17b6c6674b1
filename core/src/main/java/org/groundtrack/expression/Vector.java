package org.groundtrack.expression;

/**
 * The values of some rows: a primitive array, and which of them are null. What stands where a value
 * is null means nothing. Not to be changed once it was handed over.
 */
public final class Vector {
  private final ValueType type;
  private final long[] longs;
  private final double[] doubles;
  private final boolean[] truths;
  private final String[] texts;
  private final boolean[] nulls;

  private Vector(
      ValueType type,
      long[] longs,
      double[] doubles,
      boolean[] truths,
      String[] texts,
      boolean[] nulls) {
    this.type = type;
    this.longs = longs;
    this.doubles = doubles;
    this.truths = truths;
    this.texts = texts;
    this.nulls = nulls;
  }

  /**
   * Whole numbers or times.
   *
   * @param type of them; those of {@code UINT64} are given by their bits
   */
  public static Vector longs(ValueType type, long[] values, boolean[] nulls) {
    return new Vector(type, values, null, null, null, nulls);
  }

  /**
   * Floating-point numbers.
   *
   * @param type of them; those of {@code FLOAT32} are given as doubles of the same value
   */
  public static Vector doubles(ValueType type, double[] values, boolean[] nulls) {
    return new Vector(type, null, values, null, null, nulls);
  }

  /** Texts. */
  public static Vector texts(String[] values, boolean[] nulls) {
    return new Vector(ValueType.TEXT, null, null, null, values, nulls);
  }

  /** Answers. */
  public static Vector truths(boolean[] values, boolean[] nulls) {
    return new Vector(ValueType.BOOLEAN, null, null, values, null, nulls);
  }

  ValueType type() {
    return type;
  }

  /** Whole numbers, times. */
  long[] longs() {
    return longs;
  }

  /** Floating-point numbers. */
  double[] doubles() {
    return doubles;
  }

  /** Answers. */
  public boolean[] truths() {
    return truths;
  }

  /** Texts. */
  String[] texts() {
    return texts;
  }

  /** Which of them are null. */
  public boolean[] nulls() {
    return nulls;
  }

  /** Which rows have a null in either of two. */
  static boolean[] eitherNull(Vector a, Vector b, int count) {
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      nulls[i] = a.nulls[i] || b.nulls[i];
    }
    return nulls;
  }

  /**
   * Numbers as doubles.
   *
   * @param single whether each is rounded to single precision
   */
  double[] toDoubles(int count, boolean single) {
    if (doubles != null) {
      return doubles;
    }
    double[] converted = new double[count];
    for (int i = 0; i < count; i++) {
      long value = longs[i];
      if (type == ValueType.UINT64 && value < 0) {
        // Half of it, with the lost bit kept, is rounded as the whole would be.
        long half = (value >>> 1) | (value & 1);
        converted[i] = single ? (float) half * 2.0f : half * 2.0;
      } else {
        converted[i] = single ? (float) value : (double) value;
      }
    }
    return converted;
  }
}
