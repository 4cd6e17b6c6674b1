package org.groundtrack.indexer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.layout.Beams;

/**
 * Looks for what can't be in a sidecar. It says where points are, so what it says wrongly becomes
 * wrong points: a filter that it leaves out, an order of bytes, a chunk of another dataset.
 */
final class SidecarCheck {
  private SidecarCheck() {}

  /** A stored chunk. */
  private record Stored(Dataset dataset, int chunk, long offset, long end) {}

  /**
   * Checks that no two chunks have bytes in common, which HDF5 never stores so.
   *
   * @throws BadGranuleException if some have
   */
  static void noOverlaps(ChunkManifest sidecar, List<Dataset> datasets) {
    List<Stored> chunks = new ArrayList<>();
    for (Dataset dataset : datasets) {
      for (int i = 0; i < dataset.chunks().count(); i++) {
        if (dataset.chunks().isAllocated(i)) {
          long offset = dataset.chunks().offset(i);
          chunks.add(new Stored(dataset, i, offset, offset + dataset.chunks().size(i)));
        }
      }
    }
    chunks.sort(Comparator.comparingLong(Stored::offset));
    for (int i = 1; i < chunks.size(); i++) {
      Stored before = chunks.get(i - 1);
      Stored next = chunks.get(i);
      if (before.end() > next.offset()) {
        throw new BadGranuleException(
            "[%s /%s chunk %s] has bytes of /%s chunk %s: its sidecar, %s, is wrong; index the granule without it"
                .formatted(
                    sidecar.name(),
                    next.dataset().path(),
                    next.chunk(),
                    before.dataset().path(),
                    before.chunk(),
                    sidecar.origin()));
      }
    }
  }

  /**
   * Checks that a position dataset has all its chunks. One that is left out would be rows without a
   * position, and so points that are not found.
   *
   * @throws BadGranuleException if one is left out
   */
  static void complete(ChunkManifest sidecar, Dataset dataset) {
    for (int i = 0; i < dataset.chunks().count(); i++) {
      if (!dataset.chunks().isAllocated(i)) {
        throw new BadGranuleException(
            "[%s /%s chunk %s] is not in its sidecar, %s: rows would be without a position; index the granule without it"
                .formatted(sidecar.name(), dataset.path(), i, sidecar.origin()));
      }
    }
  }

  /**
   * Compares the position datasets of a scan with those of the granule's own metadata.
   *
   * @throws BadGranuleException if they differ
   */
  static void sameAs(ChunkManifest own, GranuleScan scan) {
    for (Beam beam : scan.granule().beams()) {
      for (String rate : beam.rowsByRate().keySet()) {
        for (String name : scan.layout().rate(rate).orElseThrow().positionPaths()) {
          check(own, scan, Beams.path(beam.name(), name));
        }
      }
    }
  }

  private static void check(ChunkManifest own, GranuleScan scan, String path) {
    for (Dataset described : scan.datasets()) {
      if (described.path().equals(path) && !isSame(described, asDescribed(described, own, path))) {
        throw new BadGranuleException(
            "[%s /%s] is not as its sidecar, %s, says: type, filters or chunks differ; index the granule without it"
                .formatted(own.name(), path, scan.granule().manifestSource()));
      }
    }
  }

  /** Without the leading dimensions that the described one lost when it was scanned. */
  private static Dataset asDescribed(Dataset described, ChunkManifest own, String path) {
    Dataset dataset = own.dataset(path);
    int lost = dataset.rank() - described.rank();
    boolean ones =
        lost > 0 && dataset.shape().subList(0, lost).stream().allMatch(length -> length == 1);
    return ones && described.rank() > 0 ? dataset.withoutLeading(lost).orElse(dataset) : dataset;
  }

  /** Fill values, attributes and levels of compression do not tell where and what a value is. */
  private static boolean isSame(Dataset described, Dataset own) {
    return described.type() == own.type()
        && described.elementBytes() == own.elementBytes()
        && described.byteOrder().equals(own.byteOrder())
        && described.shape().equals(own.shape())
        && described.layout() == own.layout()
        && described.chunkShape().equals(own.chunkShape())
        && filters(described).equals(filters(own))
        && described.chunks().equals(own.chunks());
  }

  private static List<Integer> filters(Dataset dataset) {
    return dataset.filters().stream().map(FilterStep::id).toList();
  }
}
