package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collection;
import org.groundtrack.granule.Granule;

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
    long indexBytes) {
  /** The sums of both. */
  IndexTotals plus(IndexTotals other) {
    return new IndexTotals(
        granules + other.granules,
        rows + other.rows,
        invalidPositions + other.invalidPositions,
        coverageRows + other.coverageRows,
        datasets + other.datasets,
        granuleBytes + other.granuleBytes,
        indexBytes + other.indexBytes);
  }

  /** The sums without those of others. */
  IndexTotals minus(IndexTotals other) {
    return new IndexTotals(
        granules - other.granules,
        rows - other.rows,
        invalidPositions - other.invalidPositions,
        coverageRows - other.coverageRows,
        datasets - other.datasets,
        granuleBytes - other.granuleBytes,
        indexBytes - other.indexBytes);
  }

  /** Sums over some granules; rows of tables count as long as their parts are there. */
  static IndexTotals of(Collection<Granule> granules) {
    return new IndexTotals(
        granules.size(),
        granules.stream().mapToLong(Granule::rows).sum(),
        granules.stream().mapToLong(granule -> granule.invalidPositions().total()).sum(),
        0,
        0,
        granules.stream().mapToLong(granule -> granule.identity().size()).sum(),
        0);
  }
}
