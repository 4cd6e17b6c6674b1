package org.groundtrack.query;

/**
 * How many rows a feature of the area may hold of those that a query wants.
 *
 * @param id of the feature
 * @param maxRows rows in those parts of cells that come near the feature; fewer may be inside. Rows
 *     that are found by those of a parent, such as photons, may count several times
 */
public record FeatureRows(String id, long maxRows) {}
