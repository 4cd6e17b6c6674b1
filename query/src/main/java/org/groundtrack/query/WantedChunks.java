package org.groundtrack.query;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.ByteRange;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.CoalescePolicy;
import org.groundtrack.plan.RangeCoalescer;
import org.groundtrack.plan.RowRun;
import org.groundtrack.plan.Task;

/** Collects the chunks that one granule contributes, across beams and variables. */
final class WantedChunks {
  private final List<ByteRange> ranges = new ArrayList<>();
  private long bytes;

  void add(BeamTask task) {
    add(task.longitude(), task.runs());
    add(task.latitude(), task.runs());
    add(task.time(), task.runs());
    for (Dataset dataset : task.variables()) {
      if (dataset != null) {
        add(dataset, task.runs());
      }
    }
  }

  /** Chunks that hold any of the rows; runs are sorted, so each chunk is met once. */
  private void add(Dataset dataset, List<RowRun> runs) {
    ChunkTable chunks = dataset.chunks();
    long next = 0;
    for (RowRun run : runs) {
      long last = (run.end() - 1) / dataset.chunkRows();
      for (long band = Math.max(next, run.first() / dataset.chunkRows()); band <= last; band++) {
        for (int i = 0; i < dataset.chunksPerRow(); i++) {
          int chunk = Math.toIntExact(band * dataset.chunksPerRow() + i);
          if (chunk < chunks.count() && chunks.isAllocated(chunk)) {
            ranges.add(new ByteRange(chunks.offset(chunk), chunks.size(chunk)));
            bytes += chunks.size(chunk);
          }
        }
      }
      next = last + 1;
    }
  }

  Task task(Granule granule, List<BeamTask> beams, CoalescePolicy policy) {
    return new Task(granule, beams, RangeCoalescer.coalesce(ranges, policy), ranges.size(), bytes);
  }
}
