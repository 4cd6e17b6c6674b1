package org.groundtrack.exporter.output;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.function.IntFunction;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;

/** Values as text that reads back to the same value. */
final class CellTexts {
  private CellTexts() {}

  /** The text of the value of each point; {@code null} where it is missing. */
  static IntFunction<String> of(PointColumn column, ColumnValues values) {
    if (values instanceof ListValues lists) {
      return list(column, lists);
    }
    Values scalars = (Values) values;
    boolean[] missing = scalars.missing();
    IntFunction<String> present = present(column, scalars);
    return i -> missing[i] ? null : present.apply(i);
  }

  /** Of values that are there. */
  private static IntFunction<String> present(PointColumn column, Values values) {
    if (column.instant()) {
      InstantText text = new InstantText();
      return i -> text.of(values.longs()[i]);
    }
    return switch (values.kind()) {
      case INT -> i -> Integer.toString(values.ints()[i]);
      case LONG ->
          column.type() == ElementType.UINT64
              ? i -> Long.toUnsignedString(values.longs()[i])
              : i -> Long.toString(values.longs()[i]);
        // The JDK's own are not the shortest before 19, and slower; these do not depend on the JDK.
      case FLOAT -> i -> NumberOutput.toString(values.floats()[i], true);
      case DOUBLE -> i -> NumberOutput.toString(values.doubles()[i], true);
      case TEXT -> i -> values.texts()[i];
    };
  }

  /**
   * Lists as JSON has them, but for NaN and Infinity, which it has not; Python's json and DuckDB's
   * casts to lists read these, too.
   */
  private static IntFunction<String> list(PointColumn column, ListValues lists) {
    Values elements = lists.elements();
    boolean[] missing = elements.missing();
    IntFunction<String> element = present(column, elements);
    boolean text = column.type().isText();
    return i -> {
      if (lists.isMissing(i)) {
        return null;
      }
      StringBuilder all = new StringBuilder("[");
      for (int k = lists.start(i); k < lists.end(i); k++) {
        if (k > lists.start(i)) {
          all.append(',');
        }
        if (missing[k]) {
          all.append("null");
        } else if (text) {
          all.append('"');
          JsonStringEncoder.getInstance().quoteAsString(element.apply(k), all);
          all.append('"');
        } else {
          all.append(element.apply(k));
        }
      }
      return all.append(']').toString();
    };
  }
}
