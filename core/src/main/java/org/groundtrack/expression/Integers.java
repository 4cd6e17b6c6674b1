package org.groundtrack.expression;

import java.math.BigInteger;
import org.groundtrack.error.UsageException;

/** Arithmetic of whole numbers of 64 bits: exact, or an error. */
final class Integers {
  private Integers() {}

  /** The type of what two whole numbers make. */
  static ValueType type(ValueType a, ValueType b) {
    return a == b ? a : ValueType.INT64;
  }

  static Node.Step arithmetic(Operation operation, Node a, Node b) {
    boolean unsigned = a.type() == ValueType.UINT64 || b.type() == ValueType.UINT64;
    ValueType type = type(a.type(), b.type());
    return rows -> {
      int count = rows.count();
      Vector left = a.of(rows);
      Vector right = b.of(rows);
      boolean[] nulls = Vector.eitherNull(left, right, count);
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        long x = left.longs()[i];
        long y = right.longs()[i];
        if (operation == Operation.MODULO && y == 0) {
          nulls[i] = true;
        }
        if (!nulls[i]) {
          values[i] =
              unsigned
                  ? large(operation, big(left, i), big(right, i), type)
                  : exact(operation, x, y);
        }
      }
      return Vector.longs(type, values, nulls);
    };
  }

  private static long exact(Operation operation, long x, long y) {
    try {
      return switch (operation) {
        case ADD -> Math.addExact(x, y);
        case SUBTRACT -> Math.subtractExact(x, y);
        case MULTIPLY -> Math.multiplyExact(x, y);
        case MODULO -> x % y;
        default -> throw new IllegalStateException("No arithmetic: " + operation);
      };
    } catch (ArithmeticException e) {
      throw overflow(operation, x + " and " + y, ValueType.INT64, e);
    }
  }

  /** Of numbers without a sign, which are ids: they are rarely computed with. */
  private static long large(Operation operation, BigInteger x, BigInteger y, ValueType type) {
    BigInteger value =
        switch (operation) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case MODULO -> x.remainder(y);
          default -> throw new IllegalStateException("No arithmetic: " + operation);
        };
    boolean fits =
        type == ValueType.UINT64
            ? value.signum() >= 0 && value.bitLength() <= Long.SIZE
            : value.bitLength() < Long.SIZE;
    if (!fits) {
      throw overflow(operation, x + " and " + y, type, null);
    }
    return value.longValue();
  }

  private static BigInteger big(Vector vector, int i) {
    long value = vector.longs()[i];
    return vector.type() == ValueType.UINT64 && value < 0
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  /** Of a number itself: its negative, or its absolute value. Rounding changes none. */
  static Node.Step function(Operation operation, Node a) {
    return rows -> {
      Vector vector = a.of(rows);
      boolean unsigned = vector.type() == ValueType.UINT64;
      long[] values = new long[rows.count()];
      for (int i = 0; i < values.length; i++) {
        long value = vector.longs()[i];
        boolean negate =
            operation == Operation.NEGATE || (operation == Operation.ABS && value < 0 && !unsigned);
        if (negate && !vector.nulls()[i]) {
          if (value == Long.MIN_VALUE || (unsigned && value < 0)) {
            throw overflow(operation, big(vector, i).toString(), ValueType.INT64, null);
          }
          values[i] = -value;
        } else {
          values[i] = value;
        }
      }
      return Vector.longs(
          operation == Operation.NEGATE ? ValueType.INT64 : vector.type(), values, vector.nulls());
    };
  }

  static Node.Step bits(Operation operation, ValueType type, Node a, Node b) {
    return rows -> {
      int count = rows.count();
      Vector left = a.of(rows);
      Vector right = b.of(rows);
      boolean[] nulls = Vector.eitherNull(left, right, count);
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        long x = left.longs()[i];
        long y = right.longs()[i];
        values[i] =
            switch (operation) {
              case BIT_AND -> x & y;
              case BIT_OR -> x | y;
              case BIT_XOR -> x ^ y;
              case SHIFT_LEFT -> nulls[i] ? 0 : shifted(x, y);
              case SHIFT_RIGHT -> right(x, y, type);
              default -> throw new IllegalStateException("No bits: " + operation);
            };
      }
      return Vector.longs(type, values, nulls);
    };
  }

  private static long right(long x, long y, ValueType type) {
    if (y < 0 || y >= Long.SIZE) {
      return 0;
    }
    return type == ValueType.UINT64 ? x >>> y : x >> y;
  }

  private static long shifted(long x, long y) {
    if (x != 0 && (y < 0 || y >= Long.SIZE || x << y >> y != x)) {
      throw overflow(Operation.SHIFT_LEFT, x + " and " + y, ValueType.INT64, null);
    }
    return x << y;
  }

  static Node.Step inverted(Node a) {
    return rows -> {
      Vector vector = a.of(rows);
      long[] values = new long[rows.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = ~vector.longs()[i];
      }
      return Vector.longs(vector.type(), values, vector.nulls());
    };
  }

  private static UsageException overflow(
      Operation operation, String operands, ValueType type, ArithmeticException cause) {
    return new UsageException(
        "'%s' of %s is beyond whole numbers of 64 bits%s: multiply one of them by 1.0 to compute with floating-point numbers"
            .formatted(
                operation.symbol(), operands, type == ValueType.UINT64 ? " without a sign" : ""),
        cause);
  }
}
