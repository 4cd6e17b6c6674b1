package org.groundtrack.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response before it is sent; faults change it. Content-Length is that of the body unless set.
 */
public final class Reply {
  // Not RFC_1123_DATE_TIME, which writes the first nine days of a month with one digit.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  int status;
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  byte[] body;

  /** A reply without headers. */
  public Reply(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** A reply of plain text. */
  public static Reply text(int status, String body) {
    return new Reply(status, body.getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", "text/plain");
  }

  /** Sets a header; {@code null} removes it. */
  public Reply header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  /** How HTTP writes a time. */
  public static String httpDate(Instant time) {
    return HTTP_DATE.format(time.atZone(ZoneOffset.UTC));
  }

  /** What a correct server answers; {@code object} is {@code null} where there is none. */
  static Reply correct(SeenRequest request, StoredObject object, Clock clock) {
    Reply reply;
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      reply = text(405, "method not allowed\n").header("Allow", "GET, HEAD");
    } else if (object == null) {
      reply = text(404, "not found\n");
    } else if (!conditionHolds(request, object)) {
      reply = text(412, "precondition failed\n");
    } else {
      reply = ofObject(request, object);
      reply.header("Accept-Ranges", "bytes").header("ETag", object.etag());
      if (object.lastModified() != null) {
        reply.header("Last-Modified", httpDate(object.lastModified()));
      }
    }
    return reply.header("Date", httpDate(clock.instant()));
  }

  private static boolean conditionHolds(SeenRequest request, StoredObject object) {
    String ifMatch = request.header("If-Match");
    if (ifMatch != null) {
      // A weak tag never matches here: RFC 9110, 13.1.1.
      return ifMatch.equals("*")
          || (object.etag() != null
              && !object.etag().startsWith("W/")
              && Arrays.asList(ifMatch.split("\\s*,\\s*", -1)).contains(object.etag()));
    }
    String since = request.header("If-Unmodified-Since");
    if (since == null || object.lastModified() == null) {
      return true;
    }
    try {
      Instant time = ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return object.lastModified().getEpochSecond() <= time.getEpochSecond();
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  private static Reply ofObject(SeenRequest request, StoredObject object) {
    int size = object.size();
    String range = request.method().equals("GET") ? request.header("Range") : null;
    String ifRange = request.header("If-Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    // A server may ignore several ranges, and must ignore what it can't read.
    boolean ignored =
        !matcher.matches()
            || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())
            || (ifRange != null && !ifRange.equals(object.etag()));
    if (ignored) {
      return new Reply(200, object.bytes()).header("Content-Type", "application/octet-stream");
    }
    long first;
    long last = size - 1L;
    if (matcher.group(1).isEmpty()) {
      first = Math.max(0, size - Long.parseLong(matcher.group(2)));
    } else {
      first = Long.parseLong(matcher.group(1));
      if (!matcher.group(2).isEmpty()) {
        last = Math.min(last, Long.parseLong(matcher.group(2)));
      }
    }
    if (first > last) {
      return text(416, "range not satisfiable\n").header("Content-Range", "bytes */" + size);
    }
    return part(object, Math.toIntExact(first), Math.toIntExact(last));
  }

  /** A 206 of some bytes, both ends included, with the headers that describe them. */
  static Reply part(StoredObject object, int first, int last) {
    return new Reply(206, object.read(first, last))
        .header("Content-Type", "application/octet-stream")
        .header("Content-Range", "bytes %s-%s/%s".formatted(first, last, object.size()));
  }

  /** Status line and headers, with the blank line. */
  byte[] head() {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
