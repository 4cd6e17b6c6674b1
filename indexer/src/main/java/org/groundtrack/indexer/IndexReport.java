package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a build did.
 *
 * @param index where the index is
 * @param granules granules indexed
 * @param rows rows of all their beams
 * @param invalidPositions rows whose position is fill, not a number or out of range: in no cell
 * @param missingBeams beams of the layout that granules lack
 * @param coverageRows rows of the coverage table
 * @param requests range reads made
 * @param bytesRead bytes read
 * @param granuleBytes bytes of the granules that were indexed
 * @param indexBytes bytes of the index
 * @param skipped granules that were left out, and why
 * @param elapsed wall time
 */
public record IndexReport(
    Path index,
    long granules,
    long rows,
    long invalidPositions,
    long missingBeams,
    long coverageRows,
    long requests,
    long bytesRead,
    long granuleBytes,
    long indexBytes,
    List<Skipped> skipped,
    Duration elapsed) {

  /** A granule that was left out, and why. */
  public record Skipped(String granule, String reason) {}
}
