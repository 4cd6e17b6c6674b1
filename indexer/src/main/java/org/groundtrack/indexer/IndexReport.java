package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.InvalidPositions;
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
 * @param invalidPositions rows of the index whose position is not valid: in no cell
 * @param invalid those of the granules of this run, by what is wrong with them
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
 * @param notes what layouts name and granules lack, such as default variables
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
    InvalidPositions invalid,
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
    List<Note> notes,
    GranuleChoice choice,
    Duration elapsed) {

  /**
   * Something that granules of a product have in common.
   *
   * @param text in a sentence that goes on with how many they are
   * @param count granules of which it is true
   * @param granules of the product that were scanned
   */
  public record Note(String text, long count, long granules) {}

  /** A granule that was left out, and why. */
  public record Skipped(String granule, String reason) {}
}
