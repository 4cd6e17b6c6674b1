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
      description = "Time to the first byte of a request, such as 80ms; default: measured.")
  private Double latency;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      converter = Quantities.BytesPerSecond.class,
      description = "Of the link, such as 12MB/s or 100Mbit/s; default: measured.")
  private Double bandwidth;

  @Option(
      names = "--overfetch",
      paramLabel = "FRACTION",
      description =
          "Most bytes fetched that nobody wants, as a fraction of the wanted ones; default: 1.")
  private Double overfetch;

  @Option(
      names = "--max-gap",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description = "Widest gap that is fetched to save a request; default: 4MiB.")
  private Long maxGap;

  @Option(
      names = "--max-request",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description = "Longest request; a longer chunk is one of its own. Default: 8MiB.")
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
