package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A {@link FaultServer} without faults is a correct server of ranges. */
class FaultServerTest {
  private static final Instant MODIFIED = Instant.parse("2024-03-05T06:07:08Z");
  private static final Duration SOON = Duration.ofSeconds(5);

  private final byte[] object = new byte[1000];
  private final OkHttpClient client = new OkHttpClient();
  private FaultServer server;

  @BeforeEach
  void start() {
    for (int i = 0; i < object.length; i++) {
      object[i] = (byte) (i * 7);
    }
    server = new FaultServer();
    server.put("/a.h5", object, "\"v1\"", MODIFIED);
  }

  @AfterEach
  void stop() {
    client.connectionPool().evictAll();
    server.close();
  }

  private Response get(String path, String... headers) throws IOException {
    Request.Builder request = new Request.Builder().url(server.url(path).toString());
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      request.header(parts[0], parts[1]);
    }
    return client.newCall(request.build()).execute();
  }

  @Test
  void rangeIsAnsweredWithItsBytesAndWhatDescribesThem() throws IOException {
    server.clock(Clock.fixed(Instant.parse("2025-01-02T03:04:05Z"), ZoneOffset.UTC));
    try (Response response = get("/a.h5", "Range: bytes=10-19")) {
      assertThat(response.code()).isEqualTo(206);
      assertThat(response.header("Content-Range")).isEqualTo("bytes 10-19/1000");
      assertThat(response.header("ETag")).isEqualTo("\"v1\"");
      assertThat(response.header("Last-Modified")).isEqualTo("Tue, 05 Mar 2024 06:07:08 GMT");
      assertThat(response.header("Date")).isEqualTo("Thu, 02 Jan 2025 03:04:05 GMT");
      assertThat(response.body().bytes()).isEqualTo(Arrays.copyOfRange(object, 10, 20));
    }
  }

  @Test
  void rangesAreClippedAndSuffixesServed() throws IOException {
    try (Response clipped = get("/a.h5", "Range: bytes=990-5000");
        Response open = get("/a.h5", "Range: bytes=998-");
        Response suffix = get("/a.h5", "Range: bytes=-3");
        Response longSuffix = get("/a.h5", "Range: bytes=-3000")) {
      assertThat(clipped.header("Content-Range")).isEqualTo("bytes 990-999/1000");
      assertThat(open.header("Content-Range")).isEqualTo("bytes 998-999/1000");
      assertThat(suffix.header("Content-Range")).isEqualTo("bytes 997-999/1000");
      assertThat(longSuffix.header("Content-Range")).isEqualTo("bytes 0-999/1000");
    }
  }

  @Test
  void wholeObjectMissingObjectAndRangeBeyondTheEndHaveTheirStatus() throws IOException {
    try (Response whole = get("/a.h5?A-userid=x");
        Response missing = get("/b.h5");
        Response beyond = get("/a.h5", "Range: bytes=1000-1001")) {
      assertThat(whole.code()).isEqualTo(200);
      assertThat(whole.body().bytes()).isEqualTo(object);
      assertThat(missing.code()).isEqualTo(404);
      assertThat(beyond.code()).isEqualTo(416);
      assertThat(beyond.header("Content-Range")).isEqualTo("bytes */1000");
    }
    assertThat(server.requests("/a.h5")).hasSize(2);
    assertThat(server.requests().get(0).target()).isEqualTo("/a.h5?A-userid=x");
  }

  @Test
  void conditionsThatFailAreAnswered412() throws IOException {
    try (Response same = get("/a.h5", "If-Match: \"v1\"", "Range: bytes=0-0");
        Response other = get("/a.h5", "If-Match: \"v2\"", "Range: bytes=0-0");
        Response sameTime = get("/a.h5", "If-Unmodified-Since: Tue, 05 Mar 2024 06:07:08 GMT");
        Response earlier = get("/a.h5", "If-Unmodified-Since: Tue, 05 Mar 2024 06:07:07 GMT")) {
      assertThat(same.code()).isEqualTo(206);
      assertThat(other.code()).isEqualTo(412);
      assertThat(sameTime.code()).isEqualTo(200);
      assertThat(earlier.code()).isEqualTo(412);
    }
    server.put("/a.h5", object, "W/\"v1\"", null);
    try (Response weak = get("/a.h5", "If-Match: W/\"v1\"")) {
      assertThat(weak.code()).isEqualTo(412);
    }
  }

  @Test
  void headHasNoBodyAndTheConnectionIsKept() throws IOException {
    Request head = new Request.Builder().url(server.url("/a.h5").toString()).head().build();
    try (Response response = client.newCall(head).execute()) {
      assertThat(response.header("Content-Length")).isEqualTo("1000");
    }
    try (Response response = get("/a.h5", "Range: bytes=0-9")) {
      assertThat(response.body().bytes()).hasSize(10);
    }
    assertThat(server.requests()).extracting(SeenRequest::connection).containsExactly(1, 1);
    assertThat(server.requests()).extracting(SeenRequest::method).containsExactly("HEAD", "GET");
    assertThat(server.bytesSent()).isEqualTo(10);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.openConnections()).isEqualTo(1);
  }

  @Test
  void faultsMeetTheRequestsTheyAreScriptedFor() throws IOException {
    server
        .on("/a.h5")
        .times(2, Fault.status(503, "busy"))
        .request(4, Fault.status(500, "broken"))
        .from(6, Fault.status(403, "expired"));
    server.onAny().always(Fault.status(418, "others"));
    int[] codes = new int[7];
    for (int i = 0; i < codes.length; i++) {
      try (Response response = get("/a.h5")) {
        codes[i] = response.code();
      }
    }
    assertThat(codes).containsExactly(503, 503, 418, 500, 418, 403, 403);
    server.on("/a.h5").lift();
    server.onAny().lift();
    try (Response response = get("/a.h5")) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void latencyAndBandwidthTakeTheirTime() throws IOException {
    server.latency(Duration.ofMillis(20));
    server.bandwidth(20_000);
    long start = System.nanoTime();
    try (Response response = get("/a.h5")) {
      assertThat(response.body().bytes()).isEqualTo(object);
    }
    // 1,000 bytes at 20 a millisecond, after the latency.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(69));
  }

  @Test
  void clientThatEndsTheConnectionEarlyIsOnRecord() throws Exception {
    server.on("/a.h5").always(Fault.stallAfter(10));
    try (Response response = get("/a.h5")) {
      assertThat(response.body().source().readByteArray(10)).hasSize(10);
      assertThat(server.requests().get(0).closedEarly()).isFalse();
    }
    assertThat(server.requests().get(0).awaitClosedEarly(SOON)).isTrue();
    assertThat(server.requests().get(0).closedEarly()).isTrue();
  }

  @Test
  void closingEndsAStalledResponse() throws IOException {
    server.on("/a.h5").always(Fault.stallAfter(10));
    try (Response response = get("/a.h5")) {
      server.close();
      assertThatThrownBy(() -> response.body().bytes()).isInstanceOf(IOException.class);
    }
    assertThat(server.openConnections()).isZero();
  }

  @Test
  void faultThatCantAnswerFailsTheTestWhenTheServerIsClosed() {
    FaultServer misused = new FaultServer();
    misused.on("/none.h5").always(Fault.ignoreRange());
    Request request = new Request.Builder().url(misused.url("/none.h5").toString()).build();
    assertThatThrownBy(() -> client.newCall(request).execute()).isInstanceOf(IOException.class);
    assertThatThrownBy(misused::close)
        .isInstanceOf(AssertionError.class)
        .hasStackTraceContaining("needs an object at /none.h5");
  }
}
