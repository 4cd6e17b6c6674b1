package org.groundtrack.expression;

/**
 * A part of an expression that knows its type, and how it is computed.
 *
 * @param type of its values
 * @param numeral the number that it is, if it is one that takes on the type of what stands beside
 *     it; else {@code null}
 * @param step computes it
 * @param reach finds between what its values lie
 */
record Node(ValueType type, Expression.Numeral numeral, Step step, Reach.Step reach) {
  /** Computes the values of some rows. */
  interface Step {
    /** As many values as rows, or more. */
    Vector of(Rows rows);
  }

  /** A part between whose values and those that it is made of no relation is known. */
  Node(ValueType type, Step step) {
    this(type, step, zones -> Reach.ANY);
  }

  Node(ValueType type, Step step, Reach.Step reach) {
    this(type, null, step, reach);
  }

  Vector of(Rows rows) {
    return step.of(rows);
  }

  Reach of(Zones zones) {
    return reach.of(zones);
  }
}
