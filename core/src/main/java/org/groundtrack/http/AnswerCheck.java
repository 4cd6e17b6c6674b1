package org.groundtrack.http;

import java.time.Clock;
import java.time.Instant;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.BeyondEndException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.NotFoundException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.SourceIdentity;

/**
 * Whether an answer is what was asked for: exactly the bytes of a range, of the version that is
 * wanted. What a server claims is not believed where it can be checked.
 */
final class AnswerCheck {
  private final String name;
  private final AccessRules rules;
  private final Clock clock;
  private final boolean indexed;

  /**
   * @param indexed whether the version that is wanted is the one that an index holds, rather than
   *     the one that was found first
   */
  AnswerCheck(String name, boolean indexed, AccessRules rules, Clock clock) {
    this.name = name;
    this.indexed = indexed;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Checks the answer to a request for a range.
   *
   * @param range that was asked for
   * @param pinned the version that is wanted, or {@code null} if any is: the range may then end
   *     beyond the object
   * @return the version that answered; its size is that of the object
   * @throws Attempts.Retryable if another try may help
   */
  SourceIdentity range(Answer answer, ByteRange range, SourceIdentity pinned)
      throws Attempts.Retryable {
    refuseErrors(answer, range, pinned);
    if (pinned == null && answer.status() == 416) {
      Long total =
          ContentRange.totalOfUnsatisfied(answer.headers().get("Content-Range")).orElse(-1L);
      if (total == 0) {
        return identity(answer, 0);
      }
      throw beyondEnd(range, total > 0 ? "it ends at byte " + total : "it is shorter");
    }
    if (answer.status() == 200) {
      return whole(answer, range, pinned);
    }
    if (answer.status() != 206) {
      throw new SourceUnavailableException(
          "[%s bytes %s] HTTP %s, expected 206".formatted(name, range, answer.status()));
    }
    refuseEncoding(answer);
    String header = answer.headers().get("Content-Range");
    ContentRange found =
        ContentRange.of(header)
            .orElseThrow(
                () ->
                    new Attempts.Retryable(
                        "Content-Range is %s, expected one range of bytes and their total"
                            .formatted(header == null ? "absent" : "'" + header + "'")));
    long end = pinned == null ? Math.min(range.end(), found.total()) : range.end();
    SourceIdentity now = identity(answer, found.total());
    demand(pinned, now);
    if (found.first() != range.offset() || found.last() != end - 1) {
      throw new Attempts.Retryable(
          "asked for bytes [%s, %s), got [%s, %s)"
              .formatted(range.offset(), end, found.first(), found.last() + 1));
    }
    exactLength(answer, end - range.offset());
    return now;
  }

  /** A server that ignores ranges is believed only where the range is the whole object. */
  private SourceIdentity whole(Answer answer, ByteRange range, SourceIdentity pinned)
      throws Attempts.Retryable {
    refuseEncoding(answer);
    boolean all =
        range.offset() == 0
            && answer.complete()
            && (pinned == null || range.length() == pinned.size());
    if (!all) {
      throw new SourceUnavailableException(
          "[%s bytes %s] the server ignores Range: HTTP 200 with the whole object, expected 206. Its objects can't be read by parts; copy them"
              .formatted(name, range));
    }
    SourceIdentity now = identity(answer, answer.body().length);
    demand(pinned, now);
    return now;
  }

  /** Checks the answer to a request for a whole object. */
  void object(Answer answer, int limit) throws Attempts.Retryable {
    ByteRange range = new ByteRange(0, limit);
    refuseErrors(answer, range, null);
    if (answer.status() != 200) {
      throw new SourceUnavailableException(
          "[%s] HTTP %s, expected 200".formatted(name, answer.status()));
    }
    refuseEncoding(answer);
    String length = answer.headers().get("Content-Length");
    if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > limit) {
      throw new LimitExceededException(
          "[%s] has %s bytes, the limit is %s".formatted(name, length, limit));
    }
    if (!answer.complete()) {
      throw new Attempts.Retryable(
          length == null && answer.body().length < limit
              ? "received %s bytes and no word that they are all: they may be cut short"
                  .formatted(answer.body().length)
              : "received %s bytes, expected %s"
                  .formatted(answer.body().length, length == null ? "at most " + limit : length));
    }
  }

  private void refuseErrors(Answer answer, ByteRange range, SourceIdentity pinned)
      throws Attempts.Retryable {
    int status = answer.status();
    if (RetryPolicy.isRetryable(status)) {
      throw new Attempts.Retryable(
          "HTTP %s".formatted(status),
          RetryAfter.parse(answer.headers().get("Retry-After"), clock.instant()));
    }
    if (rules.isLogin(answer.url()) || (status == 200 && answer.isHtml())) {
      throw new AccessDeniedException(
          "[%s] a login page came instead of data: token or password missing or expired, or a licence not accepted. %s"
              .formatted(name, rules.remedy(answer.url())));
    }
    if (status == 401 || status == 403) {
      throw new AccessDeniedException(
          "[%s] HTTP %s from %s. %s"
              .formatted(name, status, answer.url().host(), rules.remedy(answer.url())));
    }
    if (status == 404 || status == 410) {
      throw new NotFoundException(
          "[%s] not found: HTTP %s from %s".formatted(name, status, answer.url().host()));
    }
    if (status == 412 && pinned != null) {
      throw changed(pinned, another(identity(answer, 0)));
    }
    if (status == 416 && pinned != null) {
      String total =
          ContentRange.totalOfUnsatisfied(answer.headers().get("Content-Range"))
              .map(size -> size + " bytes")
              .orElse("fewer bytes");
      throw changed(pinned, total);
    }
    if (status / 100 == 4 && status != 416) {
      throw new SourceUnavailableException(
          "[%s bytes %s] HTTP %s from %s: the server refuses the request"
              .formatted(name, range, status, answer.url().host()));
    }
  }

  BeyondEndException beyondEnd(ByteRange range, String end) {
    return new BeyondEndException(
        "[%s] bytes %s were asked for, but %s: it is truncated, or an index or sidecar of another version describes it"
            .formatted(name, range, end));
  }

  private void refuseEncoding(Answer answer) throws Attempts.Retryable {
    String encoding = answer.headers().get("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Attempts.Retryable(
          "Content-Encoding is '%s', which was not asked for: these are not the object's bytes"
              .formatted(encoding));
    }
  }

  private void exactLength(Answer answer, long expected) throws Attempts.Retryable {
    if (answer.body().length < expected) {
      throw new Attempts.Retryable(
          "received %s of %s bytes".formatted(answer.body().length, expected));
    }
    if (answer.body().length > expected || !answer.complete()) {
      throw new Attempts.Retryable(
          "too many bytes: more than the %s that were asked for".formatted(expected));
    }
  }

  /** Throws if a version is not the one that is wanted. */
  void demand(SourceIdentity pinned, SourceIdentity now) {
    if (pinned != null && !pinned.matches(now)) {
      throw changed(pinned, describe(now));
    }
  }

  private GroundtrackException changed(SourceIdentity pinned, String found) {
    return new SourceChangedException(
        "[%s] has changed since it was %s: expected %s, found %s. %s"
            .formatted(
                name,
                indexed ? "indexed" : "opened",
                describe(pinned),
                found,
                indexed
                    ? "Index it again with 'groundtrack index --refresh'"
                    : "Run the command again"));
  }

  private static String describe(SourceIdentity identity) {
    return identity.size() + " bytes" + marks(identity);
  }

  /** An answer to a condition that failed says which version there is, if at all, not its size. */
  private static String another(SourceIdentity marks) {
    return "another version" + marks(marks) + " (HTTP 412)";
  }

  private static String marks(SourceIdentity identity) {
    return (identity.etag() == null ? "" : " with ETag " + identity.etag())
        + (identity.lastModified() == null ? "" : " of " + identity.lastModified());
  }

  /** A weak ETag does not promise equal bytes, so it is none; nor is one that can't be sent. */
  private static SourceIdentity identity(Answer answer, long size) {
    String etag = answer.headers().get("ETag");
    Instant lastModified = answer.headers().getInstant("Last-Modified");
    boolean strong =
        etag != null
            && etag.startsWith("\"")
            && etag.length() <= 1024
            && SourceIdentity.isEtag(etag);
    return new SourceIdentity(size, strong ? etag : null, lastModified);
  }
}
