package org.groundtrack.cli;

import org.groundtrack.error.UsageException;
import org.groundtrack.io.CoalescePolicy;
import picocli.CommandLine.Option;

/** How chunks that lie near each other become requests. */
final class RequestOptions {
  static final String HEADING = "%nJoining chunks to requests:%n";

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = Quantities.Seconds.class,
      description =
          "Time to the first byte of a request, such as 80ms. Default: 60ms for remote granules, until it"
              + " was measured.")
  private Double latency;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = Quantities.BytesPerSecond.class,
      description =
          "What the line carries, such as 12MB/s or 100Mbit/s. Default: 12.5MB/s for remote granules,"
              + " until it was measured.")
  private Double bandwidth;

  @Option(
      names = "--overfetch",
      paramLabel = "FRACTION",
      description =
          "Most bytes of gaps that are fetched, as a fraction of the bytes that are wanted; default: 1.")
  private Double overfetch;

  @Option(
      names = "--max-gap",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description =
          "Widest gap between chunks that is fetched to save a request; default: 4MiB, local 64KiB.")
  private Long maxGap;

  @Option(
      names = "--max-request",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description =
          "Longest request; a longer chunk is one of its own. Default: 8MiB, local 16MiB.")
  private Long maxRequest;

  /** A default policy with what is given in its place. */
  CoalescePolicy apply(CoalescePolicy policy, int parallel) {
    try {
      return new CoalescePolicy(
          latency == null ? policy.latencySeconds() : latency,
          bandwidth == null ? policy.bytesPerSecond() : bandwidth,
          policy.assumed() ? parallel : policy.parallelRequests(),
          overfetch == null ? policy.overfetch() : overfetch,
          maxGap == null ? policy.maxGapBytes() : maxGap,
          maxRequest == null ? policy.maxRequestBytes() : maxRequest,
          policy.assumed() && latency == null && bandwidth == null);
    } catch (IllegalArgumentException e) {
      throw new UsageException("The request options make no sense: " + e.getMessage(), e);
    }
  }
}
