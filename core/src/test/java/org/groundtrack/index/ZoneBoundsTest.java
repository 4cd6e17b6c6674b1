package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Evaluator;
import org.groundtrack.expression.Expression;
import org.groundtrack.expression.Operation;
import org.groundtrack.expression.ValueType;
import org.junit.jupiter.api.Test;

/** Bounds as they are stored, and what conditions make of them. */
class ZoneBoundsTest {
  private static BigInteger whole(boolean unsigned, long bits) {
    return unsigned ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits);
  }

  private static boolean mayEqual(ZoneBounds bounds, ValueType type, BigInteger number) {
    Expression equal =
        Expression.of(
            Operation.EQUAL,
            new Expression.Variable("x"),
            new Expression.Numeral(new BigDecimal(number), true));
    return Evaluator.of(new Condition("x", equal), name -> type).mayHold(name -> bounds.of(type));
  }

  @Test
  void wholeNumbersOf64BitsAreBoundedExactlyAndTheirDoublesLieOutside() {
    long seed = new Random().nextLong();
    System.out.println("ZoneBoundsTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      boolean unsigned = random.nextBoolean();
      long shift = random.nextInt(64);
      long value =
          random.nextInt(9) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextLong() >> shift;
      ValueType type = unsigned ? ValueType.UINT64 : ValueType.INT64;
      BigInteger number = whole(unsigned, value);
      ZoneBounds bounds = ZoneBounds.ofLongs(unsigned, value, value, 0);
      assertThat(new BigDecimal(bounds.min()).compareTo(new BigDecimal(number)))
          .as("seed %s: %s", seed, number)
          .isLessThanOrEqualTo(0);
      assertThat(new BigDecimal(bounds.max()).compareTo(new BigDecimal(number)))
          .as("seed %s: %s", seed, number)
          .isGreaterThanOrEqualTo(0);
      assertThat(mayEqual(bounds, type, number)).as("seed %s: %s", seed, number).isTrue();
      for (BigInteger other :
          List.of(number.add(BigInteger.ONE), number.subtract(BigInteger.ONE))) {
        assertThat(mayEqual(bounds, type, other)).as("seed %s: %s", seed, number).isFalse();
      }
      // Granules of another type may make doubles of it.
      assertThat(bounds.of(ValueType.FLOAT64)).isNotNull();
    }
  }

  @Test
  void boundsOfAnotherTypeThanTheConditionsSayNothing() {
    assertThat(ZoneBounds.ofDoubles(0.5, 2, 0).of(ValueType.INT64)).isNull();
    assertThat(ZoneBounds.ofDoubles(-1, 2, 0).of(ValueType.UINT64)).isNull();
    assertThat(ZoneBounds.ofDoubles(1, Double.NaN, 0).of(ValueType.INT64)).isNull();
    assertThat(ZoneBounds.ofLongs(true, 0, -1, 0).of(ValueType.INT64)).isNull();
    assertThat(ZoneBounds.ofDoubles(1, 2, 0).of(ValueType.TEXT)).isNull();
    assertThat(ZoneBounds.UNKNOWN.of(ValueType.FLOAT64)).isNull();
  }
}
