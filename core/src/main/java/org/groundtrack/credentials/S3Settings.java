package org.groundtrack.credentials;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.groundtrack.error.UsageException;

/**
 * Where S3 is. Immutable.
 *
 * @param region of the buckets, such as us-west-2
 * @param endpoint URL of a server that is not AWS's; empty for AWS
 */
public record S3Settings(String region, Optional<String> endpoint) {
  /** Where the buckets of Earthdata's DAACs are. */
  public static final String EARTHDATA_REGION = "us-west-2";

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

  /**
   * @throws UsageException if there can be no such region or endpoint
   */
  public S3Settings {
    if (!REGION.matcher(region).matches()) {
      // It becomes a part of the host that keys are for.
      throw new UsageException("[%s] is no region of AWS, such as us-west-2".formatted(region));
    }
    if (!endpoint.map(S3Settings::isPlain).orElse(true)) {
      // It is not shown: it may hold a password.
      throw new UsageException(
          "The S3 endpoint is not a URL such as https://s3.example.org, without user name and query");
    }
  }

  private static boolean isPlain(String endpoint) {
    HttpUrl url = HttpUrl.parse(endpoint);
    return url != null
        && url.encodedUsername().isEmpty()
        && url.encodedPassword().isEmpty()
        && url.query() == null
        && url.fragment() == null;
  }

  /**
   * What options say, else the environment, else the profile, else AWS where Earthdata is.
   *
   * <p>The variables and their order are those of AWS's tools:
   * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html.
   *
   * @param region option, or {@code null}
   * @param endpoint option, or {@code null}
   * @param environment variables by name
   * @param profile of AWS's shared files
   * @throws UsageException if they say what can't be
   */
  public static S3Settings of(
      String region, String endpoint, Map<String, String> environment, AwsProfile profile) {
    return new S3Settings(
        given(region)
            .or(() -> given(environment.get("AWS_REGION")))
            .or(() -> given(environment.get("AWS_DEFAULT_REGION")))
            .or(() -> profile.property("region"))
            .orElse(EARTHDATA_REGION),
        given(endpoint)
            .or(() -> given(environment.get("AWS_ENDPOINT_URL_S3")))
            .or(() -> given(environment.get("AWS_ENDPOINT_URL")))
            .or(() -> profile.property("endpoint_url")));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
  }
}
