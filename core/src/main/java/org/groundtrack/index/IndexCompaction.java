package org.groundtrack.index;

import java.nio.file.Path;
import java.time.Duration;
import org.groundtrack.error.UsageException;

/**
 * What a compaction did: the parts of an index, which grow in number with each run that adds to it,
 * become one for each table, but for the coverage, which becomes few, sorted as a whole. Rows of
 * granules that were replaced are gone.
 *
 * @param index the index's folder
 * @param partsBefore part files that the index had
 * @param partsAfter part files that it has
 * @param bytesBefore of the parts
 * @param bytesAfter of the parts
 * @param totals sums over the index
 * @param elapsed time it took
 */
public record IndexCompaction(
    Path index,
    long partsBefore,
    long partsAfter,
    long bytesBefore,
    long bytesAfter,
    IndexTotals totals,
    Duration elapsed) {

  /**
   * Compacts an index in one step: readers see it as it was or as it is then. Its answers are the
   * same. Needs as much room on the disk as the index takes, and some 500 MB of memory.
   *
   * @throws org.groundtrack.error.BadIndexException if the folder holds no sound index
   * @throws UsageException if another run writes to it
   * @throws org.groundtrack.error.LimitExceededException if the disk is full
   */
  public static IndexCompaction run(Path folder) {
    long start = System.nanoTime();
    IndexState.read(folder);
    try (IndexLock lock = IndexLock.of(folder);
        PartsRun target = new PartsRun(folder)) {
      IndexState before = IndexState.read(folder);
      Parts parts =
          PartsMerger.merge(
              folder,
              new Parts(before.coverage(), before.manifest(), before.granules(), before.totals()),
              before.zones(),
              target.files());
      IndexState after =
          IndexState.of(
                  before.layouts(),
                  parts.coverage(),
                  parts.manifest(),
                  parts.granules(),
                  parts.totals())
              .with(before.zones())
              .madeIn(before.madeIn());
      if (!IndexState.read(folder).equals(before)) {
        throw new UsageException(
            "[%s] was changed by another run meanwhile: try again".formatted(folder));
      }
      target.files().commit(after, () -> {});
      return new IndexCompaction(
          folder,
          before.parts().count(),
          after.parts().count(),
          Parts.bytes(before.parts()),
          Parts.bytes(after.parts()),
          after.totals(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
