package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class S3SignerTest {
  // The example keys of AWS's documentation, which are nobody's.
  private static final String ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final AwsKeys KEYS = new AwsKeys(ID, Secret.of(SECRET), null, null);

  private static final List<String> ODD =
      List.of(" ", "+", "/", "//", "é", "日本", "%", "%20", "?", "#", "~", "..x", "&=", "😀", "\t");

  @Test
  void theExampleOfTheDocumentationIsSignedAsDocumented() {
    Request request =
        new Request.Builder()
            .url("https://examplebucket.s3.amazonaws.com/test.txt")
            .header("Range", "bytes=0-9")
            .build();
    Request signed =
        S3Signer.sign(request, KEYS, "us-east-1", Instant.parse("2013-05-24T00:00:00Z"));
    assertThat(signed.header("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(signed.header("x-amz-date")).isEqualTo("20130524T000000Z");
    assertThat(signed.header("Range")).isEqualTo("bytes=0-9");
    assertThat(signed.url()).isEqualTo(request.url());
  }

  @Test
  void theExampleOfAListIsSignedAsDocumented() {
    Request request =
        new Request.Builder()
            .url("https://examplebucket.s3.amazonaws.com/?prefix=J&max-keys=2")
            .build();
    assertThat(
            S3Signer.sign(request, KEYS, "us-east-1", Instant.parse("2013-05-24T00:00:00Z"))
                .header("Authorization"))
        .endsWith("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void randomRequestsAreSignedAsByTheSdkOfAws() {
    long seed = System.nanoTime();
    System.out.println("S3SignerTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      boolean temporary = random.nextBoolean();
      String token = "Tok/en+" + random.nextInt() + "==";
      Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
      Request request = request(random);
      AwsKeys keys = new AwsKeys(ID, Secret.of(SECRET), temporary ? Secret.of(token) : null, null);
      Request signed = S3Signer.sign(request, keys, "us-west-2", now);
      assertThat(new TreeMap<>(signed.headers().toMultimap()))
          .as("seed %s, request %s, %s", seed, i, request.url())
          .containsAllEntriesOf(oracle(request, temporary ? token : null, now));
    }
  }

  private static Request request(Random random) {
    StringBuilder key = new StringBuilder("k");
    for (int i = random.nextInt(12); i > 0; i--) {
      key.append(random.nextBoolean() ? ODD.get(random.nextInt(ODD.size())) : "a");
    }
    Optional<String> endpoint =
        random.nextBoolean() ? Optional.empty() : Optional.of("http://127.0.0.1:9000/s3/");
    String bucket = random.nextBoolean() ? "a-bucket" : "A.Bucket_1";
    HttpUrl.Builder url =
        new S3Address(bucket, key.toString())
            .url(new S3Settings("us-west-2", endpoint))
            .newBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      url.addQueryParameter(
          "a" + "-.z%~".charAt(random.nextInt(5)) + random.nextInt(3),
          ODD.get(random.nextInt(ODD.size())));
    }
    Request.Builder request = new Request.Builder().url(url.build());
    if (random.nextBoolean()) {
      request.head();
    }
    if (random.nextBoolean()) {
      request.header("Range", "bytes=%s-".formatted(random.nextInt(1000)));
    }
    if (random.nextBoolean()) {
      request.header("x-amz-request-payer", "  requester   pays ");
    }
    return request.build();
  }

  private static Map<String, List<String>> oracle(Request request, String token, Instant now) {
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .protocol(request.url().scheme())
            .host(request.url().host())
            .port(request.url().port())
            .encodedPath(request.url().encodedPath());
    for (int i = 0; i < request.url().querySize(); i++) {
      http.appendRawQueryParameter(
          request.url().queryParameterName(i), request.url().queryParameterValue(i));
    }
    request.headers().toMultimap().forEach(http::putHeader);
    AwsCredentialsIdentity identity =
        token == null
            ? AwsCredentialsIdentity.create(ID, SECRET)
            : AwsSessionCredentialsIdentity.create(ID, SECRET, token);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(identity)
                        .request(http.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-west-2")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
            .request();
    TreeMap<String, List<String>> headers = new TreeMap<>();
    for (String name :
        List.of("Authorization", "X-Amz-Date", "x-amz-content-sha256", "X-Amz-Security-Token")) {
      signed
          .firstMatchingHeader(name)
          .ifPresent(
              v -> headers.put(name.toLowerCase(Locale.ROOT), List.of(v.replace(", ", ","))));
    }
    assertThat(headers).hasSize(token == null ? 3 : 4);
    return headers;
  }

  @Test
  void signingAgainReplacesTheSignature() {
    Request request = new Request.Builder().url("https://b.s3.amazonaws.com/k").build();
    AwsKeys keys = new AwsKeys(ID, Secret.of(SECRET), Secret.of("t"), null);
    Instant now = Instant.parse("2024-01-01T00:00:00Z");
    Request once = S3Signer.sign(request, keys, "us-west-2", now);
    Request twice =
        S3Signer.sign(
            S3Signer.sign(request, keys, "x", now.minusSeconds(9)), keys, "us-west-2", now);
    assertThat(twice.headers()).isEqualTo(once.headers());
  }

  @Test
  void requestsThatWriteAreRefused() {
    Request request =
        new Request.Builder()
            .url("https://b.s3.amazonaws.com/k")
            .put(RequestBody.create(new byte[1]))
            .build();
    assertThatThrownBy(() -> S3Signer.sign(request, KEYS, "us-west-2", Instant.EPOCH))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("body");
  }
}
