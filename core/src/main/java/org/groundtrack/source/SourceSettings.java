package org.groundtrack.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.groundtrack.http.HttpSettings;

/**
 * How objects are opened. Immutable.
 *
 * @param http timeouts, retries, requests at once
 * @param allowedSources prefixes that end in {@code /}: what an index names below them is opened
 * @param allowedFolders local folders: what an index names below them is opened
 * @param allowHttp whether hosts other than this machine may be asked without encryption
 * @param s3 region, endpoint and credentials for S3
 * @param cacheFolder where fetched ranges are kept, or {@code null}
 * @param cacheBytes most bytes kept
 * @param environment variables that hold settings and credentials
 * @param client what connections are made with; its resolver of names is asked before any
 */
public record SourceSettings(
    HttpSettings http,
    List<String> allowedSources,
    List<Path> allowedFolders,
    boolean allowHttp,
    S3Options s3,
    Path cacheFolder,
    long cacheBytes,
    Map<String, String> environment,
    OkHttpClient client) {

  /** Ten gigabytes: some thousand areas of a few granules each. */
  public static final long DEFAULT_CACHE_BYTES = 10L << 30;

  /**
   * How S3 is asked; {@code null} leaves a choice to the environment and the shared AWS files.
   *
   * @param endpoint URL of an S3 service other than Amazon's, or {@code null}
   * @param region of the buckets, or {@code null}
   * @param profile of the shared AWS files, or {@code null}
   * @param anonymous whether requests are not signed
   */
  public record S3Options(String endpoint, String region, String profile, boolean anonymous) {
    /** Everything from the environment. */
    public static final S3Options DEFAULT = new S3Options(null, null, null, false);
  }

  public SourceSettings {
    allowedSources = List.copyOf(allowedSources);
    allowedFolders = List.copyOf(allowedFolders);
    environment = Map.copyOf(environment);
  }

  /** Default settings with this process's environment, and no cache. */
  public static SourceSettings standard() {
    return new SourceSettings(
        HttpSettings.DEFAULT,
        List.of(),
        List.of(),
        false,
        S3Options.DEFAULT,
        null,
        DEFAULT_CACHE_BYTES,
        System.getenv(),
        new OkHttpClient());
  }

  /** The same with other HTTP settings. */
  public SourceSettings withHttp(HttpSettings other) {
    return with(copy -> copy.http = other);
  }

  /**
   * The same with prefixes below which an index may name objects, such as {@code https://host/}.
   */
  public SourceSettings allowing(List<String> prefixes) {
    return with(copy -> copy.allowedSources = prefixes);
  }

  /** The same with folders below which an index may name granules. */
  public SourceSettings allowingFolders(List<Path> folders) {
    return with(copy -> copy.allowedFolders = folders);
  }

  /** The same, with or without encryption demanded of other machines. */
  public SourceSettings withAllowHttp(boolean allow) {
    return with(copy -> copy.allowHttp = allow);
  }

  /** The same with other settings for S3. */
  public SourceSettings withS3(S3Options other) {
    return with(copy -> copy.s3 = other);
  }

  /**
   * The same with a cache.
   *
   * @param folder {@code null} for none
   */
  public SourceSettings withCache(Path folder, long maxBytes) {
    return with(
        copy -> {
          copy.cacheFolder = folder;
          copy.cacheBytes = maxBytes;
        });
  }

  /** The same with other variables than the process's. */
  public SourceSettings withEnvironment(Map<String, String> variables) {
    return with(copy -> copy.environment = variables);
  }

  /** The same with connections made by another client. */
  public SourceSettings withClient(OkHttpClient other) {
    return with(copy -> copy.client = other);
  }

  private SourceSettings with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.settings();
  }

  /** Settings of which some are about to change. */
  private static final class Copy {
    private HttpSettings http;
    private List<String> allowedSources;
    private List<Path> allowedFolders;
    private boolean allowHttp;
    private S3Options s3;
    private Path cacheFolder;
    private long cacheBytes;
    private Map<String, String> environment;
    private OkHttpClient client;

    Copy(SourceSettings settings) {
      http = settings.http;
      allowedSources = settings.allowedSources;
      allowedFolders = settings.allowedFolders;
      allowHttp = settings.allowHttp;
      s3 = settings.s3;
      cacheFolder = settings.cacheFolder;
      cacheBytes = settings.cacheBytes;
      environment = settings.environment;
      client = settings.client;
    }

    SourceSettings settings() {
      return new SourceSettings(
          http,
          allowedSources,
          allowedFolders,
          allowHttp,
          s3,
          cacheFolder,
          cacheBytes,
          environment,
          client);
    }
  }
}
