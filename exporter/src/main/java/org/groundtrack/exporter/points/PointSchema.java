package org.groundtrack.exporter.points;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of an output, in their order. The first is the longitude and the second the latitude,
 * degrees. Immutable.
 */
public record PointSchema(List<PointColumn> columns) {
  /** Number of the longitude. */
  public static final int LONGITUDE = 0;

  /** Number of the latitude. */
  public static final int LATITUDE = 1;

  public PointSchema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (PointColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("Two columns are called '%s'".formatted(column.name()));
      }
    }
  }

  /** The number of a column by name, or -1 if there is none. */
  public int find(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The names of the columns. */
  public List<String> names() {
    return columns.stream().map(PointColumn::name).toList();
  }
}
