package org.groundtrack.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Range} header (RFC 9110, section 14.4) that names its bytes and their total.
 *
 * @param first first byte
 * @param last last byte, which belongs to the range
 * @param total size of the whole object in bytes
 */
record ContentRange(long first, long last, long total) {
  private static final Pattern SATISFIED =
      Pattern.compile("(?i)bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final Pattern UNSATISFIED = Pattern.compile("(?i)bytes\\s+\\*/(\\d{1,18})");

  /** The range of a header; empty if it names no bytes, no total, or is contradictory. */
  static Optional<ContentRange> of(String header) {
    Matcher matcher = SATISFIED.matcher(header == null ? "" : header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long total = Long.parseLong(matcher.group(3));
    return first <= last && last < total
        ? Optional.of(new ContentRange(first, last, total))
        : Optional.empty();
  }

  /** The object's size by the header of a 416 answer, such as {@code bytes &#42;/1234}. */
  static Optional<Long> totalOfUnsatisfied(String header) {
    Matcher matcher = UNSATISFIED.matcher(header == null ? "" : header.strip());
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }
}
