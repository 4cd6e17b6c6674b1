package org.groundtrack.plan;

import org.groundtrack.granule.ElementType;
import org.groundtrack.rows.Slice;

/**
 * A column that the plan's variables fill.
 *
 * @param name in the output
 * @param path of the dataset, relative to the beam
 * @param source where its values come from
 * @param product the other product that it is taken over from, or {@code null}
 * @param slice which of a row's elements it has
 * @param list whether each value is a list
 * @param type of the elements, the same in all granules
 * @param units as the granules give them, or {@code null}
 * @param description as the granules give it, or {@code null}
 * @param place where it stands
 */
public record OutputColumn(
    String name,
    String path,
    Source source,
    String product,
    Slice slice,
    boolean list,
    ElementType type,
    String units,
    String description,
    Place place) {

  /** Where the values of a column come from. */
  public enum Source {
    /** A dataset of the rate. */
    ROWS,
    /** A dataset of the parent rate: each row has the value of the parent's row. */
    PARENT,
    /** A flat dataset, of which each row has a run. */
    FLAT,
    /** A granule of another product. */
    JOINED
  }

  /** Where a column stands in the output. */
  public enum Place {
    /** After the time. */
    MAIN,
    /** After the columns that describe the granule. */
    TRAILING,
    /** At the end: the user asked for it. */
    EXTRA
  }

  /** The same under another name. */
  public OutputColumn named(String other) {
    return new OutputColumn(
        other, path, source, product, slice, list, type, units, description, place);
  }
}
