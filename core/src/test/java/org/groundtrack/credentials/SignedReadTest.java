package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.groundtrack.testing.LoopbackS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signed requests against a server that checks signatures. */
class SignedReadTest {
  private static final String BUCKET = "granules";
  private static final byte[] BYTES = new byte[100_000];

  private static final OkHttpClient CLIENT = new OkHttpClient();
  private static LoopbackS3 s3;

  @BeforeAll
  static void start() throws Exception {
    new Random(7).nextBytes(BYTES);
    s3 = LoopbackS3.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLIENT.connectionPool().evictAll();
    CLIENT.dispatcher().executorService().shutdown();
    s3.close();
  }

  private static Request.Builder request(String key) {
    return new Request.Builder()
        .url(
            new S3Address(BUCKET, key).url(new S3Settings("us-west-2", Optional.of(s3.endpoint()))))
        .header("Range", "bytes=1000-1999");
  }

  private static Request signed(Request request, String secret, String token, Instant now) {
    AwsKeys keys =
        new AwsKeys(
            s3.accessKey(), Secret.of(secret), token == null ? null : Secret.of(token), null);
    return S3Signer.sign(request, keys, "us-west-2", now);
  }

  private static Request signed(Request request) {
    return signed(request, s3.secretKey(), null, Instant.now());
  }

  private static Response get(Request request) throws IOException {
    return CLIENT.newCall(request).execute();
  }

  @Test
  void aSignedRequestReadsItsRange() throws Exception {
    for (String key :
        new String[] {
          "a.h5",
          "with space/and+plus.h5",
          "é/日本/😀.h5",
          "100%/a%20b/%2e%2e/c",
          "q?a=b&c#d;e:f@g!h$i'j(k)l*m,n=o[p]",
          "a\"<>^`{|}~b"
        }) {
      s3.put(BUCKET, key, BYTES);
      for (String token : new String[] {null, "Session/Token+=="}) {
        try (Response response =
            get(signed(request(key).build(), s3.secretKey(), token, Instant.now()))) {
          assertThat(response.code()).as(key).isEqualTo(206);
          assertThat(response.header("Content-Range")).isEqualTo("bytes 1000-1999/100000");
          assertThat(response.body().bytes()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, 2000));
        }
      }
    }
  }

  @Test
  void conditionsAreLeftToTheServer() throws Exception {
    s3.put(BUCKET, "tagged", BYTES);
    String tag;
    try (Response response = get(signed(request("tagged").build()))) {
      tag = response.header("ETag");
      assertThat(tag).startsWith("\"");
    }
    try (Response response = get(signed(request("tagged").header("If-Match", tag).build()))) {
      assertThat(response.code()).isEqualTo(206);
    }
    try (Response response =
        get(signed(request("tagged").header("If-Match", "\"other\"").build()))) {
      assertThat(response.code()).isEqualTo(412);
    }
    try (Response response = get(signed(request("tagged").head().build()))) {
      assertThat(response.isSuccessful()).isTrue();
    }
    try (Response response = get(signed(request("absent").build()))) {
      assertThat(response.code()).isEqualTo(404);
    }
  }

  @Test
  void requestsOfOthersAreRefused() throws Exception {
    s3.put(BUCKET, "mine", BYTES);
    Request plain = request("mine").build();
    Instant now = Instant.now();
    try (Response response = get(signed(plain, "wrong", null, now))) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).contains("SignatureDoesNotMatch");
    }
    try (Response response = get(signed(plain, s3.secretKey(), null, now.minusSeconds(3600)))) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.body().string()).contains("RequestTimeTooSkewed");
    }
    Request moved = signed(plain).newBuilder().header("Range", "bytes=0-99999").build();
    try (Response response = get(moved)) {
      assertThat(response.code()).as("another range than the signed one").isEqualTo(403);
    }
    try (Response response = get(plain)) {
      assertThat(response.code()).as("unsigned").isEqualTo(403);
      assertThat(new String(response.body().bytes(), StandardCharsets.UTF_8))
          .contains("AccessDenied");
    }
  }
}
