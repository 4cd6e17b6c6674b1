package org.groundtrack.expression;

/**
 * Which of two values comes first. Whole numbers are compared exactly, with floating-point ones
 * too. Not a number equals itself and is greater than all others, as in DuckDB; -0 equals 0. Texts
 * are compared character by character.
 */
final class Order {
  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  private Order() {}

  /** Signs of the comparisons of values of the same kind, row by row. */
  static int[] signs(Vector a, Vector b, int count) {
    int[] signs = new int[count];
    boolean[] nulls = Vector.eitherNull(a, b, count);
    if (a.longs() != null && b.longs() != null) {
      boolean unsignedA = a.type() == ValueType.UINT64;
      boolean unsignedB = b.type() == ValueType.UINT64;
      for (int i = 0; i < count; i++) {
        signs[i] = compare(a.longs()[i], unsignedA, b.longs()[i], unsignedB);
      }
    } else if (a.doubles() != null && b.doubles() != null) {
      for (int i = 0; i < count; i++) {
        signs[i] = compare(a.doubles()[i], b.doubles()[i]);
      }
    } else if (a.longs() != null && b.doubles() != null) {
      boolean unsigned = a.type() == ValueType.UINT64;
      for (int i = 0; i < count; i++) {
        signs[i] = compare(a.longs()[i], unsigned, b.doubles()[i]);
      }
    } else if (a.doubles() != null && b.longs() != null) {
      boolean unsigned = b.type() == ValueType.UINT64;
      for (int i = 0; i < count; i++) {
        signs[i] = -compare(b.longs()[i], unsigned, a.doubles()[i]);
      }
    } else if (a.texts() != null) {
      for (int i = 0; i < count; i++) {
        signs[i] = nulls[i] ? 0 : a.texts()[i].compareTo(b.texts()[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        signs[i] = Boolean.compare(a.truths()[i], b.truths()[i]);
      }
    }
    return signs;
  }

  /** Compares whole numbers, each with a sign or by its bits without one. */
  static int compare(long a, boolean unsignedA, long b, boolean unsignedB) {
    boolean hugeA = unsignedA && a < 0;
    boolean hugeB = unsignedB && b < 0;
    return hugeA == hugeB ? Long.compare(a, b) : hugeA ? 1 : -1;
  }

  static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  /** Compares a whole number with another number, without rounding it. */
  static int compare(long a, boolean unsigned, double b) {
    boolean huge = unsigned && a < 0;
    if (Double.isNaN(b) || b >= (huge ? TWO_64 : TWO_63)) {
      return -1;
    }
    if (b < (huge ? TWO_63 : -TWO_63)) {
      return 1;
    }
    // Numbers of 2^63 and more are whole.
    long whole = huge ? (long) (b - TWO_63) + Long.MIN_VALUE : (long) b;
    int sign = Long.compare(a, whole);
    return sign != 0 || huge ? sign : compare((double) whole, b);
  }
}
