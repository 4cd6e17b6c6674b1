package org.groundtrack.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * What a server answered.
 *
 * @param url that was asked; it may hold a signature, so no message shows it
 * @param status HTTP status
 * @param headers of the answer
 * @param body its first bytes, up to the limit that was given; 8 KiB if it is no success
 * @param complete whether the body ended within the limit
 */
record Answer(HttpUrl url, int status, Headers headers, byte[] body, boolean complete) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  boolean isHtml() {
    return header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("html");
  }

  /** When the server made the answer, by its own clock; empty if it does not say. */
  Optional<Instant> date() {
    return Optional.ofNullable(headers.getInstant("Date"));
  }

  /** No body and no URL: both may hold secrets. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
