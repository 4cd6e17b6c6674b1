package org.groundtrack.expression;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is computed of each row: pure data, immutable. */
public sealed interface Expression {
  /**
   * The value of a variable or of a column that every export has.
   *
   * @param name as it was written, without quotes: {@code h_li}, {@code canopy/h_canopy}, {@code
   *     rh[98]}
   */
  record Variable(String name) implements Expression {}

  /**
   * A number.
   *
   * @param value what was written
   * @param adapts whether it takes on the width of what stands beside it; one that was written with
   *     an exponent is a number of 64 bits always
   */
  record Numeral(BigDecimal value, boolean adapts) implements Expression {}

  /** A text. Beside a time it is one: {@code '2019-06-01T12:00:00Z'}. */
  record Text(String value) implements Expression {}

  /**
   * An instant.
   *
   * @param nanos nanoseconds since 1970 (UTC)
   */
  record Time(long nanos) implements Expression {}

  /** What is true or false of every row. */
  record Truth(boolean value) implements Expression {}

  /** What is not known of any row. */
  record Null() implements Expression {}

  /**
   * Something computed.
   *
   * @param operation what
   * @param arguments of what; as many as the operation takes
   */
  record Call(Operation operation, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
      if (arguments.size() < operation.least() || arguments.size() > operation.most()) {
        throw new IllegalArgumentException(
            "%s takes %s, found %s"
                .formatted(operation.symbol(), operation.counts(), arguments.size()));
      }
    }
  }

  /** An operation on some expressions. */
  static Expression of(Operation operation, Expression... arguments) {
    return new Call(operation, List.of(arguments));
  }

  /** The names of all variables in it, in the order in which they stand. */
  default Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    addVariables(names);
    return names;
  }

  private void addVariables(Set<String> names) {
    if (this instanceof Variable variable) {
      names.add(variable.name());
    } else if (this instanceof Call call) {
      call.arguments().forEach(argument -> argument.addVariables(names));
    }
  }
}
