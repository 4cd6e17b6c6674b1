package org.groundtrack.credentials;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.groundtrack.error.UsageException;

/**
 * An object of S3. Immutable.
 *
 * <p>The key is taken as it stands, as by AWS's own tools: a percent sign, a question mark or a
 * plus in it is one, and slashes may stand side by side.
 *
 * @param bucket the bucket
 * @param key the object's key
 */
public record S3Address(String bucket, String key) {
  private static final String SCHEME = "s3://";

  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  // What can be one label of a host below a wildcard certificate.
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern DOTS = Pattern.compile("(^|/)\\.{1,2}(/|$)");

  /**
   * @throws UsageException if there can be no such bucket or key
   */
  public S3Address {
    if (!BUCKET.matcher(bucket).matches()) {
      // What stands before an @ is a password, by mistake.
      throw new UsageException(
          "[s3://%s] names no bucket: 3 to 255 letters, digits, dots, hyphens and underscores are one"
              .formatted(bucket.substring(bucket.lastIndexOf('@') + 1)));
    }
    if (key.isEmpty()) {
      throw new UsageException("[s3://%s] names a bucket: name an object in it".formatted(bucket));
    }
    Matcher dots = DOTS.matcher(key);
    if (dots.find()) {
      // HTTP clients and servers resolve them, so the request would be for another object.
      throw new UsageException(
          "[s3://%s/%s] has a segment of dots, which can't be asked for over HTTP: copy the object to another key"
              .formatted(bucket, key));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new UsageException("[s3://%s/%s] is not valid Unicode".formatted(bucket, key));
    }
  }

  /**
   * Reads {@code s3://bucket/key}.
   *
   * @throws UsageException if it is none
   */
  public static S3Address of(String uri) {
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new UsageException("[%s] is not of the form s3://bucket/key".formatted(uri));
    }
    String rest = uri.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? new S3Address(rest, "")
        : new S3Address(rest.substring(0, slash), rest.substring(slash + 1));
  }

  /**
   * The URL of the object: with the bucket in the host at AWS, if it can be part of one, and in the
   * path else. The path is percent-encoded as signatures of version 4 demand.
   *
   * @throws UsageException if the HTTP client would ask for another object
   */
  public HttpUrl url(S3Settings settings) {
    boolean inHost = settings.endpoint().isEmpty() && LABEL.matcher(bucket).matches();
    HttpUrl base = settings.endpoint().map(HttpUrl::get).orElseGet(() -> aws(settings, inHost));
    String prefix = base.encodedPath().replaceFirst("/$", "");
    String path = prefix + (inHost ? "/" : "/" + bucket + "/") + SigV4.encode(key, true);
    HttpUrl url = base.newBuilder().encodedPath(path).build();
    if (!url.encodedPath().equals(path)) {
      throw new UsageException("[%s] can't be asked for over HTTP".formatted(this));
    }
    return url;
  }

  private HttpUrl aws(S3Settings settings, boolean inHost) {
    String region = settings.region();
    // https://docs.aws.amazon.com/general/latest/gr/s3.html
    String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    String host = "s3.%s.%s".formatted(region, domain);
    return HttpUrl.get("https://" + (inHost ? bucket + "." + host : host));
  }

  /** As AWS's tools write it. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
