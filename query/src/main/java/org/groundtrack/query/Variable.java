package org.groundtrack.query;

import java.util.List;
import org.groundtrack.granule.ElementType;
import org.groundtrack.plan.OutputColumn.Source;

/**
 * A variable that exports may be asked for.
 *
 * @param name the shortest by which it can be asked for
 * @param path within the beam
 * @param origin where its values come from
 * @param values what they are
 * @param exported as an export has it by default: its name, with elements if only some are taken;
 *     empty if it must be asked for
 * @param versions of the granules that have it, among those that were looked at
 */
public record Variable(
    String name,
    String path,
    Origin origin,
    Values values,
    List<String> exported,
    List<String> versions) {
  public Variable {
    exported = List.copyOf(exported);
    versions = List.copyOf(versions);
  }

  /**
   * The place of a variable's values.
   *
   * @param source how a row comes to them
   * @param of the parent's rate or the other product where they are not of the rate itself, else
   *     {@code null}
   */
  public record Origin(Source source, String of) {}

  /**
   * What granules say of values. Versions of a product may differ.
   *
   * @param types of one value, as it is exported
   * @param rowShapes lengths of the dimensions of a row; an empty list is one value. Nothing is
   *     said of lists of various lengths
   * @param units or {@code null}
   * @param description or {@code null}
   */
  public record Values(
      List<ElementType> types, List<List<Long>> rowShapes, String units, String description) {
    public Values {
      types = List.copyOf(types);
      rowShapes = List.copyOf(rowShapes);
    }
  }

  /** Tells whether an export has it by default. */
  public boolean isDefault() {
    return !exported.isEmpty();
  }
}
