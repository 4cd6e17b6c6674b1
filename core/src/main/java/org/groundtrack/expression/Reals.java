package org.groundtrack.expression;

/**
 * Arithmetic of floating-point numbers as the processor does it: a division by zero is infinite or
 * not a number. What is of single precision is rounded to it at each step; for these operations
 * that gives what computing in single precision would.
 */
final class Reals {
  private Reals() {}

  /** What two numbers make. */
  private interface Binary {
    double of(double a, double b);
  }

  /** What a number makes. */
  private interface Unary {
    double of(double a);
  }

  static Node.Step arithmetic(Operation operation, ValueType type, Node a, Node b) {
    Binary binary =
        switch (operation) {
          case ADD -> (x, y) -> x + y;
          case SUBTRACT -> (x, y) -> x - y;
          case MULTIPLY -> (x, y) -> x * y;
          case DIVIDE -> (x, y) -> x / y;
          case MODULO -> (x, y) -> x % y;
          default -> throw new IllegalStateException("No arithmetic: " + operation);
        };
    boolean single = type == ValueType.FLOAT32;
    return rows -> {
      int count = rows.count();
      Vector left = a.of(rows);
      Vector right = b.of(rows);
      double[] x = left.toDoubles(count, single);
      double[] y = right.toDoubles(count, single);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        double value = binary.of(x[i], y[i]);
        values[i] = single ? (float) value : value;
      }
      return Vector.doubles(type, values, Vector.eitherNull(left, right, count));
    };
  }

  static Node.Step function(Operation operation, ValueType type, Node a) {
    Unary unary =
        switch (operation) {
          case NEGATE -> x -> -x;
          case ABS -> Math::abs;
          case FLOOR -> Math::floor;
          case CEIL -> Math::ceil;
          case ROUND -> Reals::round;
          case SQRT -> Math::sqrt;
          default -> throw new IllegalStateException("No function: " + operation);
        };
    return rows -> {
      int count = rows.count();
      Vector vector = a.of(rows);
      double[] x = vector.toDoubles(count, false);
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = unary.of(x[i]);
      }
      return Vector.doubles(type, values, vector.nulls());
    };
  }

  static Node.Step isNan(Node a) {
    return rows -> {
      Vector vector = a.of(rows);
      double[] x = vector.toDoubles(rows.count(), false);
      boolean[] truths = new boolean[rows.count()];
      for (int i = 0; i < truths.length; i++) {
        truths[i] = Double.isNaN(x[i]);
      }
      return Vector.truths(truths, vector.nulls());
    };
  }

  /** Halves away from zero. Adding a half would round the number before a half up. */
  private static double round(double value) {
    double whole = Math.floor(Math.abs(value));
    return Math.copySign(Math.abs(value) - whole >= 0.5 ? whole + 1 : whole, value);
  }
}
