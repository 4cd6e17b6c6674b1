package org.groundtrack.parquet;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which of the rows of pages are wanted, by some columns that are decoded first: of the others only
 * these rows are decoded. Where a row group is read as a whole, all its rows come.
 *
 * @param columns flat columns of strings
 * @param wanted whether a row is, by its values in these columns; may be asked by several threads
 */
public record RowChoice(List<String> columns, Predicate<String[]> wanted) {
  public RowChoice {
    columns = List.copyOf(columns);
  }
}
