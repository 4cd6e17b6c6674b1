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
    Answer answer = redirects.get(origin, url, range, wanted, maxBody, counters, head -> {});
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
        : redirects.get(origin, renewed, range, wanted, maxBody, counters, head -> {});
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
    Lead lead = new Lead();
    IOException failure = null;
    try {
      return lead.get(range, wanted, maxBody);
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      lead.end(false, failure);
    }
  }

  /**
   * A request for which others wait: until the headers of a success, which say all that they need
   * to know, or until it failed.
   */
  private final class Lead {
    private HostState host;
    private boolean first;
    private boolean over;

    Answer get(ByteRange range, SourceIdentity wanted, int maxBody)
        throws IOException, InterruptedException {
      HttpUrl start = origin.url();
      HostState entered = transport.host(start);
      boolean goesFirst = entered.enter();
      synchronized (this) {
        host = entered;
        first = goesFirst;
      }
      return redirects.get(
          origin,
          start,
          range,
          wanted,
          maxBody,
          counters,
          head -> {
            remember(start, head);
            end(true, null);
          });
    }

    synchronized void end(boolean answered, IOException failure) {
      if (over) {
        return;
      }
      over = true;
      if (first) {
        host.leave(answered, failure);
      }
      synchronized (Resolver.this) {
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
