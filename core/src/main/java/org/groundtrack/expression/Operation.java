package org.groundtrack.expression;

/** What is done with values. Where one of them is null so is the result, unless said otherwise. */
public enum Operation {
  /** Null if any is null, and none is true. */
  OR("or", Group.LOGIC, 2, Integer.MAX_VALUE),
  /** Null if any is null, and none is false. */
  AND("and", Group.LOGIC, 2, Integer.MAX_VALUE),
  NOT("not", Group.LOGIC, 1, 1),
  /** Never null. */
  IS_NULL("is null", Group.NULLS, 1, 1),
  EQUAL("=", Group.COMPARISON, 2, 2),
  NOT_EQUAL("<>", Group.COMPARISON, 2, 2),
  LESS("<", Group.COMPARISON, 2, 2),
  AT_MOST("<=", Group.COMPARISON, 2, 2),
  GREATER(">", Group.COMPARISON, 2, 2),
  AT_LEAST(">=", Group.COMPARISON, 2, 2),
  /** Of a text and a pattern, where {@code %} is any text and {@code _} any character. */
  LIKE("like", Group.TEXT, 2, 2),
  /** The same whether letters are capital or not. */
  ILIKE("ilike", Group.TEXT, 2, 2),
  ADD("+", Group.ARITHMETIC, 2, 2),
  SUBTRACT("-", Group.ARITHMETIC, 2, 2),
  MULTIPLY("*", Group.ARITHMETIC, 2, 2),
  /** Of whole numbers too as of floating-point ones: 7 / 2 is 3.5. */
  DIVIDE("/", Group.ARITHMETIC, 2, 2),
  /** What is left of a division, with the sign of the first; null where whole numbers have none. */
  MODULO("%", Group.ARITHMETIC, 2, 2),
  NEGATE("-", Group.ROUNDING, 1, 1),
  BIT_AND("&", Group.BITS, 2, 2),
  BIT_OR("|", Group.BITS, 2, 2),
  BIT_XOR("xor", Group.BITS, 2, 2),
  BIT_NOT("~", Group.BITS, 1, 1),
  SHIFT_LEFT("<<", Group.BITS, 2, 2),
  SHIFT_RIGHT(">>", Group.BITS, 2, 2),
  ABS("abs", Group.ROUNDING, 1, 1),
  FLOOR("floor", Group.ROUNDING, 1, 1),
  CEIL("ceil", Group.ROUNDING, 1, 1),
  /** Halves away from zero. */
  ROUND("round", Group.ROUNDING, 1, 1),
  /** A floating-point number of 64 bits; of a negative number, not a number. */
  SQRT("sqrt", Group.REAL, 1, 1),
  ISNAN("isnan", Group.REAL, 1, 1),
  /** Of those that are not null. */
  LEAST("least", Group.CHOICE, 1, Integer.MAX_VALUE),
  /** Of those that are not null. */
  GREATEST("greatest", Group.CHOICE, 1, Integer.MAX_VALUE),
  /** The first that is not null. */
  COALESCE("coalesce", Group.CHOICE, 1, Integer.MAX_VALUE);

  /** Operations that take and give the same types. */
  enum Group {
    LOGIC,
    NULLS,
    COMPARISON,
    TEXT,
    ARITHMETIC,
    BITS,
    ROUNDING,
    REAL,
    CHOICE
  }

  private final String symbol;
  private final Group group;
  private final int least;
  private final int most;

  Operation(String symbol, Group group, int least, int most) {
    this.symbol = symbol;
    this.group = group;
    this.least = least;
    this.most = most;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }

  Group group() {
    return group;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  String counts() {
    if (most > least) {
      return least + " arguments or more";
    }
    return least == 1 ? "one argument" : least + " arguments";
  }
}
