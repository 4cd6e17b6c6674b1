package org.groundtrack.parquet;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;

/** The columns of a row group as they are decoded. */
final class DecodedColumns {
  private final PageReadStore pages;
  private final Map<String, Object> columns = new HashMap<>();
  private final Map<String, boolean[]> missing = new HashMap<>();
  private long[] wanted;
  private int size;

  /**
   * None yet.
   *
   * @param wanted numbers of the rows within the row group, or {@code null} for all
   * @param size how many rows these are
   */
  DecodedColumns(PageReadStore pages, long[] wanted, int size) {
    this.pages = pages;
    this.wanted = wanted;
    this.size = size;
  }

  private static String name(ColumnDescriptor column) {
    return column.getMaxRepetitionLevel() == 0
        ? String.join(".", column.getPath())
        : column.getPath()[0];
  }

  /** Keeps only rows of a choice, whose columns are decoded for it. */
  void choose(MessageType projection, RowChoice choice) throws IOException {
    String[][] values = new String[choice.columns().size()][];
    for (int i = 0; i < values.length; i++) {
      ColumnDescriptor column =
          projection.getColumnDescription(new String[] {choice.columns().get(i)});
      values[i] =
          (String[]) new ColumnDecoder(column, size).decode(pages.getPageReader(column), wanted);
    }
    int[] kept = new int[size];
    int count = 0;
    String[] row = new String[values.length];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < row.length; k++) {
        row[k] = values[k][i];
      }
      if (choice.wanted().test(row)) {
        kept[count++] = i;
      }
    }
    long[] chosen = new long[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = wanted[kept[i]];
    }
    for (int k = 0; k < row.length; k++) {
      String[] own = new String[count];
      boolean[] none = null;
      for (int i = 0; i < count; i++) {
        own[i] = values[k][kept[i]];
        if (own[i] == null) {
          none = none == null ? new boolean[count] : none;
          none[i] = true;
        }
      }
      columns.put(choice.columns().get(k), own);
      missing.put(choice.columns().get(k), none);
    }
    wanted = chosen;
    size = count;
  }

  /** Decodes a column, if it was not decoded for the choice. */
  void add(ColumnDescriptor column) throws IOException {
    String name = name(column);
    if (!columns.containsKey(name)) {
      ColumnDecoder decoder = new ColumnDecoder(column, size);
      columns.put(name, decoder.decode(pages.getPageReader(column), wanted));
      missing.put(name, decoder.missing());
    }
  }

  /** Adds a column without any value. */
  void addVacant(ColumnDescriptor column) {
    ColumnDecoder decoder = new ColumnDecoder(column, size);
    columns.put(name(column), decoder.vacant());
    missing.put(name(column), decoder.missing());
  }

  TableRows rows(String table) {
    return new TableRows(table, size, columns, missing);
  }
}
