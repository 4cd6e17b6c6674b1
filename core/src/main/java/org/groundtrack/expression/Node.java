package org.groundtrack.expression;

/**
 * A part of an expression that knows its type, and how it is computed.
 *
 * @param type of its values
 * @param numeral the number that it is, if it is one that takes on the type of what stands beside
 *     it; else {@code null}
 * @param step computes it
 */
record Node(ValueType type, Expression.Numeral numeral, Step step) {
  /** Computes the values of some rows. */
  interface Step {
    /** As many values as rows, or more. */
    Vector of(Rows rows);
  }

  Node(ValueType type, Step step) {
    this(type, null, step);
  }

  Vector of(Rows rows) {
    return step.of(rows);
  }
}
