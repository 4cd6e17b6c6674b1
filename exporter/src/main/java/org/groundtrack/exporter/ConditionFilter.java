package org.groundtrack.exporter;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Evaluator;
import org.groundtrack.expression.Vector;
import org.groundtrack.plan.ExportPlan;

/**
 * Leaves out the points that do not fulfil the conditions on values, one condition after the other:
 * what only a later one needs is decoded just for the points that are left. For one thread.
 */
final class ConditionFilter {
  private final ExportPlan plan;
  private final ExportCounters counters;

  /**
   * A filter by the conditions of a plan.
   *
   * @param counters are told what each condition removes
   */
  ConditionFilter(ExportPlan plan, ExportCounters counters) {
    this.plan = plan;
    this.counters = counters;
  }

  /** Leaves out points. */
  void apply(BatchVariables variables) {
    List<Condition> conditions = plan.filters().conditions();
    for (int i = 0; i < conditions.size() && variables.points().size() > 0; i++) {
      apply(i, conditions.get(i), variables);
    }
  }

  private void apply(int number, Condition condition, BatchVariables variables) {
    PointBatch points = variables.points();
    Evaluator evaluator = Evaluator.of(condition, plan.operands()::type);
    int[] kept = new int[points.size()];
    int size = 0;
    int unknown = 0;
    for (int from = 0; from < points.size(); from += Evaluator.MAX_ROWS) {
      int to = Math.min(points.size(), from + Evaluator.MAX_ROWS);
      Vector answers = evaluate(condition, evaluator, new OperandRows(plan, variables, from, to));
      for (int i = from; i < to; i++) {
        boolean known = !answers.nulls()[i - from];
        unknown += known ? 0 : 1;
        if (known && answers.truths()[i - from]) {
          kept[size++] = i;
        }
      }
    }
    counters.pointsRemoved(number, points.size() - size, unknown);
    variables.keep(Arrays.copyOf(kept, size));
  }

  private static Vector evaluate(Condition condition, Evaluator evaluator, OperandRows rows) {
    try {
      return evaluator.evaluate(rows);
    } catch (UsageException e) {
      throw new UsageException(
          "[%s] condition \"%s\": %s".formatted(rows.name(), condition.text(), e.getMessage()), e);
    }
  }
}
