package org.groundtrack.credentials;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.groundtrack.error.UsageException;

/**
 * Signs requests that read from S3, by version 4 of AWS's signatures:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. The signature
 * covers method, URL, {@code Range} and the {@code x-amz-} headers. Servers refuse one that is
 * older than 15 minutes, so a request is signed again for each attempt. Has no state.
 */
public final class S3Signer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String NO_BODY = SigV4.sha256("");

  private S3Signer() {}

  /**
   * A request as it was, signed; an {@code Authorization} that it had is replaced.
   *
   * @param request for a URL as {@link S3Address#url} makes it, without a body
   * @param keys signed with; a session token is sent along
   * @param region of the bucket
   * @param now the time
   * @throws UsageException if the request has a body
   */
  public static Request sign(Request request, AwsKeys keys, String region, Instant now) {
    if (request.body() != null) {
      throw new UsageException(
          "A request with a body can't be signed: Groundtrack only reads from S3");
    }
    String time = TIME.format(now);
    Request.Builder builder =
        request.newBuilder().header("x-amz-date", time).header("x-amz-content-sha256", NO_BODY);
    keys.sessionToken().ifPresent(t -> builder.header("x-amz-security-token", t.reveal()));
    Request stamped = builder.build();

    Map<String, String> headers = signedHeaders(stamped);
    String names = String.join(";", headers.keySet());
    String[] scope = {time.substring(0, 8), region, "s3", "aws4_request"};
    String scoped = String.join("/", scope);
    String text =
        String.join(
            "\n", ALGORITHM, time, scoped, SigV4.sha256(canonical(stamped, headers, names)));
    return stamped
        .newBuilder()
        .header(
            "Authorization",
            "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                .formatted(
                    ALGORITHM,
                    keys.accessKeyId(),
                    scoped,
                    names,
                    SigV4.sign(keys.secretKey(), scope, text)))
        .build();
  }

  private static String canonical(Request request, Map<String, String> headers, String names) {
    String lines =
        headers.entrySet().stream()
            .map(h -> h.getKey() + ":" + h.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        request.url().encodedPath(),
        query(request.url()),
        lines,
        names,
        NO_BODY);
  }

  /** Sorted by name. */
  private static Map<String, String> signedHeaders(Request request) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", host(request.url()));
    for (String name : request.headers().names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-amz-") || lower.equals("range")) {
        List<String> values = request.headers(name);
        headers.put(
            lower,
            values.stream()
                .map(v -> v.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(",")));
      }
    }
    return headers;
  }

  /** As it is sent: with the port unless it is the scheme's, and IPv6 addresses in brackets. */
  private static String host(HttpUrl url) {
    String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private static String query(HttpUrl url) {
    List<String[]> parameters = new ArrayList<>();
    for (int i = 0; i < url.querySize(); i++) {
      String value = url.queryParameterValue(i);
      parameters.add(
          new String[] {
            SigV4.encode(url.queryParameterName(i), false),
            SigV4.encode(value == null ? "" : value, false)
          });
    }
    // By name, not by the joined text: "=" comes after some of the characters of names.
    parameters.sort(Comparator.<String[], String>comparing(p -> p[0]).thenComparing(p -> p[1]));
    return parameters.stream().map(p -> String.join("=", p)).collect(Collectors.joining("&"));
  }
}
