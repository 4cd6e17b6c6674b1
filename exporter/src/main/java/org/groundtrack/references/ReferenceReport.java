package org.groundtrack.references;

import java.util.List;

/**
 * What was written.
 *
 * @param granules granules that are referenced, those of joined products among them once for each
 *     granule that they add to
 * @param groups one per granule, beam and rate
 * @param arrays arrays in them
 * @param chunks references
 * @param bytes stored bytes that are referenced
 * @param outputBytes bytes of the output
 * @param leftOut variables that no reference can give, in the order in which they were found
 */
public record ReferenceReport(
    long granules,
    long groups,
    long arrays,
    long chunks,
    long bytes,
    long outputBytes,
    List<LeftOut> leftOut) {
  public ReferenceReport {
    leftOut = List.copyOf(leftOut);
  }
}
