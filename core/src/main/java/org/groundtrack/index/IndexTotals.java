package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Sums over an index.
 *
 * @param granules granules in it
 * @param rows rows of all their beams
 * @param invalidPositions rows whose position is fill, not a number or out of range
 * @param coverageRows rows of the coverage table
 * @param datasets rows of the manifest table
 * @param granuleBytes bytes of the granules
 * @param indexBytes bytes of the part files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IndexTotals(
    long granules,
    long rows,
    long invalidPositions,
    long coverageRows,
    long datasets,
    long granuleBytes,
    long indexBytes) {}
