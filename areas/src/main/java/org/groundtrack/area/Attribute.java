package org.groundtrack.area;

import java.util.List;

/** The column of a table whose values tell its features apart. Of one thread. */
final class Attribute {
  private final FeatureIds ids;
  private final int column;

  private Attribute(FeatureIds ids, int column) {
    this.ids = ids;
    this.column = column;
  }

  /**
   * The column that is asked for; {@code null} if none is.
   *
   * @param columns names of all
   */
  static Attribute of(AreaDocument document, List<String> columns) {
    FeatureIds ids = document.featureIds();
    if (ids == null || ids.property() == null) {
      return null;
    }
    int column = columns.indexOf(ids.property());
    if (column < 0) {
      throw ids.missing("", columns);
    }
    return new Attribute(ids, column);
  }

  /** Its number, from 0. */
  int column() {
    return column;
  }

  /**
   * A value as an id.
   *
   * @param value {@code null} if there is none
   */
  String id(String value, String where) {
    String what = "column '%s'".formatted(ids.property());
    if (value == null) {
      throw ids.noText(where, what, "null");
    }
    return ids.checked(value, where, what);
  }

  /** That the column's values are of a type that names nothing. */
  RuntimeException noText(String type) {
    return ids.noText("", "column '%s'".formatted(ids.property()), "of type " + type);
  }
}
