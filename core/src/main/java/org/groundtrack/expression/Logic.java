package org.groundtrack.expression;

import java.util.Arrays;
import java.util.List;

/** Logic of three values: true, false and null, which may be either. */
final class Logic {
  private Logic() {}

  /** The conjunction, or the disjunction, of conditions. */
  static Node.Step all(List<Node> parts, boolean conjunction) {
    return rows -> {
      int count = rows.count();
      boolean[] truths = new boolean[count];
      boolean[] nulls = new boolean[count];
      Arrays.fill(truths, conjunction);
      for (Node part : parts) {
        Vector vector = part.of(rows);
        for (int i = 0; i < count; i++) {
          // One false decides a conjunction, one true a disjunction, whatever is null.
          boolean decided = !nulls[i] && truths[i] != conjunction;
          boolean decides = !vector.nulls()[i] && vector.truths()[i] != conjunction;
          truths[i] = (decided || decides) != conjunction;
          nulls[i] = !decided && !decides && (nulls[i] || vector.nulls()[i]);
        }
      }
      return Vector.truths(truths, nulls);
    };
  }

  static Node.Step not(Node condition) {
    return rows -> {
      Vector vector = condition.of(rows);
      boolean[] truths = new boolean[rows.count()];
      for (int i = 0; i < truths.length; i++) {
        truths[i] = !vector.truths()[i];
      }
      return Vector.truths(truths, vector.nulls());
    };
  }

  static Node.Step isNull(Node value) {
    return rows -> Vector.truths(value.of(rows).nulls(), new boolean[rows.count()]);
  }
}
