package org.groundtrack.http;

import java.time.Duration;

/**
 * How a transport behaves.
 *
 * @param requestsPerHost requests under way at once at one host (at least 1)
 * @param connectTimeout for a connection to be made
 * @param stallTimeout longest time without a byte
 * @param slowestBytesPerSecond a request must end within the stall timeout plus its length at this
 *     speed, so that a server that drips can't hold it for ever
 * @param retries when requests are tried again
 * @param http2 whether HTTP/2 is offered. All requests to a host then share one connection, which
 *     measured slower for bulk reads than as many connections as requests
 */
public record HttpSettings(
    int requestsPerHost,
    Duration connectTimeout,
    Duration stallTimeout,
    long slowestBytesPerSecond,
    RetryPolicy retries,
    boolean http2) {

  /**
   * 16 requests at once per host: between the 10 of object_store and the 32 to 64 that were fastest
   * on a link of 50 ms, and no burden on an archive that many use.
   */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          16, Duration.ofSeconds(15), Duration.ofSeconds(30), 64 << 10, RetryPolicy.DEFAULT, false);

  public HttpSettings {
    if (requestsPerHost < 1 || slowestBytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "At least a request at once and a byte a second are needed: %s, %s"
              .formatted(requestsPerHost, slowestBytesPerSecond));
    }
  }

  /** The same with another number of requests at once. */
  public HttpSettings withRequestsPerHost(int requests) {
    return new HttpSettings(
        requests, connectTimeout, stallTimeout, slowestBytesPerSecond, retries, http2);
  }

  /** The same with other retries. */
  public HttpSettings withRetries(RetryPolicy other) {
    return new HttpSettings(
        requestsPerHost, connectTimeout, stallTimeout, slowestBytesPerSecond, other, http2);
  }

  /** The same with another timeout for stalls. */
  public HttpSettings withStallTimeout(Duration timeout) {
    return new HttpSettings(
        requestsPerHost, connectTimeout, timeout, slowestBytesPerSecond, retries, http2);
  }

  /** Longest time that a request for some bytes may take. */
  Duration deadline(long bytes) {
    return stallTimeout.plus(Duration.ofSeconds(bytes / slowestBytesPerSecond));
  }
}
