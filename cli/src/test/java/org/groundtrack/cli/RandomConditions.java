package org.groundtrack.cli;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Texts of conditions on {@link ValueGranules} that mean the same in DuckDB. What DuckDB rounds,
 * and these do not, is left out: whole numbers beyond 2^24 beside floating-point ones.
 */
final class RandomConditions {
  private static final List<String> SMALL = List.of("i1", "i2", "i4", "u1", "u2", "u4");
  private static final List<String> REALS =
      List.of("f4", "f8", "packed", "\"deep/value\"", "rh[0]", "rh[2]", "rh[-1]", "latitude");
  private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=", "!=");

  private final Random random;

  RandomConditions(Random random) {
    this.random = random;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** A condition. */
  String condition(int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      return switch (random.nextInt(4)) {
        case 0 -> "not (%s)".formatted(condition(depth - 1));
        case 1 -> "(%s or %s)".formatted(condition(depth - 1), condition(depth - 1));
        case 2 -> "(%s) and %s".formatted(condition(depth - 1), condition(depth - 1));
        default ->
            "%s or %s and %s"
                .formatted(condition(depth - 1), condition(depth - 1), condition(depth - 1));
      };
    }
    return switch (random.nextInt(13)) {
      case 0, 1 -> "%s %s %s".formatted(small(2), any(COMPARISONS), small(2));
      case 2 -> "%s %s %s".formatted(huge(), any(COMPARISONS), huge());
      case 3, 4 -> "%s %s %s".formatted(real(2), any(COMPARISONS), real(1));
      case 5 -> "%s %s %s".formatted(real(1), any(COMPARISONS), decimal());
      case 6 -> "%s %s %s".formatted(real(1), any(COMPARISONS), small(1));
      case 7 -> "%s %sbetween %s and %s".formatted(real(1), maybeNot(), decimal(), decimal());
      case 8 ->
          "%s %sin (%s, %s, %s)"
              .formatted(small(1), maybeNot(), small(0), random.nextInt(9), any("null", "3"));
      case 9 -> "%s is %snull".formatted(any(any(SMALL), any(REALS), "word", "time"), maybeNot());
      case 10 -> text();
      case 11 -> time();
      default -> any("true", "false", "null = 1", "isnan(%s)".formatted(real(1)));
    };
  }

  private String maybeNot() {
    return random.nextInt(3) == 0 ? "not " : "";
  }

  /** A whole number far from any limit. */
  private String small(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(4) == 0 ? literal() : any(SMALL);
    }
    String a = small(depth - 1);
    String b = small(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(%s %s %s)".formatted(a, any("+", "-", "*"), b);
      case 1 -> "%s %% %s".formatted(any(SMALL), 1 + random.nextInt(9));
      case 2 -> "(%s %s %s)".formatted(a, any("&", "|"), b);
      case 3 -> "abs(%s)".formatted(a);
      case 4 -> "%s(%s, %s)".formatted(any("least", "greatest", "xor", "coalesce"), a, b);
      case 5 -> "(%s >> %s)".formatted(any(SMALL), random.nextInt(4));
      case 6 -> "(~%s)".formatted(any(SMALL));
      default -> "(-%s)".formatted(any(SMALL));
    };
  }

  private String literal() {
    int value = random.nextInt(120) - 30;
    return value < 0 ? "(%s)".formatted(value) : Integer.toString(value);
  }

  private String huge() {
    return switch (random.nextInt(6)) {
      case 0 -> "i8";
      case 1 -> "u8";
      case 2 -> "(u8 % 1000)";
      case 3 -> "(u8 & 6)";
      case 4 -> any("9007199254740993", "9223372036854775807", "9223372036854775808", "5");
      default -> "(i8 % 97)";
    };
  }

  private String real(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return any(REALS);
    }
    String a = real(depth - 1);
    return switch (random.nextInt(7)) {
      case 0 ->
          random.nextInt(4) == 0
              // Not by zero: its sign would decide, and of two equal zeros either may be taken.
              ? "(%s / (1 + abs(%s)))".formatted(a, real(depth - 1))
              : "(%s %s %s)".formatted(a, any("+", "-", "*"), real(depth - 1));
      case 1 -> "(%s %s %s)".formatted(a, any("+", "-", "*", "/"), decimal());
      case 2 -> "(%s %s %s)".formatted(a, any("+", "-", "*", "/"), any(SMALL));
      case 3 -> "%s(%s)".formatted(any("abs", "floor", "ceil", "sqrt", "round"), a);
      case 4 -> "%s(%s, %s)".formatted(any("least", "greatest", "coalesce"), a, real(depth - 1));
      case 5 -> "(%s / %s)".formatted(any(SMALL), 1 + random.nextInt(7));
      default -> "(-%s)".formatted(a);
    };
  }

  private String decimal() {
    double value = random.nextInt(80) / 10.0;
    return random.nextInt(3) == 0
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 ->
          "word %s%s '%s'"
              .formatted(maybeNot(), any("like", "ilike"), any("gt%", "%1_", "A_B%", "x", "_"));
      case 1 -> "word %s '%s'".formatted(any(COMPARISONS), any("gt1l", "gt1r", "a_b%", "h"));
      case 2 -> "track_id %sin ('left', 'gt1l')".formatted(maybeNot());
      default -> "granule like 'values_%s%%'".formatted(random.nextInt(3));
    };
  }

  private String time() {
    return String.format(
        Locale.ROOT,
        "time %s %s'2019-01-%02d %02d:00:00'",
        any(COMPARISONS),
        any("timestamp ", ""),
        1 + random.nextInt(20),
        random.nextInt(24));
  }
}
