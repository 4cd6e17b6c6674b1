package org.groundtrack.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.UsageException;
import org.groundtrack.expression.Condition;
import org.groundtrack.expression.Evaluator;
import org.groundtrack.expression.ValueType;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.plan.Operands;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.PointField;

/**
 * Finds what the names in conditions stand for: a column that every export has, one of this export
 * by its name there, or a variable by any name that an export may be asked for.
 */
final class ConditionNames {
  /** A word for the beam that is good where no variable is called so. */
  private static final String BEAM = "beam";

  private final ProductLayout layout;
  private final VariableNames names;
  private final List<OutputColumn> exported;
  private final Map<String, OutputColumn> further = new LinkedHashMap<>();
  private final Map<String, Operands.Operand> found = new LinkedHashMap<>();

  private ConditionNames(ProductLayout layout, VariableNames names, List<OutputColumn> exported) {
    this.layout = layout;
    this.names = names;
    this.exported = exported;
  }

  /**
   * What stands for the names in conditions.
   *
   * @throws UsageException if a name is unknown or has lists of values, or a condition contradicts
   *     the types of its variables
   */
  static Operands operands(
      ProductLayout layout,
      VariableNames names,
      List<OutputColumn> exported,
      List<Condition> conditions) {
    ConditionNames search = new ConditionNames(layout, names, exported);
    for (Condition condition : conditions) {
      for (String name : condition.expression().variables()) {
        try {
          search.found.computeIfAbsent(name, search::find);
        } catch (UsageException e) {
          throw new UsageException(
              "Condition \"%s\": %s".formatted(condition.text(), e.getMessage()), e);
        }
      }
    }
    Operands operands = new Operands(search.found, List.copyOf(search.further.values()));
    conditions.forEach(condition -> Evaluator.of(condition, operands::type));
    return operands;
  }

  private Operands.Operand find(String name) {
    Optional<PointField> field = PointField.called(name, layout);
    if (field.isPresent()) {
      return new Operands.OfField(field.get());
    }
    for (int i = 0; i < exported.size(); i++) {
      if (exported.get(i).name().equals(name)) {
        return operand(name, i, exported.get(i));
      }
    }
    if (name.equals(BEAM) && layout.beams().exist() && !names.hasDataset(BEAM)) {
      return new Operands.OfField(PointField.TRACK_ID);
    }
    OutputColumn column = variable(name);
    String key = VariableNames.key(column);
    for (int i = 0; i < exported.size(); i++) {
      if (VariableNames.key(exported.get(i)).equals(key)) {
        return operand(name, i, exported.get(i));
      }
    }
    further.putIfAbsent(key, column);
    return operand(
        name, exported.size() + List.copyOf(further.keySet()).indexOf(key), further.get(key));
  }

  private OutputColumn variable(String name) {
    if (VariableText.of(name).isPattern()) {
      throw new UsageException("'%s' may be several variables: name one".formatted(name));
    }
    try {
      return names.named(name).get(0);
    } catch (UsageException e) {
      throw new UsageException(
          e.getMessage() + ". A path stands in double quotes, a text in single ones", e);
    }
  }

  private static Operands.Operand operand(String name, int number, OutputColumn column) {
    if (column.list()) {
      throw new UsageException(
          column.source() == OutputColumn.Source.FLAT
              ? "'%s' has lists of various lengths, of which no condition can be asked"
                  .formatted(name)
              : "'%s' has several values per row: name one of them, such as %s[0]"
                  .formatted(name, VariableText.of(name).path()));
    }
    return new Operands.OfColumn(number, ValueType.of(column.type()));
  }
}
