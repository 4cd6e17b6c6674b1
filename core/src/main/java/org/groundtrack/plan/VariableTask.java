package org.groundtrack.plan;

import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * What fills a column for a beam.
 *
 * @param view its dataset
 * @param elements elements of each row; of a flat dataset its only one
 * @param link for a flat dataset, the link whose runs are each row's; else {@code null}
 */
public record VariableTask(RowView view, Slice.Elements elements, String link) {}
