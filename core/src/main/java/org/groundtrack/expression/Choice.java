package org.groundtrack.expression;

/** One of two values, row by row. */
final class Choice {
  private Choice() {}

  /** The least, the greatest or the first of two values of one type that are not null. */
  static Node.Step of(Operation operation, ValueType type, Node a, Node b) {
    return rows -> {
      int count = rows.count();
      Vector left = a.of(rows);
      Vector right = b.of(rows);
      boolean[] first = new boolean[count];
      boolean[] nulls = new boolean[count];
      int[] signs = operation == Operation.COALESCE ? null : Order.signs(left, right, count);
      for (int i = 0; i < count; i++) {
        boolean better =
            signs == null || (operation == Operation.LEAST ? signs[i] <= 0 : signs[i] >= 0);
        first[i] = !left.nulls()[i] && (right.nulls()[i] || better);
        nulls[i] = left.nulls()[i] && right.nulls()[i];
      }
      return chosen(type, left, right, first, nulls);
    };
  }

  private static Vector chosen(
      ValueType type, Vector left, Vector right, boolean[] first, boolean[] nulls) {
    int count = first.length;
    switch (type) {
      case FLOAT32, FLOAT64 -> {
        double[] x = left.toDoubles(count, type == ValueType.FLOAT32);
        double[] y = right.toDoubles(count, type == ValueType.FLOAT32);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
          values[i] = first[i] ? x[i] : y[i];
        }
        return Vector.doubles(type, values, nulls);
      }
      case TEXT -> {
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
          values[i] = first[i] ? left.texts()[i] : right.texts()[i];
        }
        return Vector.texts(values, nulls);
      }
      case BOOLEAN -> {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
          values[i] = first[i] ? left.truths()[i] : right.truths()[i];
        }
        return Vector.truths(values, nulls);
      }
      default -> {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          values[i] = first[i] ? left.longs()[i] : right.longs()[i];
        }
        return Vector.longs(type, values, nulls);
      }
    }
  }
}
