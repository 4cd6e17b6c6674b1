package org.groundtrack.http;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;

/**
 * Follows redirects, those of logins included, to the bytes of an object. Every hop's request is
 * made from scratch: only credentials that belong to its host are in it. Safe for many threads.
 */
final class Redirects {
  /** A login at NASA's Earthdata takes four. */
  static final int MAX_HOPS = 5;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HttpTransport transport;

  Redirects(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * Asks for bytes of an object.
   *
   * @param start where to begin: the origin's URL, or one that redirects led to before
   * @param range bytes to ask for; {@code null} for the whole object
   * @param pinned the version that is wanted, or {@code null} if any is
   * @param maxBody bytes of the body to read at most
   * @param onSuccess is given a success without its body as soon as its headers are there
   * @return the first answer that is no redirect
   */
  Answer get(
      Origin origin,
      HttpUrl start,
      ByteRange range,
      SourceIdentity pinned,
      int maxBody,
      ReadCounters counters,
      Consumer<Answer> onSuccess)
      throws IOException {
    counters.request();
    HttpUrl url = start;
    boolean signed = start.equals(origin.url());
    for (int hop = 0; hop <= MAX_HOPS; hop++) {
      boolean login = transport.rules().isLogin(url);
      Request request = request(url, login ? null : range, login ? null : pinned);
      Answer answer = transport.send(signed ? origin.sign(request) : request, maxBody, onSuccess);
      if (signed && origin.learn(answer.status(), answer.headers())) {
        url = origin.url();
        continue;
      }
      if (!answer.isRedirect()) {
        return answer;
      }
      transport.host(start).redirected();
      counters.redirect();
      HttpUrl next = target(origin, url, answer);
      transport.rules().checkRedirect(url, next);
      url = next;
      signed = false;
    }
    throw new SourceUnavailableException(
        "[%s] more than %s redirects, the last one to %s: the server sends requests in circles, or a login fails. %s"
            .formatted(origin.name(), MAX_HOPS, Names.of(url), transport.rules().remedy(url)));
  }

  private Request request(HttpUrl url, ByteRange range, SourceIdentity pinned) {
    // "identity": a compressed body would have other bytes than the range that was asked for.
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "groundtrack")
            .header("Accept-Encoding", "identity");
    if (range != null) {
      request.header("Range", "bytes=%s-%s".formatted(range.offset(), range.end() - 1));
    }
    if (pinned != null && pinned.etag() != null) {
      request.header("If-Match", pinned.etag());
    } else if (pinned != null && pinned.lastModified() != null) {
      request.header("If-Unmodified-Since", HTTP_DATE.format(pinned.lastModified()));
    }
    transport.rules().authorization(url).ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private static HttpUrl target(Origin origin, HttpUrl from, Answer answer) {
    String location = answer.headers().get("Location");
    if (location == null) {
      throw new SourceUnavailableException(
          "[%s] %s redirects without saying where to: HTTP %s without a Location header"
              .formatted(origin.name(), Names.of(from), answer.status()));
    }
    HttpUrl target = from.resolve(location);
    if (target == null) {
      throw new RefusedException(
          "[%s] %s redirects to '%s', which is no https URL: it is not followed"
              .formatted(origin.name(), Names.of(from), location.replaceFirst("[?#].*$", "")));
    }
    if (!target.username().isEmpty() || !target.password().isEmpty()) {
      throw new RefusedException(
          "[%s] %s redirects to a URL of %s with a user name or password: it is not followed"
              .formatted(origin.name(), Names.of(from), target.host()));
    }
    if (from.isHttps() && !target.isHttps()) {
      throw new RefusedException(
          "[%s] %s redirects from https to %s: it is not followed"
              .formatted(origin.name(), Names.of(from), Names.of(target)));
    }
    return target;
  }
}
