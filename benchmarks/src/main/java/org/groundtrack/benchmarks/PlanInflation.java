package org.groundtrack.benchmarks;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.io.ByteRange;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.plan.Wanted;

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
    TaskBytes fetched = TaskBytes.read(task);
    Set<ByteRange> done = new HashSet<>();
    for (BeamTask beam : task.beams()) {
      for (Wanted wanted : beam.wanted()) {
        if (wanted.view().dataset().layout() == StorageLayout.CHUNKED) {
          add(task, wanted, done, fetched);
        }
      }
    }
  }

  private void add(Task task, Wanted wanted, Set<ByteRange> done, TaskBytes fetched) {
    Dataset dataset = wanted.view().dataset();
    ChunkTable table = dataset.chunks();
    Map<Long, Integer> numbers = new HashMap<>();
    for (int i = 0; i < table.count(); i++) {
      numbers.put(table.offset(i), i);
    }
    if (target.length < dataset.chunkBytes()) {
      target = new byte[dataset.chunkBytes()];
    }
    long start = System.nanoTime();
    for (ByteRange range : wanted.ranges()) {
      if (done.add(range)) {
        ByteBuffer stored = fetched.of(range.offset(), range.length());
        decoder.decode(
            task.granule().id(),
            dataset,
            numbers.get(range.offset()),
            stored.array(),
            stored.arrayOffset(),
            stored.remaining(),
            target);
        chunks++;
        storedBytes += range.length();
        bytes += dataset.chunkBytes();
      }
    }
    nanos += System.nanoTime() - start;
  }
}
