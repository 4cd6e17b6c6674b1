package org.groundtrack.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that a {@link FaultServer} received. */
public final class SeenRequest {
  private final int connection;
  private final String method;
  private final String target;
  private final List<String> headers;
  private final CountDownLatch closed = new CountDownLatch(1);

  SeenRequest(int connection, String method, String target, List<String> headers) {
    this.connection = connection;
    this.method = method;
    this.target = target;
    this.headers = List.copyOf(headers);
  }

  /** Reads a request and drops its body; {@code null} where the connection ends before one. */
  static SeenRequest read(InputStream in, int connection) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    String[] words = first.split(" ", -1);
    SeenRequest request = new SeenRequest(connection, words[0], words[1], headers);
    String length = request.header("Content-Length");
    in.skipNBytes(length == null ? 0 : Long.parseLong(length));
    return request;
  }

  /** A line without its end, or {@code null} where the connection ended before it. */
  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        if (text.isEmpty()) {
          return null;
        }
        throw new EOFException("a request ended within a line");
      }
      text.append((char) c);
    }
    return new String(
        text.toString().stripTrailing().getBytes(StandardCharsets.ISO_8859_1),
        StandardCharsets.UTF_8);
  }

  /** Which connection it came over: 1 is the first that the server accepted. */
  public int connection() {
    return connection;
  }

  /** GET, HEAD. */
  public String method() {
    return method;
  }

  /** The path with its query, as it was sent. */
  public String target() {
    return target;
  }

  /** The path without its query. */
  public String path() {
    return target.replaceFirst("\\?.*$", "");
  }

  /** Every header line, in order. */
  public List<String> headerLines() {
    return headers;
  }

  /** The only value of a header, or {@code null}; more than one is a failure. */
  public String header(String name) {
    List<String> values = headers(name);
    if (values.size() > 1) {
      throw new AssertionError("%s was sent %s times: %s".formatted(name, values.size(), values));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Every value of a header. */
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    for (String line : headers) {
      int colon = line.indexOf(':');
      if (colon >= 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        values.add(line.substring(colon + 1).strip());
      }
    }
    return values;
  }

  /** Whether the client ended the connection before the response was complete. */
  public boolean closedEarly() {
    return closed.getCount() == 0;
  }

  /** Waits until the client ends the connection before the response is complete. */
  public boolean awaitClosedEarly(Duration atMost) throws InterruptedException {
    return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  void clientClosed() {
    closed.countDown();
  }

  @Override
  public String toString() {
    return method + " " + target + " " + headers;
  }
}
