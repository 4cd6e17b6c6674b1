package org.groundtrack.http;

import java.io.IOException;
import java.time.Clock;
import okhttp3.HttpUrl;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;

/**
 * Asks for bytes of one object where they are. Redirects are followed by the first request alone;
 * the others wait for it and use the URL that it was led to, until that expires or is refused. Safe
 * for use by many threads at once.
 */
final class Resolver {
  private final HttpTransport transport;
  private final Origin origin;
  private final ReadCounters counters;
  private final Clock clock;
  private final Redirects redirects;
  private Resolution known;
  private Turn resolving;

  Resolver(HttpTransport transport, Origin origin, ReadCounters counters, Clock clock) {
    this.transport = transport;
    this.origin = origin;
    this.counters = counters;
    this.clock = clock;
    this.redirects = new Redirects(transport);
  }

  /** The answer to one request, whatever its status. Parameters as {@link Redirects#get} has. */
  Answer get(ByteRange range, SourceIdentity wanted, int maxBody)
      throws IOException, InterruptedException {
    HttpUrl url = enter();
    if (url == null) {
      return lead(range, wanted, maxBody);
    }
    Answer answer = redirects.get(origin, url, range, wanted, maxBody, counters);
    boolean refused = answer.status() == 401 || answer.status() == 403;
    if (!refused || url.equals(origin.url())) {
      remember(url, answer);
      return answer;
    }
    // It may have expired before its time: the origin is asked once more, and its word is final.
    counters.renewal();
    forget(url);
    HttpUrl renewed = enter();
    return renewed == null
        ? lead(range, wanted, maxBody)
        : redirects.get(origin, renewed, range, wanted, maxBody, counters);
  }

  /** The URL to ask, once it is known; {@code null} if the caller is the one to find it out. */
  private HttpUrl enter() throws IOException, InterruptedException {
    while (true) {
      Turn before;
      synchronized (this) {
        if (known != null && !known.isValid(clock.instant())) {
          counters.renewal();
          known = null;
        }
        if (known != null) {
          return known.url();
        }
        if (resolving == null) {
          if (transport.host(origin.url()).answersItself()) {
            return origin.url();
          }
          resolving = new Turn();
          return null;
        }
        before = resolving;
      }
      before.await();
    }
  }

  private Answer lead(ByteRange range, SourceIdentity wanted, int maxBody)
      throws IOException, InterruptedException {
    HostState host = null;
    boolean first = false;
    boolean answered = false;
    IOException failure = null;
    try {
      // Within: it may fail, and nobody may be left waiting for this thread.
      HttpUrl start = origin.url();
      host = transport.host(start);
      first = host.enter();
      Answer answer = redirects.get(origin, start, range, wanted, maxBody, counters);
      answered = answer.status() / 100 == 2;
      remember(start, answer);
      return answer;
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      if (first) {
        host.leave(answered, failure);
      }
      synchronized (this) {
        resolving.end(failure);
        resolving = null;
      }
    }
  }

  private synchronized void remember(HttpUrl asked, Answer answer) {
    if (answer.status() / 100 == 2 && !answer.url().equals(asked)) {
      known = Resolution.of(answer, clock.instant());
    }
  }

  private synchronized void forget(HttpUrl url) {
    if (known != null && known.url().equals(url)) {
      known = null;
    }
  }
}
