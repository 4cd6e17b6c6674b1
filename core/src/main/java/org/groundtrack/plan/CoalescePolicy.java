package org.groundtrack.plan;

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
 */
public record CoalescePolicy(
    double latencySeconds,
    double bytesPerSecond,
    int parallelRequests,
    double overfetch,
    long maxGapBytes,
    long maxRequestBytes) {

  /**
   * For local disks: a read call costs about 5 µs whatever it reads, and 2 GB/s come from the page
   * cache, so that gaps to 10 kB pay.
   */
  public static final CoalescePolicy LOCAL =
      new CoalescePolicy(5e-6, 2e9, 1, 1.0, 64 << 10, 16 << 20);

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

  /** The widest gap whose bytes cost no more than a request. */
  public long breakEvenGapBytes() {
    double gap = latencySeconds / parallelRequests * bytesPerSecond;
    return gap >= maxGapBytes ? maxGapBytes : (long) gap;
  }
}
