package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;

/** Granules that are left out, if that was asked for. For one thread. */
final class Skipping {
  private final boolean allowed;
  private final List<IndexReport.Skipped> skipped = new ArrayList<>();
  private ErrorCode first;

  /**
   * @param allowed whether a bad granule may be left out
   */
  Skipping(boolean allowed) {
    this.allowed = allowed;
  }

  /**
   * The result of work on a granule; empty if the granule is skipped.
   *
   * @throws GroundtrackException if it failed in a way that is not to be skipped
   */
  <T> Optional<T> orSkip(CompletableFuture<T> work, String granule) {
    try {
      return Optional.of(work.join());
    } catch (CompletionException | CancellationException e) {
      if (!(e.getCause() instanceof GroundtrackException failure)) {
        throw e;
      }
      if (!allowed || !failure.code().isOfOneGranule()) {
        throw failure;
      }
      first = first == null ? failure.code() : first;
      skipped.add(new IndexReport.Skipped(granule, failure.getMessage()));
      return Optional.empty();
    }
  }

  /** The granules that were left out, in their order. */
  List<IndexReport.Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** A network that is down is no success, nor is a list of granules that are all bad. */
  GroundtrackException nothingLeft(String outcome) {
    return new GroundtrackException(
        first,
        "All %s granules were skipped, %s; the first: %s"
            .formatted(skipped.size(), outcome, skipped.get(0).reason()));
  }
}
