package org.groundtrack.references;

import java.util.Optional;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;

/** What Zarr can't say of an HDF5 dataset, so that no reference to it would give its values. */
final class ArrayLimits {
  private static final int CHECKSUM_BYTES = 4;

  private ArrayLimits() {}

  /** Why a dataset can't be referenced, whichever its chunks; empty if it can. */
  static Optional<String> of(Dataset dataset) {
    if (dataset.type() == ElementType.VLEN_STRING) {
      return Optional.of("holds texts of any length, which lie elsewhere in the granule");
    }
    if (dataset.layout() == StorageLayout.COMPACT) {
      return Optional.of("lies in the granule's metadata, not in chunks");
    }
    if (dataset.rank() == 0 || dataset.shape().contains(0L)) {
      return Optional.of("has no elements along rows");
    }
    try {
      FillValues.of(dataset);
    } catch (IllegalArgumentException e) {
      return Optional.of("declares a fill value that is no number");
    }
    if (dataset.layout() == StorageLayout.CONTIGUOUS) {
      return dataset.chunks().count() == 1 && dataset.chunks().isAllocated(0)
          ? Optional.empty()
          : Optional.of("was never written");
    }
    return filters(dataset);
  }

  private static Optional<String> filters(Dataset dataset) {
    long bytes = dataset.chunkBytes();
    boolean deflated = false;
    for (FilterStep step : dataset.filters()) {
      switch (step.id()) {
        case FilterStep.DEFLATE -> deflated = true;
        case FilterStep.FLETCHER32 -> bytes += CHECKSUM_BYTES;
        case FilterStep.SHUFFLE -> {
          // HDF5 leaves a short tail as it is; numcodecs takes whole elements only.
          if (deflated || bytes % ZarrMetadata.shuffledBytes(dataset, step) != 0) {
            return Optional.of("is shuffled in a way that numcodecs has no codec for");
          }
        }
        default -> {
          return Optional.of(
              "uses filter %s, for which numcodecs has no codec".formatted(step.name()));
        }
      }
    }
    return Optional.empty();
  }

  /** Why some chunks of a dataset can't be referenced; empty if they can. */
  static Optional<String> of(ReferenceArray array) {
    Dataset dataset = array.dataset();
    if (dataset.layout() != StorageLayout.CHUNKED) {
      return Optional.empty();
    }
    boolean[] found = new boolean[2];
    array.numbers(
        (key, number) -> {
          boolean isThere = dataset.chunks().isAllocated(number);
          found[0] |= !isThere;
          found[1] |= isThere && dataset.chunks().filterMask(number) != 0;
        });
    if (found[0]) {
      // Zarr has one fill value for this and for what is missing, and readers mask it.
      return Optional.of("has a chunk that was never written");
    }
    return found[1] ? Optional.of("has a chunk for which a filter was skipped") : Optional.empty();
  }
}
