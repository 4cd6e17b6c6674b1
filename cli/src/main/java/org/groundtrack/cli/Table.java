package org.groundtrack.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in aligned columns, for a terminal. */
final class Table {
  private static final String INDENT = "  ";

  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param columns for each column {@code <} or {@code >}: to which side its cells are moved
   */
  Table(String columns) {
    right = new boolean[columns.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = columns.charAt(i) == '>';
    }
  }

  /** Adds a row. */
  Table row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "%s cells in a table of %s columns".formatted(cells.length, right.length));
    }
    rows.add(Arrays.stream(cells).map(Text::printable).toList());
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > 0) {
          String space = " ".repeat(widths[i] - row.get(i).length());
          line.append(INDENT);
          line.append(right[i] ? space + row.get(i) : row.get(i) + space);
        }
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
