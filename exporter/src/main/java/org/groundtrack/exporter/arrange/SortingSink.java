package org.groundtrack.exporter.arrange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.points.PointTable;

/**
 * Sorts points by partition and place, and gives them on when all are there. What does not fit into
 * memory goes to a file in sorted runs, which are merged. The order is that of a stable sort of
 * all, however many runs there are.
 */
final class SortingSink implements PointSink {
  private static final int MOST_BLOCK_ROWS = 8192;
  private static final int MOST_ROWS = 1 << 28;
  private static final long LEAST_BLOCK_BYTES = 1 << 14;
  private static final long MOST_BLOCK_BYTES = 1 << 20;
  private static final int LEAST_RUNS = 8;
  private static final int MOST_RUNS = 256;

  private final RowKeys keys;
  private final PartitionSink target;
  private final Path folder;
  private final long memoryBytes;
  private final long blockBytes;
  private final int mergedRuns;
  private final SpillTally tally;
  private HeldPoints held = new HeldPoints();
  private List<SpillFile.Run> runs = new ArrayList<>();
  private SpillFile spill;
  private int blockRows = MOST_BLOCK_ROWS;

  /**
   * @param folder for files with what does not fit into memory
   * @param memoryBytes what fits
   * @param tally is told what is written there
   */
  SortingSink(RowKeys keys, PartitionSink target, Path folder, long memoryBytes, SpillTally tally) {
    this.keys = keys;
    this.target = target;
    this.folder = folder;
    this.memoryBytes = memoryBytes;
    this.tally = tally;
    // A block of each run is in memory while they are merged, as bytes and as points.
    this.blockBytes = Math.max(LEAST_BLOCK_BYTES, Math.min(MOST_BLOCK_BYTES, memoryBytes / 64));
    this.mergedRuns =
        (int) Math.max(LEAST_RUNS, Math.min(MOST_RUNS, memoryBytes / (2 * blockBytes)));
  }

  @Override
  public void add(PointTable points) {
    held.add(keys.of(points));
    if (held.bytes() > memoryBytes || held.rows() > MOST_ROWS) {
      spill();
    }
  }

  private void spill() {
    if (held.rows() == 0) {
      return;
    }
    if (spill == null) {
      spill = SpillFile.create(folder, keys.inFiles());
    }
    int rows =
        (int) Math.max(1, Math.min(MOST_BLOCK_ROWS, blockBytes * held.rows() / held.bytes()));
    blockRows = Math.min(blockRows, rows);
    long before = spill.size();
    SpillFile.Run run = spill.new Run();
    held.giveSorted(rows, run::add);
    runs.add(run);
    tally.add(1, spill.size() - before);
    held = new HeldPoints();
  }

  @Override
  public void finish(Map<String, String> words) {
    target.begin(words);
    if (spill == null) {
      held.giveSorted(MOST_BLOCK_ROWS, target::add);
    } else {
      spill();
      while (runs.size() > mergedRuns) {
        mergeSome();
      }
      RunMerge.merge(runs, blockRows, target::add);
    }
    target.finish();
  }

  /** Merges each so many runs, one after the other, to one in another file. */
  private void mergeSome() {
    List<SpillFile.Run> merged = new ArrayList<>();
    SpillFile other = SpillFile.create(folder, keys.inFiles());
    try (SpillFile old = spill) {
      spill = other;
      for (int from = 0; from < runs.size(); from += mergedRuns) {
        SpillFile.Run run = other.new Run();
        int to = Math.min(runs.size(), from + mergedRuns);
        RunMerge.merge(runs.subList(from, to), blockRows, run::add);
        merged.add(run);
      }
    }
    runs = merged;
    tally.add(merged.size(), other.size());
  }

  @Override
  public void close() {
    try (SpillFile last = spill) {
      target.close();
    }
  }
}
