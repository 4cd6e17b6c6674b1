package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.rows.HeapTexts;

/**
 * The bytes of requests to a granule, each there when it was fetched. Safe for use by many threads.
 */
final class FetchedRanges {
  private final String name;
  private final TreeMap<Long, CompletableFuture<ByteBuffer>> requests = new TreeMap<>();

  private final HeapTexts texts;

  private FetchedRanges(String name, HeapTexts texts) {
    this.name = name;
    this.texts = texts;
  }

  /**
   * Starts requests, in order.
   *
   * @param texts reads what follows from what these read
   */
  static FetchedRanges fetch(
      RangeReader reader, List<ByteRange> wanted, Executor threads, HeapTexts texts) {
    FetchedRanges ranges = new FetchedRanges(reader.name(), texts);
    for (ByteRange request : wanted) {
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

  /** Is done when the requests that hold some chunks are, or one of them failed. */
  CompletableFuture<Void> of(List<ByteRange> chunks) {
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
      throw new BadIndexException(
          "[%s] has rows that lead to bytes %s to %s, of which the index does not know: build the index again"
              .formatted(name, offset, offset + size));
    }
    return bytes.slice(Math.toIntExact(offset - request.getKey()), Math.toIntExact(size));
  }
}
