package org.groundtrack.exporter.points;

import org.groundtrack.granule.ElementType;

/**
 * A column of an output.
 *
 * @param name of the column
 * @param type of its values, or of the elements of its lists
 * @param instant whether the values are nanoseconds since 1970 (UTC)
 * @param list whether each value is a list
 * @param required whether no value is missing
 * @param repeats whether neighbouring points mostly share the value
 * @param units of the values, or {@code null}
 * @param description of the values, or {@code null}
 * @param path of the dataset, with the elements that are taken of each row, or {@code null} if
 *     there is none
 */
public record PointColumn(
    String name,
    ElementType type,
    boolean instant,
    boolean list,
    boolean required,
    boolean repeats,
    String units,
    String description,
    String path) {

  /** The same by another name. */
  public PointColumn named(String other) {
    return new PointColumn(other, type, instant, list, required, repeats, units, description, path);
  }

  /** Whether each value is one number. */
  public boolean isNumber() {
    return !list && !instant && !type.isText();
  }
}
