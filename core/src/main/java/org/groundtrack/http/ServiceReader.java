package org.groundtrack.http;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ReadCounters;

/**
 * Asks services that need no login, such as a catalogue, and reads their answers whole. No
 * credentials and no cookies are ever sent, and no redirect is followed. Requests that fail in a
 * way that may pass are tried again, as those for granules are. Safe for use by many threads at
 * once.
 */
public final class ServiceReader {
  private final HttpTransport transport;
  private final ReadCounters counters;
  private final Clock clock;
  private final Waiter waiter;

  /** A reader that asks over some transport and counts its requests. */
  public ServiceReader(HttpTransport transport, ReadCounters counters) {
    this(transport, counters, Clock.systemUTC(), Waiter.REAL);
  }

  ServiceReader(HttpTransport transport, ReadCounters counters, Clock clock, Waiter waiter) {
    this.transport = transport;
    this.counters = counters;
    this.clock = clock;
    this.waiter = waiter;
  }

  /**
   * Asks for a URL.
   *
   * @param headers of the request, beside those that all requests have; printable ASCII
   * @param maxBytes most bytes of the answer, at least 1
   * @return the answer, be it a success or a refusal
   * @throws SourceUnavailableException if none came, or it is a redirect or a page for people
   * @throws LimitExceededException if it is longer than the limit
   */
  public ServiceAnswer ask(HttpUrl url, Map<String, String> headers, int maxBytes) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "groundtrack")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    Request whole = request.build();
    return new Attempts(
            Names.of(url),
            transport.settings().retries(),
            transport.host(url).budget(),
            counters,
            clock,
            waiter)
        .run(() -> once(whole, maxBytes));
  }

  private ServiceAnswer once(Request request, int maxBytes) throws IOException, Attempts.Retryable {
    counters.request();
    Answer answer = transport.sendWithoutCookies(request, maxBytes);
    if (RetryPolicy.isRetryable(answer.status())) {
      throw new Attempts.Retryable(
          "HTTP %s".formatted(answer.status()),
          RetryAfter.parse(answer.headers().get("Retry-After"), clock.instant()));
    }
    String name = Names.of(request.url());
    if (answer.isRedirect()) {
      throw new SourceUnavailableException(
          "[%s] HTTP %s: it redirects, expected an answer. Give the address to which it moved"
              .formatted(name, answer.status()));
    }
    if (answer.status() / 100 == 2) {
      checkBody(name, answer, maxBytes);
    }
    counters.received(answer.body().length);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().forEach(header -> headers.putIfAbsent(header.getFirst(), header.getSecond()));
    return new ServiceAnswer(answer.status(), headers, answer.body());
  }

  private static void checkBody(String name, Answer answer, int maxBytes)
      throws Attempts.Retryable {
    if (answer.isHtml()) {
      throw new SourceUnavailableException(
          "[%s] a page for people came instead of data: is the address right, and does nothing on the way, such as the login of a network, answer in its place?"
              .formatted(name));
    }
    String encoding = answer.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new Attempts.Retryable(
          "Content-Encoding is '%s', which was not asked for".formatted(encoding));
    }
    if (!answer.complete()) {
      if (answer.body().length >= maxBytes) {
        throw new LimitExceededException(
            "[%s] answers more than %s bytes, the limit".formatted(name, maxBytes));
      }
      throw new Attempts.Retryable(
          "received %s bytes and no word that they are all: they may be cut short"
              .formatted(answer.body().length));
    }
  }
}
