package org.groundtrack.io;

import java.util.List;
import java.util.OptionalDouble;

/**
 * When chunks that lie near each other are worth one request.
 *
 * <p>A request costs {@code latencySeconds / parallelRequests}; a byte costs {@code 1 /
 * bytesPerSecond}. Bridging a gap saves a request and costs the gap's bytes.
 *
 * @param latencySeconds time to the first byte of a request (at least 0)
 * @param bytesPerSecond bandwidth of all requests together (above 0)
 * @param parallelRequests requests under way at once (at least 1)
 * @param overfetch most bytes fetched that nobody wants, as a fraction of the wanted ones
 * @param maxGapBytes widest gap that is bridged (at least 0)
 * @param maxRequestBytes longest request (at least 1); a longer chunk is a request of its own
 * @param assumed whether latency and bandwidth are assumptions, which measurements replace as the
 *     run goes
 */
public record CoalescePolicy(
    double latencySeconds,
    double bytesPerSecond,
    int parallelRequests,
    double overfetch,
    long maxGapBytes,
    long maxRequestBytes,
    boolean assumed) {

  /**
   * For local disks: a read call costs about 5 µs whatever it reads, and 2 GB/s come from the page
   * cache, so that gaps to 10 kB pay.
   */
  public static final CoalescePolicy LOCAL =
      new CoalescePolicy(5e-6, 2e9, 1, 1.0, 64 << 10, 16 << 20, false);

  /**
   * For archives, until the link was measured. S3's first byte takes some 60 ms (README of h5coro);
   * 100 Mbit/s is a common line; 16 requests at once are the transport's default. Gaps to 47 kB pay
   * by that, and to 1.9 MB on a machine beside the archive, with 500 MB/s. Fetching up to as many
   * bytes again as are wanted bounds what a wrong estimate costs. Requests of 8 MiB take long
   * enough that latency hardly counts, and still share the line.
   */
  public static final CoalescePolicy REMOTE =
      new CoalescePolicy(0.06, 12.5e6, 16, 1.0, 4 << 20, 8 << 20, true);

  public CoalescePolicy {
    if (!(latencySeconds >= 0)
        || !(bytesPerSecond > 0)
        || parallelRequests < 1
        || !(overfetch >= 0)
        || maxGapBytes < 0
        || maxRequestBytes < 1) {
      throw new IllegalArgumentException(
          "Latency %s s, bandwidth %s B/s, %s parallel requests, overfetch %s, gap %s B, request %s B"
              .formatted(
                  latencySeconds,
                  bytesPerSecond,
                  parallelRequests,
                  overfetch,
                  maxGapBytes,
                  maxRequestBytes));
    }
  }

  /** A policy whose latency and bandwidth are known. */
  public CoalescePolicy(
      double latencySeconds,
      double bytesPerSecond,
      int parallelRequests,
      double overfetch,
      long maxGapBytes,
      long maxRequestBytes) {
    this(
        latencySeconds,
        bytesPerSecond,
        parallelRequests,
        overfetch,
        maxGapBytes,
        maxRequestBytes,
        false);
  }

  /** The widest gap whose bytes cost no more than a request. */
  public long breakEvenGapBytes() {
    double gap = latencySeconds / parallelRequests * bytesPerSecond;
    return gap >= maxGapBytes ? maxGapBytes : (long) gap;
  }

  /** Seconds that some requests take. */
  public double seconds(List<ByteRange> requests) {
    long bytes = requests.stream().mapToLong(ByteRange::length).sum();
    return requests.size() * latencySeconds / parallelRequests + bytes / bytesPerSecond;
  }

  /** The same by what was measured, where it is assumed and anything was. */
  public CoalescePolicy measured(OptionalDouble latency, OptionalDouble bandwidth) {
    if (!assumed || (latency.isEmpty() && bandwidth.isEmpty())) {
      return this;
    }
    return new CoalescePolicy(
        latency.orElse(latencySeconds),
        bandwidth.orElse(bytesPerSecond),
        parallelRequests,
        overfetch,
        maxGapBytes,
        maxRequestBytes,
        true);
  }
}
