package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.List;
import org.groundtrack.error.UsageException;
import org.groundtrack.http.HttpSettings;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import picocli.CommandLine.Option;

/** How granules and indexes are reached. */
final class SourceOptions {
  static final String HEADING = "%nReaching granules and indexes that are elsewhere:%n";

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Requests at once per host; default: ${DEFAULT-VALUE}.")
  int parallel = HttpSettings.DEFAULT.requestsPerHost();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep fetched ranges there, so that a run that is repeated fetches only the rest.")
  private Path cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description = "Most bytes to keep; default: 10GiB.")
  private long cacheBytes = SourceSettings.DEFAULT_CACHE_BYTES;

  @Option(
      names = "--allow-source",
      paramLabel = "URI",
      description =
          "Open what an index names below this URI, which ends in '/'. Without it: NASA's archives,"
              + " and the folder that a remote index is in.")
  private List<String> allowedSources = List.of();

  @Option(
      names = "--allow-dir",
      paramLabel = "DIR",
      description =
          "Open granules that an index names in this folder. Without it: the folder that the index"
              + " is in.")
  private List<Path> allowedFolders = List.of();

  @Option(names = "--allow-http", description = "Allow http, without encryption.")
  private boolean allowHttp;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "An S3 service other than Amazon's; default: AWS_ENDPOINT_URL_S3.")
  private String endpoint;

  @Option(
      names = "--s3-region",
      paramLabel = "REGION",
      description = "Region of the buckets; default: AWS_REGION, the profile's, or us-west-2.")
  private String region;

  @Option(
      names = "--aws-profile",
      paramLabel = "NAME",
      description = "Profile of the shared AWS files; default: AWS_PROFILE.")
  private String profile;

  @Option(names = "--s3-anonymous", description = "Do not sign requests to S3.")
  private boolean anonymous;

  /** Sources by these options. The caller closes them. */
  Sources open() {
    if (parallel < 1) {
      throw new UsageException("--parallel is %s: at least 1 is needed".formatted(parallel));
    }
    if (cacheBytes < 1) {
      throw new UsageException(
          "--cache-size is %s: at least a byte is needed".formatted(cacheBytes));
    }
    return Sources.of(
        SourceSettings.standard()
            .withHttp(HttpSettings.DEFAULT.withRequestsPerHost(parallel))
            .allowing(allowedSources)
            .allowingFolders(allowedFolders)
            .withAllowHttp(allowHttp)
            .withS3(new SourceSettings.S3Options(endpoint, region, profile, anonymous))
            .withCache(cache, cacheBytes));
  }
}
