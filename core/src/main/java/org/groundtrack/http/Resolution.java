package org.groundtrack.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where redirects led: the URL that gives an object's bytes, until it expires.
 *
 * @param url mostly signed, so no message shows it
 * @param expires by this machine's clock; {@link Instant#MAX} if the URL does not say
 */
record Resolution(HttpUrl url, Instant expires) {
  /** A request that starts now must reach the server before the URL expires. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * The resolution that an answer shows.
   *
   * @param now by this machine's clock; the server's, which counts for the expiry, may differ
   */
  static Resolution of(Answer answer, Instant now) {
    Duration ahead = answer.date().map(date -> Duration.between(now, date)).orElse(Duration.ZERO);
    Instant expires =
        expiry(answer.url()).map(end -> end.minus(ahead).minus(MARGIN)).orElse(Instant.MAX);
    return new Resolution(answer.url(), expires);
  }

  boolean isValid(Instant now) {
    return now.isBefore(expires);
  }

  /** The end that a signed URL of S3 (version 4 and 2) or CloudFront names. */
  static Optional<Instant> expiry(HttpUrl url) {
    try {
      String seconds = url.queryParameter("X-Amz-Expires");
      String date = url.queryParameter("X-Amz-Date");
      if (seconds != null && date != null) {
        return Optional.of(
            Instant.from(AMZ_DATE.parse(date)).plusSeconds(Integer.parseInt(seconds)));
      }
      String epoch = url.queryParameter("Expires");
      return epoch == null
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch)));
    } catch (NumberFormatException | DateTimeParseException e) {
      // A URL that is signed in another way is used until it is refused.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Names.of(url);
  }
}
