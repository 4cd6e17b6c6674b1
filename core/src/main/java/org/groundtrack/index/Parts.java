package org.groundtrack.index;

import java.util.List;
import java.util.stream.Stream;

/**
 * Parts of all tables that belong together.
 *
 * @param coverage parts of the coverage table
 * @param manifest parts of the manifest table
 * @param granules parts of the granules table
 * @param totals sums over their rows
 */
record Parts(
    List<IndexState.Part> coverage,
    List<IndexState.Part> manifest,
    List<IndexState.Part> granules,
    IndexTotals totals) {
  Parts {
    coverage = List.copyOf(coverage);
    manifest = List.copyOf(manifest);
    granules = List.copyOf(granules);
  }

  Stream<IndexState.Part> all() {
    return Stream.of(coverage, manifest, granules).flatMap(List::stream);
  }

  static long bytes(Stream<IndexState.Part> parts) {
    return parts.mapToLong(IndexState.Part::bytes).sum();
  }
}
