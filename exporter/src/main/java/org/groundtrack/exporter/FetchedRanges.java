package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.Task;

/** The bytes of a task's requests, each there when it was fetched. Safe for use by many threads. */
final class FetchedRanges {
  private final TreeMap<Long, CompletableFuture<ByteBuffer>> requests = new TreeMap<>();

  private FetchedRanges() {}

  /** Starts the requests of a task, in order. */
  static FetchedRanges fetch(RangeReader reader, Task task, Executor threads) {
    FetchedRanges ranges = new FetchedRanges();
    for (ByteRange request : task.requests()) {
      ranges.requests.put(
          request.offset(), CompletableFuture.supplyAsync(() -> reader.read(request), threads));
    }
    return ranges;
  }

  /** Has something done after each request, whether it failed or not. */
  void onEach(Runnable action) {
    requests.values().forEach(request -> request.whenComplete((done, failure) -> action.run()));
  }

  /** Is done when all requests are, or one failed. */
  CompletableFuture<Void> all() {
    return allOf(requests.values().stream());
  }

  /** Is done when the requests that hold a beam's chunks are, or one of them failed. */
  CompletableFuture<Void> of(BeamTask beam) {
    List<ByteRange> chunks = beam.chunkRanges();
    return allOf(chunks.stream().map(chunk -> requests.floorEntry(chunk.offset()).getValue()));
  }

  private static CompletableFuture<Void> allOf(Stream<CompletableFuture<ByteBuffer>> futures) {
    return CompletableFuture.allOf(futures.distinct().toArray(CompletableFuture[]::new));
  }

  /** The stored bytes of a chunk, whose request is done. */
  ByteBuffer chunk(Dataset dataset, int chunk) {
    long offset = dataset.chunks().offset(chunk);
    long size = dataset.chunks().size(chunk);
    Map.Entry<Long, CompletableFuture<ByteBuffer>> request = requests.floorEntry(offset);
    ByteBuffer bytes = request == null ? null : request.getValue().getNow(null);
    if (bytes == null || request.getKey() + bytes.limit() < offset + size) {
      throw new IllegalStateException(
          "Plan reads no request that holds /%s chunk %s".formatted(dataset.path(), chunk));
    }
    return bytes.slice(Math.toIntExact(offset - request.getKey()), Math.toIntExact(size));
  }
}
