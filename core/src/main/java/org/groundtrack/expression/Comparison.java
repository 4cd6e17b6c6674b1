package org.groundtrack.expression;

/** Comparisons of two values. */
final class Comparison {
  private Comparison() {}

  static Node of(Operation operation, Node a, Node b) {
    boolean less =
        switch (operation) {
          case LESS, AT_MOST, NOT_EQUAL -> true;
          default -> false;
        };
    boolean equal =
        switch (operation) {
          case EQUAL, AT_MOST, AT_LEAST -> true;
          default -> false;
        };
    boolean greater =
        switch (operation) {
          case GREATER, AT_LEAST, NOT_EQUAL -> true;
          default -> false;
        };
    return new Node(
        ValueType.BOOLEAN,
        step(a, b, less, equal, greater),
        zones -> Reach.compared(a.of(zones), b.of(zones), less, equal, greater));
  }

  private static Node.Step step(Node a, Node b, boolean less, boolean equal, boolean greater) {
    return rows -> {
      int count = rows.count();
      Vector left = a.of(rows);
      Vector right = b.of(rows);
      int[] signs = Order.signs(left, right, count);
      boolean[] truths = new boolean[count];
      for (int i = 0; i < count; i++) {
        truths[i] = signs[i] < 0 ? less : signs[i] > 0 ? greater : equal;
      }
      return Vector.truths(truths, Vector.eitherNull(left, right, count));
    };
  }
}
