package org.groundtrack.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Evaluator;
import org.groundtrack.expression.Rows;
import org.groundtrack.expression.ValueType;
import org.groundtrack.expression.Vector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions are of one row, against DuckDB's answers to the same texts. */
class ValuesTest {
  private static Connection duckDb;

  @BeforeAll
  static void open() throws SQLException {
    duckDb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckDb.createStatement()) {
      statement.execute("set error_on_division_by_zero = false");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    duckDb.close();
  }

  private static final boolean[] NOT_NULL = {false};

  private static final Map<String, Vector> ROW =
      Map.ofEntries(
          Map.entry("i", longs(3)),
          Map.entry("m", longs(-7)),
          Map.entry("big", longs(9007199254740993L)),
          Map.entry("min", longs(Long.MIN_VALUE)),
          Map.entry("u", Vector.longs(ValueType.UINT64, new long[] {-1}, NOT_NULL)),
          Map.entry("f", Vector.doubles(ValueType.FLOAT32, new double[] {0.1f}, NOT_NULL)),
          Map.entry("d", doubles(0.1)),
          Map.entry("nan", doubles(Double.NaN)),
          Map.entry("x", Vector.texts(new String[] {"gt1l"}, NOT_NULL)),
          Map.entry(
              "t", Vector.longs(ValueType.TIME, new long[] {1_559_347_200_123_456_789L}, NOT_NULL)),
          Map.entry("nothing", Vector.longs(ValueType.INT64, new long[1], new boolean[] {true})));

  private static final Map<String, ValueType> TYPES =
      Map.of(
          "u", ValueType.UINT64,
          "f", ValueType.FLOAT32,
          "d", ValueType.FLOAT64,
          "nan", ValueType.FLOAT64,
          "x", ValueType.TEXT,
          "t", ValueType.TIME);

  private static Vector longs(long value) {
    return Vector.longs(ValueType.INT64, new long[] {value}, NOT_NULL);
  }

  private static Vector doubles(double value) {
    return Vector.doubles(ValueType.FLOAT64, new double[] {value}, NOT_NULL);
  }

  /** Whether a condition is true, false or null, which {@code and} must join. */
  private static Boolean ours(String text) {
    Boolean all = true;
    for (Condition condition : Conditions.parse(text)) {
      Vector answer =
          Evaluator.of(condition, name -> TYPES.getOrDefault(name, ValueType.INT64))
              .evaluate(
                  new Rows() {
                    @Override
                    public int count() {
                      return 1;
                    }

                    @Override
                    public Vector values(String name) {
                      return ROW.get(name);
                    }
                  });
      Boolean part = answer.nulls()[0] ? null : (Boolean) answer.truths()[0];
      if (Boolean.FALSE.equals(part)) {
        return false;
      }
      all = part == null ? null : all;
    }
    return all;
  }

  private static Boolean theirs(String text) throws SQLException {
    try (Statement statement = duckDb.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select "
                    + text
                    + " from (select 3::bigint i, -7::bigint m, 9007199254740993::bigint big,"
                    + " (-9223372036854775808)::bigint min, 18446744073709551615::ubigint u,"
                    + " 0.1::float f, 0.1::double d, 'nan'::double nan, 'gt1l' x,"
                    + " timestamp_ns '2019-06-01 00:00:00.123456789' t, null::bigint nothing)")) {
      result.next();
      return (Boolean) result.getObject(1);
    }
  }

  @Test
  void logicOfThreeValuesIsThatOfSql() throws SQLException {
    List<String> values = List.of("true", "false", "null", "nothing > 1", "i > 1", "i < 1");
    for (String a : values) {
      for (String b : values) {
        for (String text :
            List.of(
                "(%s) and (%s)",
                "(%s) or (%s)",
                "not (%s) and not (%s)",
                "not ((%s) or (%s))",
                "((%s) or null) and (%s)",
                "(%s) = (%s)",
                "(%s) is null or (%s)",
                "coalesce((%s), (%s))",
                "not (coalesce((%s), false) and (%s))")) {
          String condition = text.formatted(a, b);
          assertThat(ours(condition)).as(condition).isEqualTo(theirs(condition));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Single precision beside single precision, decimals take it on, exponents do not.
        "f = 0.1",
        "d = 0.1",
        "f = d",
        "f > d",
        "f = 1e-1",
        "f * 10 = 1",
        "f + 0.1 = 0.2",
        "f * 0.5 = 0.05",
        "f between 0.1 and 0.2",
        "f in (0.1, 0.2)",
        "f < 0.10000001",
        "f > 0.100000001",
        "-f = -0.1",
        "sqrt(f) = 0.3162277683729184",
        "f % 0.03 = 0.0100000035",
        "least(f, 0.2) = 0.1",
        "greatest(f, d) = d",
        "f > 1e40",
        "f / 3 = d / 3",
        "i + f = 3.1",
        // Whole numbers are exact.
        "big > 9007199254740992",
        "big = 9007199254740992",
        "big - 1 = 9007199254740992",
        "u > big",
        "u = 18446744073709551615",
        "u = -1",
        "u > -1",
        "u % 10 = 5",
        "u & 255 = 255",
        "min < -9223372036854775807",
        "min = -9223372036854775808",
        "big < 9223372036854775808",
        "big < 1e30",
        "big % 1000 = 993",
        "i / 2 = 1.5",
        "m / 2 = -3.5",
        "m % 3 = -1",
        "-m % 3 = 1",
        "i % 0 is null",
        "i / 0 > 1e300",
        "i > 2.5",
        "i in (2.9, 3.0)",
        "m & 3 = 1",
        "m >> 1 = -4",
        "1 << i = 8",
        "i | 8 = 11",
        "xor(i, 1) = 2",
        "~i = -4",
        "m >> 64 = -1",
        "u >> 63 = 1",
        // What binds how.
        "2 & 3 = 2",
        "i + 1 & 1 = 0",
        "1 | 2 & 4 = 0",
        "1 << 2 + 1 = 8",
        "2 + 3 * 4 = 14",
        "10 - 3 - 2 = 5",
        "not i = 3",
        "not i = 3 or true",
        "false and true or true",
        "8 / 4 / 2 = 1",
        "7 % 4 * 2 = 6",
        "i between 1 and 5 and m < 0",
        "- 2 + 5 = 3",
        // Not a number is the greatest number.
        "nan = nan",
        "nan > 5",
        "nan < 5",
        "nan <> nan",
        "nan between 1 and 2",
        "nan > 1 / 0.0",
        "isnan(nan)",
        "isnan(d)",
        "isnan(nothing)",
        "greatest(nan, 1) > 2",
        "least(nan, 1) = 1",
        "sqrt(m) > 1e300",
        "nan + 1 = nan",
        "abs(nan) > 0",
        "nan in (1, nan)",
        // Nulls.
        "nothing is null",
        "nothing is not null",
        "i is null",
        "nothing = nothing",
        "nothing <> nothing",
        "i in (3, null)",
        "m in (3, null)",
        "i not in (4, null)",
        "i not in (3, null)",
        "nothing in (1, 2)",
        "nothing between 1 and 2",
        "5 between nothing and 2",
        "1 between nothing and 2",
        "not (nothing > 3)",
        "null is null",
        "null = 1",
        "nothing + 1 is null",
        "least(1, null, 3) = 1",
        "greatest(null, nothing) is null",
        "coalesce(nothing, 3) = 3",
        "coalesce(nothing, d) = d",
        "x like null",
        "t > null",
        // Rounding.
        "round(2.5e0) = 3",
        "round(-2.5e0) = -3",
        "round(3.5e0) = 4",
        "floor(m / 2) = -4",
        "ceil(f) = 1",
        "round(4.9999999999999994e-1) = 0",
        "ceiling(-1.5e0) = -1",
        "abs(m) = 7",
        "round(i) = 3",
        "abs(f - 0.3) < 0.3",
        "floor(-0.0) = 0",
        "sqrt(16) = 4",
        // Texts and times.
        "x like 'gt%'",
        "x like 'GT%'",
        "x ilike 'GT_L'",
        "x not like '%2_'",
        "x like 'gt1l%'",
        "x like '%t%l'",
        "x like '_'",
        "x between 'gt1' and 'gt2'",
        "x in ('gt1r', 'gt1l')",
        "x < 'gt1r'",
        "x = 'it''s'",
        "least(x, 'a') = 'a'",
        "t > timestamp '2019-06-01'",
        "t > '2019-06-01'",
        "t < date '2019-06-02'",
        "t between '2019-06-01' and '2019-06-02'",
        "t < '2019-06-01 00:00:00.2'",
        "t >= '2019-06-01T00:00:00'",
        "t = '2018-01-01'"
      })
  void answersAreDuckDbs(String text) throws SQLException {
    assertThat(ours(text)).isEqualTo(theirs(text));
  }

  /** Where DuckDB rounds a whole number to compare it, these do not. */
  @Test
  void wholeNumbersAreNotRoundedBesideOtherNumbers() throws SQLException {
    assertThat(ours("big = 9007199254740992e0")).isFalse();
    assertThat(theirs("big = 9007199254740992e0")).isTrue();
    assertThat(ours("big > 9007199254740992e0 and u < 18446744073709551616e0")).isTrue();
    assertThat(ours("u > 18446744073709549568e0 and min = -9223372036854775808e0")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i            | it is a whole number: compare it with something, such as i = 1",
        "x            | it is a text: compare it",
        "i > 'a'      | '>' of a whole number and a text: both must be of one kind",
        "x = 1        | '=' of a text and a whole number",
        "x + 1 > 2    | '+' takes numbers, found a text",
        "(i and d > 1) or i = 1 | 'and' takes conditions, found a whole number",
        "not d        | 'not' takes conditions, found a number",
        "d & 1 = 1    | '&' takes whole numbers, found a number",
        "i like 'a'   | 'like' takes texts, found a whole number",
        "t + 1 > 2    | '+' takes numbers, found a time",
        "t > 5        | '>' of a time and a whole number",
        "t > 'noon'   | 'noon' is no time: expected 2019-06-01",
        "sqrt(x) > 1  | 'sqrt' takes numbers, found a text",
        "(i > 1) > 2  | '>' of a condition and a whole number"
      })
  void operationsRefuseWhatTheyDoNotTake(String text, String message) {
    assertThatThrownBy(() -> ours(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "min - 1 < 0",
        "big * big > 1",
        "-min > 0",
        "abs(min) > 0",
        "u + 1 > 0",
        "u + big > 1",
        "i << 62 > 1",
        "0 - u < 1",
        "1 - u < 1"
      })
  void wholeNumbersBeyond64BitsAreAnErrorAndNoWrongAnswer(String text) {
    assertThatThrownBy(() -> ours(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is beyond whole numbers of 64 bits")
        .hasMessageContaining("multiply one of them by 1.0");
  }
}
