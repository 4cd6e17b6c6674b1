package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.RowRun;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/** Decodes the chunks of a plan and nothing else: what an export can't do without. */
final class PlanInflation {
  private final ChunkDecoder decoder;
  private byte[] target = new byte[0];
  private long nanos;
  private long chunks;
  private long storedBytes;
  private long bytes;

  private PlanInflation(ChunkDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * What it took.
   *
   * @param seconds of one thread, without reading
   * @param chunks decoded
   * @param storedBytes before
   * @param bytes after
   */
  record Result(double seconds, long chunks, long storedBytes, long bytes) {}

  /** Decodes each chunk of a plan once, on the calling thread. */
  static Result of(ExportPlan plan) {
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      PlanInflation inflation = new PlanInflation(decoder);
      plan.tasks().forEach(inflation::add);
      return new Result(
          inflation.nanos / 1e9, inflation.chunks, inflation.storedBytes, inflation.bytes);
    }
  }

  private void add(Task task) {
    TreeMap<Long, ByteBuffer> fetched = new TreeMap<>();
    try (RangeReader reader = Sources.standard().open(Location.of(task.granule().uri()))) {
      for (ByteRange request : task.requests()) {
        fetched.put(request.offset(), reader.read(request));
      }
    }
    long start = System.nanoTime();
    for (BeamTask beam : task.beams()) {
      for (Dataset dataset : List.of(beam.longitude(), beam.latitude(), beam.time())) {
        add(task, dataset, beam.runs(), fetched);
      }
      for (Dataset dataset : beam.variables()) {
        if (dataset != null) {
          add(task, dataset, beam.runs(), fetched);
        }
      }
    }
    nanos += System.nanoTime() - start;
  }

  private void add(
      Task task, Dataset dataset, List<RowRun> runs, TreeMap<Long, ByteBuffer> fetched) {
    ChunkTable table = dataset.chunks();
    if (target.length < dataset.chunkBytes()) {
      target = new byte[dataset.chunkBytes()];
    }
    long next = 0;
    for (RowRun run : runs) {
      long last = (run.end() - 1) / dataset.chunkRows();
      for (long i = Math.max(next, run.first() / dataset.chunkRows()); i <= last; i++) {
        int chunk = Math.toIntExact(i);
        if (table.isAllocated(chunk)) {
          Map.Entry<Long, ByteBuffer> request = fetched.floorEntry(table.offset(chunk));
          decoder.decode(
              task.granule().id(),
              dataset,
              chunk,
              request.getValue().array(),
              Math.toIntExact(table.offset(chunk) - request.getKey()),
              Math.toIntExact(table.size(chunk)),
              target);
          chunks++;
          storedBytes += table.size(chunk);
          bytes += dataset.chunkBytes();
        }
      }
      next = last + 1;
    }
  }
}
