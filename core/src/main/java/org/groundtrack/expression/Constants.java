package org.groundtrack.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Values that are the same for all rows. */
final class Constants {
  private Constants() {}

  static Node of(ValueType type, Vector vector) {
    Reach reach = Reach.constant(vector);
    return new Node(type, rows -> vector, zones -> reach);
  }

  /** Null, as a value of a type. */
  static Node nulls(ValueType type) {
    int count = Evaluator.MAX_ROWS;
    boolean[] nulls = new boolean[count];
    Arrays.fill(nulls, true);
    return of(
        type,
        switch (type) {
          case BOOLEAN, NULL -> Vector.truths(new boolean[count], nulls);
          case FLOAT32, FLOAT64 -> Vector.doubles(type, new double[count], nulls);
          case TEXT -> Vector.texts(new String[count], nulls);
          case INT64, UINT64, TIME -> Vector.longs(type, new long[count], nulls);
        });
  }

  static Node longs(ValueType type, long value) {
    long[] values = new long[Evaluator.MAX_ROWS];
    Arrays.fill(values, value);
    return of(type, Vector.longs(type, values, new boolean[values.length]));
  }

  static Node text(String value) {
    String[] values = new String[Evaluator.MAX_ROWS];
    Arrays.fill(values, value);
    return of(ValueType.TEXT, Vector.texts(values, new boolean[values.length]));
  }

  static Node truth(boolean value) {
    boolean[] values = new boolean[Evaluator.MAX_ROWS];
    Arrays.fill(values, value);
    return of(ValueType.BOOLEAN, Vector.truths(values, new boolean[values.length]));
  }

  private static Node real(ValueType type, BigDecimal value) {
    double[] values = new double[Evaluator.MAX_ROWS];
    Arrays.fill(values, type == ValueType.FLOAT32 ? value.floatValue() : value.doubleValue());
    return of(type, Vector.doubles(type, values, new boolean[values.length]));
  }

  /** A number by itself. */
  static Node number(Expression.Numeral numeral) {
    Node node;
    if (!isWhole(numeral)) {
      node = real(ValueType.FLOAT64, numeral.value());
    } else {
      BigInteger whole = numeral.value().toBigInteger();
      if (whole.bitLength() < Long.SIZE) {
        node = longs(ValueType.INT64, whole.longValue());
      } else if (isUnsigned(whole)) {
        node = longs(ValueType.UINT64, whole.longValue());
      } else {
        node = real(ValueType.FLOAT64, numeral.value());
      }
    }
    return new Node(node.type(), numeral, node.step(), node.reach());
  }

  /** A number beside values of a type: a decimal has the width of theirs. */
  static Node beside(Node node, ValueType other) {
    Expression.Numeral numeral = node.numeral();
    if (numeral == null || !numeral.adapts()) {
      return node;
    }
    if (other == ValueType.FLOAT32 && node.type() == ValueType.FLOAT64) {
      return real(ValueType.FLOAT32, numeral.value());
    }
    if (other == ValueType.UINT64 && isWhole(numeral)) {
      BigInteger whole = numeral.value().toBigInteger();
      return isUnsigned(whole) ? longs(ValueType.UINT64, whole.longValue()) : node;
    }
    return node;
  }

  /** Whether it was written without a decimal point. */
  private static boolean isWhole(Expression.Numeral numeral) {
    return numeral.adapts() && numeral.value().scale() == 0;
  }

  private static boolean isUnsigned(BigInteger whole) {
    return whole.signum() >= 0 && whole.bitLength() <= Long.SIZE;
  }
}
