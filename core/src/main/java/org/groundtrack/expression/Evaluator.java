package org.groundtrack.expression;

import java.util.function.Function;
import org.groundtrack.error.UsageException;

/**
 * Computes a condition for blocks of rows, column by column. Immutable; safe for use by several
 * threads if the rows are.
 */
public final class Evaluator {
  /** Rows of a block: the arrays of a few operations stay in the cache. */
  public static final int MAX_ROWS = 2048;

  private final Node node;

  private Evaluator(Node node) {
    this.node = node;
  }

  /**
   * An evaluator of a condition.
   *
   * @param types gives the type of each variable
   * @throws UsageException if an operation does not take what it is given, or the whole is no
   *     condition but a value; the message names the condition
   */
  public static Evaluator of(Condition condition, Function<String, ValueType> types) {
    try {
      Node node = new Binder(types).bind(condition.expression());
      if (node.type() == ValueType.NULL) {
        node = Constants.nulls(ValueType.BOOLEAN);
      }
      if (node.type() != ValueType.BOOLEAN) {
        throw new UsageException(
            "it is %s: compare it with something, such as %s = 1"
                .formatted(node.type().words(), condition.text()));
      }
      return new Evaluator(node);
    } catch (UsageException e) {
      throw new UsageException(
          "Condition \"%s\": %s".formatted(condition.text(), e.getMessage()), e);
    }
  }

  /**
   * For each row, whether the condition is true, false or null.
   *
   * @throws UsageException if whole numbers grow beyond 64 bits
   */
  public Vector evaluate(Rows rows) {
    return node.of(rows);
  }

  /**
   * Whether the condition may be true of any of some rows. If not, it is true of none of them; what
   * of it is not understood may be anything. Numbers that grow beyond 64 bits are no error here.
   *
   * @param zones what is known of the rows
   */
  public boolean mayHold(Zones zones) {
    return node.of(zones).mayBeTrue();
  }
}
