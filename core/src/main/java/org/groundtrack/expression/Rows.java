package org.groundtrack.expression;

/** Some rows of which an expression is computed at once. */
public interface Rows {
  /** How many, at most {@link Evaluator#MAX_ROWS}. */
  int count();

  /**
   * The values of a variable.
   *
   * @param name as the expression has it
   * @return at least as many as rows, of the type that the evaluator was told
   */
  Vector values(String name);
}
