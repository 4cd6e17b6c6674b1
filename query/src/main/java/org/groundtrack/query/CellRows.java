package org.groundtrack.query;

import java.time.Instant;

/**
 * How many rows an H3 cell may hold of those that a query wants.
 *
 * @param cell H3 id
 * @param rows rows in the cell: where the area cuts the cell, or a filter some of its rows, not all
 *     of them are wanted. Rows that are found by those of a parent, such as photons, count in each
 *     cell that they may lie in
 * @param granules granules that these rows are of
 * @param first least time of these rows, rounded down to microseconds, or {@code null} if none has
 *     one
 * @param last greatest time, rounded up, or {@code null}
 */
public record CellRows(long cell, long rows, long granules, Instant first, Instant last) {}
