package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.Task;
import org.groundtrack.rows.HeapTexts;

/** The bytes of a task's requests, each there when it was fetched. Safe for use by many threads. */
final class FetchedRanges {
  private final TreeMap<Long, CompletableFuture<ByteBuffer>> requests = new TreeMap<>();

  private final HeapTexts texts;

  private FetchedRanges(HeapTexts texts) {
    this.texts = texts;
  }

  /**
   * Starts the requests of a task, in order.
   *
   * @param later makes requests that follow from what these read
   */
  static FetchedRanges fetch(
      RangeReader reader, Task task, Executor threads, HeapTexts.Source later) {
    FetchedRanges ranges =
        new FetchedRanges(
            new HeapTexts(
                task.granule().id(), task.granule().identity().size(), task.policy(), later));
    for (ByteRange request : task.requests()) {
      ranges.requests.put(
          request.offset(), CompletableFuture.supplyAsync(() -> reader.read(request), threads));
    }
    return ranges;
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

  /** Reads texts that lie elsewhere in the granule. */
  HeapTexts texts() {
    return texts;
  }

  private static CompletableFuture<Void> allOf(Stream<CompletableFuture<ByteBuffer>> futures) {
    return CompletableFuture.allOf(futures.distinct().toArray(CompletableFuture[]::new));
  }

  /** Stored bytes that a request holds, which is done. */
  ByteBuffer read(long offset, long size) {
    Map.Entry<Long, CompletableFuture<ByteBuffer>> request = requests.floorEntry(offset);
    ByteBuffer bytes = request == null ? null : request.getValue().getNow(null);
    if (bytes == null || request.getKey() + bytes.limit() < offset + size) {
      throw new IllegalStateException(
          "Plan reads no request that holds %s bytes from %s on".formatted(size, offset));
    }
    return bytes.slice(Math.toIntExact(offset - request.getKey()), Math.toIntExact(size));
  }
}
