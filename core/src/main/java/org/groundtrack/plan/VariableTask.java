package org.groundtrack.plan;

import org.groundtrack.rows.CellRows;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * What fills a column for a beam.
 *
 * @param view its dataset
 * @param elements elements of each row; of a flat dataset its only one
 * @param link for a flat dataset, the link whose runs are each row's; else {@code null}
 * @param cells which rows of the dataset hold the values of a grid's cells; {@code null} where rows
 *     have the same numbers
 */
public record VariableTask(RowView view, Slice.Elements elements, String link, CellRows cells) {
  /** Values of rows that have the same numbers, or of runs of a flat dataset. */
  public VariableTask(RowView view, Slice.Elements elements, String link) {
    this(view, elements, link, null);
  }
}
