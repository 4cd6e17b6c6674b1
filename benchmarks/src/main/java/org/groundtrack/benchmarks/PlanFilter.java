package org.groundtrack.benchmarks;

import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.geo.Aoi;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowRun;

/** Tests the positions of a plan's rows and nothing else: the exact filter of an export. */
final class PlanFilter {
  /** As an export tests them. */
  private static final int BLOCK_ROWS = 8192;

  private final Aoi area;
  private final double[] longitude = new double[BLOCK_ROWS];
  private final double[] latitude = new double[BLOCK_ROWS];
  private final int[] inside = new int[BLOCK_ROWS];
  private long nanos;
  private long found;

  private PlanFilter(Aoi area) {
    this.area = area;
  }

  /**
   * What it took.
   *
   * @param seconds of one thread, without reading and decoding
   * @param found points that are inside
   */
  record Result(double seconds, long found) {}

  /** Tests each row of a plan once, on the calling thread. */
  static Result of(ExportPlan plan, Aoi area) {
    PlanFilter filter = new PlanFilter(area);
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      plan.tasks().forEach(task -> filter.add(task, decoder));
    }
    return new Result(filter.nanos / 1e9, filter.found);
  }

  private void add(Task task, ChunkDecoder decoder) {
    TaskBytes bytes = TaskBytes.read(task);
    for (BeamTask beam : task.beams()) {
      PositionReader reader =
          beam.positions().reader(task.granule().id(), beam.runs(), decoder, bytes::of);
      for (RowRun run : beam.runs()) {
        for (long first = run.first(); first < run.end(); first += BLOCK_ROWS) {
          int count = (int) Math.min(BLOCK_ROWS, run.end() - first);
          reader.positions(first, count, longitude, latitude);
          long start = System.nanoTime();
          found += area.select(longitude, latitude, 0, count, inside);
          nanos += System.nanoTime() - start;
        }
      }
    }
  }
}
