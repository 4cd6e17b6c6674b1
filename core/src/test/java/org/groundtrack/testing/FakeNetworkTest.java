package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.groundtrack.testing.FakeNetwork.Connect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A {@link FakeNetwork} serves real names over https, and nothing leaves it. */
class FakeNetworkTest {
  private static final String URS = "urs.earthdata.nasa.gov";
  private static final String CDN = "d1abc.cloudfront.net";

  private final FakeNetwork network = new FakeNetwork();
  private final OkHttpClient client = network.client().build();

  @AfterEach
  void close() {
    client.connectionPool().evictAll();
    network.close();
  }

  private Response get(String url) throws IOException {
    return client.newCall(new Request.Builder().url(url).build()).execute();
  }

  private static MockResponse ok(RecordedRequest request) {
    return new MockResponse.Builder().body("seen as " + request.getUrl().host()).build();
  }

  @Test
  void hostsAnswerUnderTheirRealNames() throws IOException {
    FakeHost urs = network.host(URS).on("/oauth/authorize", FakeNetworkTest::ok);
    FakeHost evil = network.host("evil.test").otherwise(FakeNetworkTest::ok);
    try (Response response = get("https://urs.earthdata.nasa.gov/oauth/authorize?state=x")) {
      assertThat(response.body().string()).isEqualTo("seen as " + URS);
      assertThat(response.handshake().peerPrincipal().getName()).isEqualTo("CN=" + URS);
    }
    try (Response response = get("https://evil.test/anything");
        Response missing = get(urs.url("/nothing").toString())) {
      assertThat(response.body().string()).isEqualTo("seen as evil.test");
      assertThat(missing.code()).isEqualTo(404);
    }
    assertThat(urs.requests("/oauth/authorize"))
        .extracting(RecordedRequest::getTarget)
        .containsExactly("/oauth/authorize?state=x");
    assertThat(evil.requests()).hasSize(1);
    assertThat(network.lookups()).startsWith(URS, "evil.test");
    assertThat(network.connects())
        .contains(new Connect("198.51.100.1", 443, false), new Connect("198.51.100.2", 443, false));
  }

  @Test
  void faultServerAnswersUnderARealName() throws Exception {
    FaultServer cdn = network.faultServer(CDN);
    cdn.put("/o", new byte[] {1, 2, 3}, null, null);
    cdn.on("/o").request(2, Fault.stallAfter(1)).request(3, Fault.resetAfter(1));
    try (Response response = get("https://d1abc.cloudfront.net/o?Signature=x")) {
      assertThat(response.body().bytes()).containsExactly(1, 2, 3);
    }
    try (Response stalled = get("https://d1abc.cloudfront.net/o")) {
      assertThat(stalled.body().source().readByte()).isEqualTo((byte) 1);
    }
    assertThat(cdn.requests().get(1).awaitClosedEarly(Duration.ofSeconds(5))).isTrue();
    assertThatThrownBy(
            () -> {
              try (Response reset = get("https://d1abc.cloudfront.net/o")) {
                reset.body().bytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void unknownNamesAreRefusedAndOnRecord() {
    assertThatThrownBy(() -> get("https://elsewhere.example/x"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("elsewhere.example");
    assertThat(network.lookups()).containsExactly("elsewhere.example");
    assertThat(network.connects()).isEmpty();
  }

  @Test
  void addressesInUrlsPassTheNamesButNotTheSockets() {
    for (String url :
        List.of(
            "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "https://[fe80::1]/")) {
      assertThatThrownBy(() -> get(url)).isInstanceOf(ConnectException.class);
    }
    assertThat(network.lookups()).isEmpty();
    assertThat(network.connects())
        .containsExactly(
            new Connect("169.254.169.254", 80, true),
            new Connect("127.0.0.1", 80, true),
            new Connect("fe80:0:0:0:0:0:0:1", 443, true));
  }

  @Test
  void otherPortsOfARegisteredHostAreRefused() {
    network.host(URS);
    assertThatThrownBy(() -> get("http://" + URS + "/")).isInstanceOf(ConnectException.class);
    assertThat(network.connects()).containsExactly(new Connect("198.51.100.1", 80, true));
  }

  @Test
  void namesHaveTheAddressesThatTheTestSays() throws IOException {
    network.host("rebound.test", "10.0.0.7").otherwise(FakeNetworkTest::ok);
    assertThat(network.dns().lookup("rebound.test").get(0).isSiteLocalAddress()).isTrue();
    get("https://rebound.test/").close();
    network.resolve("rebound.test", "198.51.100.77", "169.254.169.254");
    assertThat(network.dns().lookup("rebound.test"))
        .extracting(address -> address.getHostAddress())
        .containsExactly("198.51.100.77", "169.254.169.254");
    assertThatThrownBy(() -> network.resolve("x.test", "localhost"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void routesLeadToPlainServers() throws IOException {
    try (FaultServer plain = new FaultServer()) {
      plain.put("/o", new byte[4], null, null);
      network.resolve("plain.test", "198.51.100.200");
      network.route("198.51.100.200", 80, plain.port());
      try (Response response = get("http://plain.test/o")) {
        assertThat(response.body().bytes()).hasSize(4);
      }
    }
  }

  @Test
  void certificateOfAnotherNameIsRefused() {
    FakeHost urs = network.host(URS);
    network.resolve("evil.test", urs.address().getHostAddress());
    assertThatThrownBy(() -> get("https://evil.test/")).isInstanceOf(SSLException.class);
    assertThat(urs.requests()).isEmpty();
  }

  @Test
  void socketsConnectNowhereElse() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(FaultServer.loopback(), 9);
    assertThatThrownBy(() -> network.socketFactory().createSocket().connect(loopback))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> network.socketFactory().createSocket(FaultServer.loopback(), 9))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> network.socketFactory().createSocket("localhost", 9))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void handlerThatFailsFailsTheTest() throws IOException {
    FakeNetwork other = new FakeNetwork();
    other
        .host(URS)
        .otherwise(
            request -> {
              throw new AssertionError("the reason");
            });
    OkHttpClient otherClient = other.client().build();
    Request request = new Request.Builder().url("https://" + URS + "/").build();
    try (Response response = otherClient.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(500);
    }
    assertThatThrownBy(other::close).hasRootCauseMessage("the reason");
  }
}
