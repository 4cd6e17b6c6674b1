package org.groundtrack.plan;

import java.util.List;
import java.util.Map;
import org.groundtrack.expression.ValueType;

/**
 * Where the conditions of a plan find the values of the names in them. Pure data, immutable.
 *
 * @param byName for each name, what stands for it
 * @param columns variables that conditions need and the output does not have; the tasks of a plan
 *     have them after its own columns
 */
public record Operands(Map<String, Operand> byName, List<OutputColumn> columns) {
  /** Those of no condition. */
  public static final Operands NONE = new Operands(Map.of(), List.of());

  public Operands {
    byName = Map.copyOf(byName);
    columns = List.copyOf(columns);
  }

  /** What stands for a name. */
  public sealed interface Operand {
    /** What its values are. */
    ValueType type();
  }

  /**
   * A variable.
   *
   * @param number of the column among those of the plan's tasks
   */
  public record OfColumn(int number, ValueType type) implements Operand {}

  /** What every point has. */
  public record OfField(PointField field) implements Operand {
    @Override
    public ValueType type() {
      return field.type();
    }
  }

  /** The type of the values of a name that a condition has. */
  public ValueType type(String name) {
    return byName.get(name).type();
  }
}
