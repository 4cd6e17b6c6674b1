package org.groundtrack.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.SourceUnavailableException;

/**
 * Fetches ranges that are known to be wanted ahead of the reads that want them: coalesced, several
 * requests at once. Reads inside wanted ranges are served from what was fetched, each byte once;
 * any other read passes through. So it gives what the reader that it wraps gives, sooner.
 *
 * <p>Requests begin in the order in which their ranges are wanted, as long as bytes that are under
 * way or wait to be read stay within the window; what has been read makes room. A failed request
 * fails the reads of its ranges. Safe for use by many threads at once.
 */
public final class PrefetchedRangeReader implements RangeReader {
  private final RangeReader reader;
  private final Fetching fetching;
  private final long windowBytes;
  private final NavigableMap<Long, Piece> pieces = new TreeMap<>();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private long heldBytes;

  /** A wanted range, and the request that brings it. */
  private record Piece(ByteRange range, Request request) {}

  private final class Request extends FutureTask<ByteBuffer> {
    private final ByteRange range;
    private final List<ByteRange> wanted = new ArrayList<>();
    private long unreadBytes;
    private boolean held;

    Request(ByteRange range) {
      super(() -> reader.read(range));
      this.range = range;
    }
  }

  /**
   * Begins to fetch.
   *
   * @param wanted ranges in the order in which they will be read; they may repeat and overlap
   * @param windowBytes most bytes that are under way or wait to be read (at least 1); a single
   *     range that is longer is fetched when it is read
   */
  public PrefetchedRangeReader(
      RangeReader reader, List<ByteRange> wanted, Fetching fetching, long windowBytes) {
    if (windowBytes < 1) {
      throw new IllegalArgumentException("The window must hold a byte: " + windowBytes);
    }
    this.reader = reader;
    this.fetching = fetching;
    this.windowBytes = windowBytes;
    // A batch is half a window, so that the next one is under way while one is being read.
    List<ByteRange> batch = new ArrayList<>();
    long batchBytes = 0;
    for (ByteRange range : apart(wanted)) {
      if (range.length() > windowBytes) {
        continue;
      }
      if (batchBytes + range.length() > windowBytes / 2) {
        add(batch);
        batch.clear();
        batchBytes = 0;
      }
      batch.add(range);
      batchBytes += range.length();
    }
    add(batch);
    begin();
  }

  /** Ranges without overlaps, in the order of the first use of each. */
  private static List<ByteRange> apart(List<ByteRange> wanted) {
    record Ordered(ByteRange range, int order) {}
    List<Ordered> sorted = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      sorted.add(new Ordered(wanted.get(i), i));
    }
    sorted.sort(Comparator.comparingLong(o -> o.range().offset()));
    List<Ordered> apart = new ArrayList<>();
    for (Ordered next : sorted) {
      int top = apart.size() - 1;
      if (top >= 0 && apart.get(top).range().end() > next.range().offset()) {
        ByteRange before = apart.get(top).range();
        long end = Math.max(before.end(), next.range().end());
        apart.set(
            top,
            new Ordered(
                new ByteRange(before.offset(), end - before.offset()),
                Math.min(apart.get(top).order(), next.order())));
      } else {
        apart.add(next);
      }
    }
    apart.sort(Comparator.comparingInt(Ordered::order));
    return apart.stream().map(Ordered::range).toList();
  }

  private void add(List<ByteRange> batch) {
    CoalescePolicy policy = fetching.policy();
    CoalescePolicy bounded =
        new CoalescePolicy(
            policy.latencySeconds(),
            policy.bytesPerSecond(),
            policy.parallelRequests(),
            policy.overfetch(),
            policy.maxGapBytes(),
            Math.min(policy.maxRequestBytes(), windowBytes));
    NavigableMap<Long, Request> requests = new TreeMap<>();
    for (ByteRange range : RangeCoalescer.coalesce(batch, bounded)) {
      requests.put(range.offset(), new Request(range));
    }
    for (ByteRange range : batch) {
      Request request = requests.floorEntry(range.offset()).getValue();
      if (request.wanted.isEmpty()) {
        waiting.add(request);
      }
      request.wanted.add(range);
      request.unreadBytes += range.length();
      pieces.put(range.offset(), new Piece(range, request));
    }
  }

  /** Begins what fits into the window. */
  private void begin() {
    List<Request> begun = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && heldBytes + waiting.element().range.length() <= windowBytes) {
        Request request = waiting.remove();
        hold(request);
        begun.add(request);
      }
    }
    for (Request request : begun) {
      try {
        fetching.executor().execute(request);
      } catch (RejectedExecutionException e) {
        // The thread that wants it fetches it.
        return;
      }
    }
  }

  private void hold(Request request) {
    request.held = true;
    heldBytes += request.range.length();
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public SourceIdentity identity() {
    return reader.identity();
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    List<Piece> covering = covering(range);
    if (covering.isEmpty()) {
      return reader.read(range);
    }
    ByteBuffer result = null;
    for (Piece piece : covering) {
      Request request = piece.request();
      request.run();
      ByteBuffer fetched = await(request);
      if (request.range.equals(range) && request.wanted.size() == 1) {
        result = fetched.duplicate().clear();
        break;
      }
      if (result == null) {
        result = ByteBuffer.allocate(Math.toIntExact(range.length()));
      }
      long start = Math.max(range.offset(), piece.range().offset());
      long end = Math.min(range.end(), piece.range().end());
      result.put(
          fetched.slice(
              Math.toIntExact(start - request.range.offset()), Math.toIntExact(end - start)));
    }
    begin();
    return result.limit(result.capacity()).position(0);
  }

  /**
   * The pieces that together hold a range, none if they do not. What they give is counted as read:
   * a request whose bytes are all read is let go.
   */
  private synchronized List<Piece> covering(ByteRange range) {
    List<Piece> covering = new ArrayList<>();
    long at = range.offset();
    while (at < range.end()) {
      Map.Entry<Long, Piece> entry = pieces.floorEntry(at);
      if (entry == null || entry.getValue().range().end() <= at) {
        return List.of();
      }
      covering.add(entry.getValue());
      at = entry.getValue().range().end();
    }
    for (Piece piece : covering) {
      Request request = piece.request();
      if (!request.held) {
        waiting.remove(request);
        hold(request);
      }
      request.unreadBytes -=
          Math.min(range.end(), piece.range().end())
              - Math.max(range.offset(), piece.range().offset());
      if (request.unreadBytes <= 0) {
        heldBytes -= request.range.length();
        request.wanted.forEach(wanted -> pieces.remove(wanted.offset()));
      }
    }
    return covering;
  }

  private ByteBuffer await(Request request) {
    try {
      return request.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroundtrackException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new SourceUnavailableException(
          "[%s] bytes %s can't be read: %s"
              .formatted(name(), request.range, e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException | CancellationException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new SourceUnavailableException(
          "[%s] bytes %s: reading was interrupted".formatted(name(), request.range), e);
    }
  }

  /** Forgets what was fetched and begins nothing more. The reader that it wraps stays open. */
  public synchronized void forget() {
    waiting.clear();
    pieces.values().forEach(piece -> piece.request().cancel(false));
    pieces.clear();
    heldBytes = 0;
  }

  /** Forgets what was fetched and closes the reader that it wraps. */
  @Override
  public void close() {
    forget();
    reader.close();
  }
}
