package org.groundtrack.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;

/** What conditions may be by zones, against what they are of each row. */
class ZonesPropertyTest {
  private static final int CASES = 60_000;
  private static final Map<ValueType, String> NAMES = new EnumMap<>(ValueType.class);

  static {
    NAMES.put(ValueType.INT64, "i");
    NAMES.put(ValueType.UINT64, "u");
    NAMES.put(ValueType.FLOAT32, "f");
    NAMES.put(ValueType.FLOAT64, "d");
    NAMES.put(ValueType.TEXT, "t");
  }

  private static ValueType type(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Rows of one variable of each type, and their zones. */
  private static final class Sample implements Rows, Zones {
    private final int count;
    private final Map<String, Vector> vectors = new HashMap<>();
    private final Map<String, Zone> zones = new HashMap<>();

    Sample(Random random) {
      count = random.nextInt(6);
      for (Map.Entry<ValueType, String> entry : NAMES.entrySet()) {
        ValueType type = entry.getKey();
        boolean[] nulls = new boolean[count];
        int nullness = random.nextInt(4);
        for (int i = 0; i < count; i++) {
          nulls[i] = nullness == 0 || (nullness == 1 && random.nextBoolean());
        }
        Vector vector =
            switch (type) {
              case INT64, UINT64 ->
                  Vector.longs(
                      type, random.longs(count).map(x -> small(random, x)).toArray(), nulls);
              case FLOAT32, FLOAT64 ->
                  Vector.doubles(
                      type,
                      IntStream.range(0, count).mapToDouble(i -> real(random, type)).toArray(),
                      nulls);
              default ->
                  Vector.texts(
                      IntStream.range(0, count)
                          .mapToObj(i -> i == 0 ? "gt1l" : "gt2r")
                          .toArray(String[]::new),
                      nulls);
            };
        vectors.put(entry.getValue(), vector);
        if (random.nextInt(6) > 0) {
          zones.put(entry.getValue(), zone(vector, count));
        }
      }
    }

    private static long small(Random random, long bits) {
      return switch (random.nextInt(8)) {
        case 0 -> bits;
        case 1 -> Long.MIN_VALUE + random.nextInt(3);
        case 2 -> Long.MAX_VALUE - random.nextInt(3);
        case 3 -> (1L << 53) + random.nextInt(4);
        default -> random.nextInt(7) - 3;
      };
    }

    private static double real(Random random, ValueType type) {
      double value =
          switch (random.nextInt(10)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 0.1;
            case 5 -> 9_007_199_254_740_993.0;
            default -> (random.nextInt(13) - 6) / 2.0;
          };
      return type == ValueType.FLOAT32 ? (float) value : value;
    }

    /** The least and the greatest value by the order of conditions; of texts only equal ones. */
    private static Zone zone(Vector vector, int count) {
      int least = -1;
      int greatest = -1;
      boolean nulls = false;
      for (int i = 0; i < count; i++) {
        if (vector.nulls()[i]) {
          nulls = true;
          continue;
        }
        least = least < 0 || sign(vector, i, least) < 0 ? i : least;
        greatest = greatest < 0 || sign(vector, i, greatest) > 0 ? i : greatest;
      }
      return least < 0
          ? Zone.withoutValues(nulls)
          : new Zone(one(vector, least), one(vector, greatest), nulls);
    }

    private static int sign(Vector vector, int i, int k) {
      return Order.signs(one(vector, i), one(vector, k), 1)[0];
    }

    private static Vector one(Vector vector, int i) {
      boolean[] none = new boolean[1];
      if (vector.longs() != null) {
        return Vector.longs(vector.type(), new long[] {vector.longs()[i]}, none);
      }
      return vector.doubles() != null
          ? Vector.doubles(vector.type(), new double[] {vector.doubles()[i]}, none)
          : Vector.texts(new String[] {vector.texts()[i]}, none);
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public Vector values(String name) {
      return vectors.get(name);
    }

    @Override
    public Zone of(String name) {
      return zones.get(name);
    }
  }

  private static Expression condition(Random random, int depth) {
    switch (depth == 0 ? random.nextInt(5) : random.nextInt(9)) {
      case 0:
        return Expression.of(Operation.IS_NULL, number(random, 1));
      case 1:
        return Expression.of(Operation.ISNAN, number(random, 1));
      case 2:
        return Expression.of(
            random.nextBoolean() ? Operation.EQUAL : Operation.LESS,
            new Expression.Variable("t"),
            new Expression.Text(random.nextBoolean() ? "gt1l" : "gt2r"));
      case 3, 4:
        List<Operation> comparisons =
            Arrays.stream(Operation.values())
                .filter(o -> o.group() == Operation.Group.COMPARISON)
                .toList();
        return Expression.of(
            comparisons.get(random.nextInt(comparisons.size())),
            number(random, 2),
            number(random, 1));
      case 5:
        return Expression.of(Operation.NOT, condition(random, depth - 1));
      case 6:
        return random.nextInt(4) == 0
            ? random.nextBoolean() ? new Expression.Null() : new Expression.Truth(false)
            : condition(random, depth - 1);
      default:
        return Expression.of(
            random.nextBoolean() ? Operation.AND : Operation.OR,
            condition(random, depth - 1),
            condition(random, depth - 1));
    }
  }

  private static Expression number(Random random, int depth) {
    switch (depth == 0 ? random.nextInt(2) : random.nextInt(5)) {
      case 0:
        return new Expression.Numeral(numeral(random), random.nextInt(5) > 0);
      case 1, 2:
        return new Expression.Variable(List.of("i", "u", "f", "d").get(random.nextInt(4)));
      default:
        return switch (random.nextInt(6)) {
          case 0, 1 -> Expression.of(Operation.NEGATE, number(random, depth - 1));
          case 2, 3 -> Expression.of(Operation.ABS, number(random, depth - 1));
          case 4 -> Expression.of(Operation.FLOOR, number(random, depth - 1));
          default ->
              Expression.of(
                  Operation.MULTIPLY,
                  Expression.of(Operation.SQRT, number(random, depth - 1)),
                  number(random, depth - 1));
        };
    }
  }

  private static BigDecimal numeral(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new BigDecimal("0.1");
      case 1 -> new BigDecimal(BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE));
      case 2 -> new BigDecimal(BigInteger.ONE.shiftLeft(63).add(BigInteger.TWO));
      case 3 -> new BigDecimal((1L << 53) + random.nextInt(4));
      case 4 -> BigDecimal.valueOf(random.nextInt(13) - 6).divide(BigDecimal.valueOf(2));
      default -> BigDecimal.valueOf(random.nextInt(7) - 3);
    };
  }

  @Test
  void aConditionThatIsTrueOfARowMayHoldByTheZones() {
    long seed = new Random().nextLong();
    System.out.println("ZonesPropertyTest seed " + seed);
    Random random = new Random(seed);
    int ruledOut = 0;
    int errors = 0;
    for (int i = 0; i < CASES; i++) {
      Sample rows = new Sample(random);
      Expression expression = condition(random, 3);
      Evaluator evaluator =
          Evaluator.of(new Condition("case " + i, expression), ZonesPropertyTest::type);
      Vector answers;
      try {
        answers = evaluator.evaluate(rows);
      } catch (UsageException beyond64Bits) {
        errors++;
        continue;
      }
      boolean holds = false;
      for (int row = 0; row < rows.count(); row++) {
        holds |= !answers.nulls()[row] && answers.truths()[row];
      }
      boolean mayHold = evaluator.mayHold(rows);
      assertThat(mayHold || !holds).as("seed %s, case %s: %s", seed, i, expression).isTrue();
      ruledOut += mayHold ? 0 : 1;
    }
    // A test in which zones never rule out anything, or nothing can be computed, would be idle.
    assertThat(ruledOut).as("seed %s", seed).isGreaterThan(CASES / 10);
    assertThat(errors).as("seed %s", seed).isLessThan(CASES / 5);
  }

  private static boolean mayHold(Expression expression, Zone zone, ValueType type) {
    return Evaluator.of(new Condition("x", expression), name -> type).mayHold(name -> zone);
  }

  private static Expression x(Operation operation, String number) {
    return Expression.of(
        operation,
        new Expression.Variable("x"),
        new Expression.Numeral(new BigDecimal(number), true));
  }

  @Test
  void aComparisonWithAConstantIsRuledOutRightBesideTheBounds() {
    Zone zone = Zone.ofLongs(ValueType.INT64, 3, 5, false);
    List<String> held = new ArrayList<>();
    for (Operation operation :
        List.of(Operation.LESS, Operation.AT_MOST, Operation.EQUAL, Operation.GREATER)) {
      for (int n = 2; n <= 6; n++) {
        if (mayHold(x(operation, Integer.toString(n)), zone, ValueType.INT64)) {
          held.add(operation.symbol() + n);
        }
      }
    }
    assertThat(held)
        .containsExactly(
            "<4", "<5", "<6", "<=3", "<=4", "<=5", "<=6", "=3", "=4", "=5", ">2", ">3", ">4");
  }

  @Test
  void idsOf64BitsAreToldApart() {
    Zone zone =
        Zone.ofLongs(
            ValueType.UINT64,
            Long.parseUnsignedLong("18446744073709551613"),
            Long.parseUnsignedLong("18446744073709551614"),
            false);
    assertThat(mayHold(x(Operation.EQUAL, "18446744073709551612"), zone, ValueType.UINT64))
        .isFalse();
    assertThat(mayHold(x(Operation.EQUAL, "18446744073709551613"), zone, ValueType.UINT64))
        .isTrue();
    assertThat(mayHold(x(Operation.EQUAL, "18446744073709551615"), zone, ValueType.UINT64))
        .isFalse();
  }

  @Test
  void whatIsNotANumberIsGreaterThanAllOthers() {
    Zone zone = Zone.ofDoubles(ValueType.FLOAT32, 1, Double.NaN, false);
    assertThat(mayHold(x(Operation.GREATER, "1e30"), zone, ValueType.FLOAT32)).isTrue();
    assertThat(mayHold(x(Operation.LESS, "1"), zone, ValueType.FLOAT32)).isFalse();
    Zone numbers = Zone.ofDoubles(ValueType.FLOAT32, 1, 2, false);
    Expression isNan = Expression.of(Operation.ISNAN, new Expression.Variable("x"));
    assertThat(mayHold(isNan, zone, ValueType.FLOAT32)).isTrue();
    assertThat(mayHold(isNan, numbers, ValueType.FLOAT32)).isFalse();
  }

  @Test
  void rowsThatAreAllNullFulfilNothingButThatTheyAreNull() {
    Zone zone = Zone.withoutValues(true);
    Expression isNull = Expression.of(Operation.IS_NULL, new Expression.Variable("x"));
    assertThat(mayHold(isNull, zone, ValueType.FLOAT64)).isTrue();
    assertThat(mayHold(Expression.of(Operation.NOT, isNull), zone, ValueType.FLOAT64)).isFalse();
    assertThat(mayHold(x(Operation.NOT_EQUAL, "1"), zone, ValueType.FLOAT64)).isFalse();
    assertThat(mayHold(isNull, Zone.ofDoubles(ValueType.FLOAT64, 1, 2, false), ValueType.FLOAT64))
        .isFalse();
  }
}
