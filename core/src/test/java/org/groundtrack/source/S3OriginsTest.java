package org.groundtrack.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.testing.FakeHost;
import org.groundtrack.testing.FakeNetwork;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SecretScan;
import org.groundtrack.testing.SeenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which keys go to which bucket. */
@Timeout(60)
class S3OriginsTest {
  private static final String BUCKET = "nsidc-cumulus-prod-protected";
  private static final String KEY = "/ATLAS/ATL06/006/a.h5";
  private static final String TOKEN = "SENTINEL-TOKEN";
  private static final String SECRET = "SENTINEL-SECRET";
  private static final String SESSION = "SENTINEL-SESSION";

  @TempDir Path folder;
  private final FakeNetwork network = new FakeNetwork();
  private final FakeHost daac = network.host("data.nsidc.earthdatacloud.nasa.gov");
  private final FaultServer west = network.faultServer(BUCKET + ".s3.us-west-2.amazonaws.com");
  private final byte[] bytes = new byte[10_000];
  private final SourceIdentity identity =
      new SourceIdentity(bytes.length, "\"v1\"", Instant.parse("2024-05-06T07:08:09Z"));

  @AfterEach
  void stop() {
    network.close();
  }

  private Sources sources(Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("NETRC", folder.resolve("none").toString());
    variables.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    variables.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    return Sources.of(
        SourceSettings.standard().withEnvironment(variables).withClient(network.client().build()));
  }

  private void serve(FaultServer server) {
    server.put(KEY, bytes, "\"v1\"", Instant.parse("2024-05-06T07:08:09Z"));
  }

  private RangeReader open(Sources sources) {
    return sources.openReferenced(
        Location.of("s3://" + BUCKET + KEY), Location.of(folder.resolve("index")), identity);
  }

  @Test
  void bucketsOfAnArchiveAreReadWithItsTemporaryKeysAskedForOnce() throws Exception {
    serve(west);
    daac.on(
        "/s3credentials",
        request ->
            new MockResponse.Builder()
                .body(
                    """
                    {"accessKeyId": "ASIATEMPORARY", "secretAccessKey": "%s",
                     "sessionToken": "%s", "expiration": "2099-01-01 00:00:00+00:00"}
                    """
                        .formatted(SECRET, SESSION))
                .build());
    try (Sources sources = sources(Map.of("EARTHDATA_TOKEN", TOKEN));
        RangeReader reader = open(sources)) {
      ExecutorService threads = Executors.newFixedThreadPool(16);
      try {
        CompletableFuture<?>[] reads =
            IntStream.range(0, 64)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> reader.read(new ByteRange(i * 100L, 100)), threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(reads).get();
      } finally {
        threads.shutdownNow();
      }
    }
    assertThat(daac.requests("/s3credentials")).hasSize(1);
    assertThat(daac.requests().get(0).getHeaders().get("Authorization"))
        .isEqualTo("Bearer " + TOKEN);
    assertThat(west.requests()).hasSize(64);
    for (SeenRequest request : west.requests()) {
      assertThat(request.header("Authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=ASIATEMPORARY/")
          .doesNotContain("SENTINEL");
      assertThat(request.header("x-amz-security-token")).isEqualTo(SESSION);
      assertThat(request.headerLines().toString()).doesNotContain(TOKEN, SECRET);
    }
  }

  @Test
  void aBucketOfAnotherRegionSaysSoOnce() {
    FaultServer east = network.faultServer(BUCKET + ".s3.eu-central-1.amazonaws.com");
    serve(east);
    west.on(KEY).always(Fault.status(301, "<Error/>", "x-amz-bucket-region: eu-central-1"));
    try (Sources sources =
            sources(Map.of("AWS_ACCESS_KEY_ID", "AKIAOWN", "AWS_SECRET_ACCESS_KEY", SECRET));
        RangeReader reader = open(sources)) {
      reader.read(new ByteRange(0, 10));
      reader.read(new ByteRange(10, 10));
    }
    assertThat(west.requests()).hasSize(1);
    assertThat(east.requests()).hasSize(2);
    assertThat(east.requests().get(0).header("Authorization")).contains("/eu-central-1/s3/");
  }

  @Test
  void deniedKeysAreToldWithoutThem() {
    west.on(KEY).always(Fault.status(403, "<Error>AccessDenied " + SESSION + "</Error>"));
    try (Sources sources =
            sources(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "AKIAOWN",
                    "AWS_SECRET_ACCESS_KEY", SECRET,
                    "AWS_SESSION_TOKEN", SESSION));
        RangeReader reader = open(sources)) {
      Throwable thrown = catchThrowable(() -> reader.read(new ByteRange(0, 10)));
      assertThat(thrown)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContainingAll("s3://" + BUCKET + KEY, "HTTP 403", "us-west-2");
      SecretScan.of(SECRET, SESSION).exception(thrown);
    }
  }
}
