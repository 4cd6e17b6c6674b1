package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.groundtrack.plan.GranuleChoice;

/**
 * What a build did.
 *
 * @param index where the index is
 * @param granules granules indexed by this run and, where it was interrupted, those before it
 * @param resumed how many of these earlier runs had finished
 * @param unchanged granules that the index had, and that are as they were
 * @param replaced granules that the index had, and that are replaced
 * @param granulesInIndex granules that the index holds now
 * @param rows rows of all beams of the index, of each product's main rate
 * @param rowsByRate rows of the granules of this run, by product and rate
 * @param invalidPositions rows whose position is fill, not a number or out of range: in no cell
 * @param missingBeams beams of the layout that granules lack
 * @param coverageRows rows of the coverage table
 * @param manifests granules by where their chunk manifest came from
 * @param unusableSidecars granules whose sidecar is bad, and why: their own metadata were read
 * @param manifestRequests requests until the manifests were known, sidecars among them
 * @param manifestBytes bytes of them
 * @param requests requests made in all
 * @param bytesRead bytes read
 * @param zones variables between whose values the index tells
 * @param zoneBytes of the bytes read, those of the values of these
 * @param granuleBytes bytes of the index's granules
 * @param indexBytes bytes of the index
 * @param skipped granules that were left out, and why
 * @param notes what layouts name and granules lack, such as default variables, each with the number
 *     of granules that do without
 * @param choice of the granules that the index holds now, those that are others under another name
 *     or in another version: exports take their points once
 * @param elapsed wall time
 */
public record IndexReport(
    Path index,
    long granules,
    long resumed,
    long unchanged,
    long replaced,
    long granulesInIndex,
    long rows,
    Map<String, Map<String, Long>> rowsByRate,
    long invalidPositions,
    long missingBeams,
    long coverageRows,
    Map<String, Long> manifests,
    List<Skipped> unusableSidecars,
    long manifestRequests,
    long manifestBytes,
    long requests,
    long bytesRead,
    List<String> zones,
    long zoneBytes,
    long granuleBytes,
    long indexBytes,
    List<Skipped> skipped,
    Map<String, Long> notes,
    GranuleChoice choice,
    Duration elapsed) {

  /** A granule that was left out, and why. */
  public record Skipped(String granule, String reason) {}
}
