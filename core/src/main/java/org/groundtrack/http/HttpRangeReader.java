package org.groundtrack.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import org.groundtrack.error.BeyondEndException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;

/**
 * Reads an object over HTTP. The version of the first answer, or the one that is demanded, is
 * pinned: each later request demands it and each answer is compared with it.
 *
 * <p>A request that fails in a way that may pass is tried again. Where redirects lead to a signed
 * URL, the first request finds it, the others wait for it and use it until it expires.
 */
public final class HttpRangeReader implements RangeReader {
  private final HttpTransport transport;
  private final Origin origin;
  private final ReadCounters counters;
  private final int headBytes;
  private final Clock clock;
  private final Waiter waiter;
  private final AnswerCheck check;
  private final Resolver resolver;
  private final Object pinning = new Object();
  private volatile SourceIdentity pinned;
  private volatile byte[] head = new byte[0];

  /**
   * A reader; nothing is asked for yet.
   *
   * @param expected the version to read, or {@code null} for the one that is found
   * @param headBytes bytes that the first request asks for if no version is expected; reads of them
   *     cost no further request
   */
  public HttpRangeReader(
      HttpTransport transport,
      Origin origin,
      SourceIdentity expected,
      int headBytes,
      ReadCounters counters) {
    this(transport, origin, expected, headBytes, counters, Clock.systemUTC(), Waiter.REAL);
  }

  HttpRangeReader(
      HttpTransport transport,
      Origin origin,
      SourceIdentity expected,
      int headBytes,
      ReadCounters counters,
      Clock clock,
      Waiter waiter) {
    this.transport = transport;
    this.origin = origin;
    this.pinned = expected;
    this.headBytes = headBytes;
    this.counters = counters;
    this.clock = clock;
    this.waiter = waiter;
    this.check = new AnswerCheck(origin.name(), expected != null, transport.rules(), clock);
    this.resolver = new Resolver(transport, origin, counters, clock);
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public SourceIdentity identity() {
    if (pinned == null) {
      synchronized (pinning) {
        if (pinned == null) {
          // Its length is learnt from a ranged GET: signed URLs may be valid for GET only.
          ByteRange first = new ByteRange(0, headBytes);
          Answer answer = request(first, null);
          head = answer.status() == 416 ? new byte[0] : answer.body();
        }
      }
    }
    return pinned;
  }

  @Override
  public ByteBuffer read(ByteRange range) {
    SourceIdentity identity = pinned;
    if (identity == null) {
      return readFirst(range);
    }
    if (range.end() > identity.size()) {
      throw beyondEnd(range, identity.size());
    }
    byte[] known = head;
    if (range.end() <= known.length) {
      return ByteBuffer.wrap(
          Arrays.copyOfRange(known, Math.toIntExact(range.offset()), Math.toIntExact(range.end())));
    }
    if (range.offset() < known.length) {
      byte[] whole =
          Arrays.copyOfRange(
              known,
              Math.toIntExact(range.offset()),
              Math.toIntExact(range.offset() + range.length()));
      byte[] rest =
          request(new ByteRange(known.length, range.end() - known.length), identity).body();
      System.arraycopy(rest, 0, whole, whole.length - rest.length, rest.length);
      return ByteBuffer.wrap(whole);
    }
    return ByteBuffer.wrap(request(range, identity).body());
  }

  /** Reads a range of whatever version there is, which is then the one that is read. */
  private ByteBuffer readFirst(ByteRange range) {
    byte[] bytes = request(range, null).body();
    if (bytes.length < range.length()) {
      throw beyondEnd(range, identity().size());
    }
    return ByteBuffer.wrap(bytes);
  }

  private BeyondEndException beyondEnd(ByteRange range, long size) {
    return check.beyondEnd(range, "it ends at byte " + size);
  }

  /**
   * Reads the whole object by one request, whatever version it is.
   *
   * @throws org.groundtrack.error.LimitExceededException if it is longer than a limit
   */
  public byte[] readWhole(int maxBytes) {
    return attempts("").run(() -> whole(maxBytes)).body();
  }

  private Answer whole(int maxBytes) throws IOException, Attempts.Retryable, InterruptedException {
    Answer answer = resolver.get(null, null, maxBytes);
    check.object(answer, maxBytes);
    counters.received(answer.body().length);
    return answer;
  }

  private Answer request(ByteRange range, SourceIdentity wanted) {
    return attempts("bytes " + range).run(() -> ask(range, wanted));
  }

  private Answer ask(ByteRange range, SourceIdentity wanted)
      throws IOException, Attempts.Retryable, InterruptedException {
    Answer answer = resolver.get(range, wanted, Math.toIntExact(range.length()));
    pin(check.range(answer, range, wanted));
    counters.received(answer.body().length);
    return answer;
  }

  /**
   * Two first answers may be of different versions: the later one finds the other pinned. A mark
   * that was not known yet is pinned too, or versions could change within the second of a time.
   */
  private synchronized void pin(SourceIdentity now) {
    check.demand(pinned, now);
    pinned = pinned == null ? now : pinned.with(now);
  }

  private Attempts attempts(String what) {
    return new Attempts(
        what.isEmpty() ? name() : name() + " " + what,
        transport.settings().retries(),
        transport.host(origin.url()).budget(),
        counters,
        clock,
        waiter);
  }

  @Override
  public void close() {
    // Connections belong to the transport.
  }
}
