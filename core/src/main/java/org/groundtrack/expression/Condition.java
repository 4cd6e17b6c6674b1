package org.groundtrack.expression;

import java.util.Objects;

/**
 * What rows must fulfil: a row for which it is false or null is left out. Pure data, immutable.
 *
 * @param text as it was written
 * @param expression what is true of the rows that are kept
 */
public record Condition(String text, Expression expression) {
  public Condition {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(expression, "expression");
  }
}
