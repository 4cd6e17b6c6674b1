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
      description = "Requests under way at once to one host; default: ${DEFAULT-VALUE}.")
  int parallel = HttpSettings.DEFAULT.requestsPerHost();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep what is fetched of remote granules in this folder, so that a run that is repeated"
              + " fetches only the rest.")
  private Path cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description = "Most bytes to keep in --cache; default: 10GiB.")
  private long cacheBytes = SourceSettings.DEFAULT_CACHE_BYTES;

  @Option(
      names = "--allow-source",
      paramLabel = "URI",
      description =
          "Trust this https: or s3: folder (its URI ends in '/'): open what an index, a remote list or"
              + " a redirect names in it. Always trusted: NASA's archives, and the folder that holds a"
              + " remote index. May be repeated.")
  private List<String> allowedSources = List.of();

  @Option(
      names = "--allow-dir",
      paramLabel = "DIR",
      description =
          "Trust this local folder: open granules that an index names in it. Always trusted: the"
              + " folder that holds a local index. May be repeated.")
  private List<Path> allowedFolders = List.of();

  @Option(
      names = "--allow-http",
      description = "Allow http: URIs of other machines; they are not encrypted.")
  private boolean allowHttp;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description =
          "An S3 service other than Amazon's, such as MinIO; default: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.")
  private String endpoint;

  @Option(
      names = "--s3-region",
      paramLabel = "REGION",
      description =
          "Region of the buckets; default: AWS_REGION, else the profile's, else us-west-2.")
  private String region;

  @Option(
      names = "--aws-profile",
      paramLabel = "NAME",
      description =
          "Profile of ~/.aws/config and ~/.aws/credentials; default: AWS_PROFILE, else 'default'.")
  private String profile;

  @Option(names = "--s3-anonymous", description = "Use no keys for S3: public buckets.")
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
