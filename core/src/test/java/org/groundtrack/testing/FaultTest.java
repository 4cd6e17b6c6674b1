package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault sends what it says, seen over a plain socket. The object holds 0, 1, ... 99. */
class FaultTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final byte[] object = new byte[100];
  private FaultServer server;

  @BeforeEach
  void start() {
    for (int i = 0; i < object.length; i++) {
      object[i] = (byte) i;
    }
    server = new FaultServer();
    server.put("/o", object, "\"v1\"", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** What came until the server ended the connection. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Received(String head, byte[] body) {}

  private Socket ask() throws IOException {
    Socket socket = new Socket(FaultServer.loopback(), server.port());
    socket.setSoTimeout(5000);
    socket
        .getOutputStream()
        .write(
            "GET /o HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes=10-19\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Asks for bytes 10 to 19, ten of them. */
  private Received range(Fault fault) throws IOException {
    server.on("/o").lift();
    server.on("/o").always(fault);
    try (Socket socket = ask()) {
      byte[] all = socket.getInputStream().readAllBytes();
      String text = new String(all, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      return end < 0
          ? new Received(text, new byte[0])
          : new Received(text.substring(0, end), Arrays.copyOfRange(all, end + 4, all.length));
    }
  }

  private static byte[] numbers(int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = from; i < to; i++) {
      bytes[i - from] = (byte) i;
    }
    return bytes;
  }

  @Test
  void noFaultIsTheCorrectRange() throws IOException {
    Received got = range(Fault.none());
    assertThat(got.head()).startsWith("HTTP/1.1 206").contains("Content-Range: bytes 10-19/100");
    assertThat(got.body()).isEqualTo(numbers(10, 20));
  }

  @Test
  void statusHasItsHeadersAndBody() throws IOException {
    Received got = range(Fault.status(429, "slow down", "Retry-After: 2", "X-Note: a:b"));
    assertThat(got.head()).startsWith("HTTP/1.1 429").contains("Retry-After: 2", "X-Note: a:b");
    assertThat(got.body()).asString().isEqualTo("slow down");
  }

  @Test
  void redirectHasItsLocationOrNone() throws IOException {
    assertThat(range(Fault.redirect(307, "file:///etc/passwd")).head())
        .startsWith("HTTP/1.1 307")
        .contains("Location: file:///etc/passwd");
    assertThat(range(Fault.redirect(302, null)).head()).doesNotContain("Location");
  }

  @Test
  void loginPageIsHtmlWithStatus200() throws IOException {
    Received got = range(Fault.loginPage());
    assertThat(got.head()).startsWith("HTTP/1.1 200").contains("Content-Type: text/html");
    assertThat(got.body()).asString().startsWith("<!DOCTYPE html>");
  }

  @Test
  void ignoredRangeIsTheWholeObject() throws IOException {
    Received got = range(Fault.ignoreRange());
    assertThat(got.head()).startsWith("HTTP/1.1 200").doesNotContain("Content-Range");
    assertThat(got.body()).isEqualTo(object);
  }

  @Test
  void headersAreReplacedOrLeftOut() throws IOException {
    assertThat(range(Fault.header("Content-Range", "bytes ten-twenty")).head())
        .contains("Content-Range: bytes ten-twenty");
    assertThat(range(Fault.header("content-range", null)).head())
        .startsWith("HTTP/1.1 206")
        .doesNotContain("Content-Range");
    assertThat(range(Fault.header("ETag", "\"v2\"")).head()).contains("ETag: \"v2\"");
    assertThat(range(Fault.shiftedContentRange(1)).head()).contains("bytes 11-20/100");
    assertThat(range(Fault.total("*")).head()).contains("bytes 10-19/*");
    assertThat(range(Fault.total("99")).head()).contains("bytes 10-19/99");
  }

  @Test
  void otherRangesAreWellFormed() throws IOException {
    Received other = range(Fault.otherRange(0, 3));
    assertThat(other.head()).contains("bytes 0-3/100", "Content-Length: 4", "ETag: \"v1\"");
    assertThat(other.body()).isEqualTo(numbers(0, 4));
    Received fewer = range(Fault.fewerBytes(4));
    assertThat(fewer.head()).contains("bytes 10-15/100", "Content-Length: 6");
    assertThat(fewer.body()).isEqualTo(numbers(10, 16));
  }

  @Test
  void multipartHasTheRangeInItsOnlyPart() throws IOException {
    Received got = range(Fault.multipart());
    assertThat(got.head())
        .contains("multipart/byteranges; boundary=BOUNDARY")
        .doesNotContain("Content-Range");
    assertThat(new String(got.body(), StandardCharsets.ISO_8859_1))
        .startsWith("--BOUNDARY\r\nContent-Range: bytes 10-19/100\r\n\r\n")
        .endsWith("\r\n--BOUNDARY--\r\n");
  }

  @Test
  void bodiesAreCutInEveryFraming() throws IOException {
    Received length = range(Fault.cutAfter(4));
    assertThat(length.head()).contains("Content-Length: 10");
    assertThat(length.body()).isEqualTo(numbers(10, 14));
    Received close = range(Fault.closeDelimited(4));
    assertThat(close.head()).doesNotContain("Content-Length", "Transfer-Encoding");
    assertThat(close.body()).isEqualTo(numbers(10, 14));
    Received chunked = range(Fault.chunkedCutAfter(4));
    assertThat(chunked.head()).contains("chunked").doesNotContain("Content-Length");
    assertThat(chunked.body()).isEqualTo(new byte[] {'a', '\r', '\n', 10, 11, 12, 13});
  }

  @Test
  void lengthsAreWrong() throws IOException {
    Received smaller = range(Fault.contentLength("4"));
    assertThat(smaller.head()).contains("Content-Length: 4");
    assertThat(smaller.body()).hasSize(10);
    assertThat(range(Fault.contentLength("-1")).head()).contains("Content-Length: -1");
    Received more = range(Fault.moreBytes(5));
    assertThat(more.head()).contains("Content-Length: 15", "bytes 10-19/100");
    assertThat(more.body()).hasSize(15).startsWith(numbers(10, 20));
  }

  @Test
  void stallsLastUntilTheClientGivesUp() throws Exception {
    server.on("/o").request(1, Fault.stall()).request(2, Fault.stallAfter(3));
    ask().close();
    awaitRequests(1);
    try (Socket socket = ask()) {
      readHead(socket.getInputStream());
      assertThat(socket.getInputStream().readNBytes(3)).isEqualTo(numbers(10, 13));
    }
    for (SeenRequest request : awaitRequests(2)) {
      assertThat(request.awaitClosedEarly(SOON)).isTrue();
    }
  }

  @Test
  void dripSendsAByteAtATimeAndEndsWithTheClient() throws Exception {
    long start = System.nanoTime();
    assertThat(range(Fault.drip(Duration.ofMillis(5))).body()).isEqualTo(numbers(10, 20));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(49));
    assertThat(server.requests().get(0).closedEarly()).isFalse();
    server.on("/o").lift();
    server.on("/o").always(Fault.drip(SOON));
    try (Socket socket = ask()) {
      readHead(socket.getInputStream());
    }
    assertThat(awaitRequests(2).get(1).awaitClosedEarly(SOON)).isTrue();
  }

  @Test
  void resetsEndTheConnectionWithAnError() throws IOException {
    for (Fault fault : new Fault[] {Fault.reset(), Fault.resetInHeaders(), Fault.resetAfter(3)}) {
      assertThatThrownBy(() -> range(fault)).isInstanceOf(SocketException.class);
    }
    server.resetConnections(1);
    assertThatThrownBy(() -> range(Fault.none())).isInstanceOf(SocketException.class);
    assertThat(range(Fault.none()).body()).isEqualTo(numbers(10, 20));
    assertThat(server.requests()).hasSize(4);
    assertThat(server.connections()).isEqualTo(5);
  }

  @Test
  void gzipIsAskedForByNobody() throws IOException {
    Received got = range(Fault.gzip());
    assertThat(got.head()).contains("Content-Encoding: gzip", "bytes 10-19/100");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(got.body())).readAllBytes())
        .isEqualTo(numbers(10, 20));
  }

  @Test
  void headersHaveNoEndAndJunkIsNoResponse() throws IOException {
    Received endless = range(Fault.endlessHeaders(10_000_000));
    assertThat(endless.head().length()).isGreaterThan(10_000_000);
    assertThat(endless.body()).isEmpty();
    assertThat(range(Fault.junk("<html>hello</html>")).head()).isEqualTo("<html>hello</html>");
  }

  @Test
  void changedBytesHaveTheOldMarks() throws IOException {
    Received got = range(Fault.changedBytes());
    assertThat(got.head()).contains("ETag: \"v1\"", "bytes 10-19/100");
    assertThat(got.body()).hasSize(10).startsWith(10 ^ 0x55, 11 ^ 0x55);
    assertThat(range(Fault.none()).body()).isEqualTo(numbers(10, 20));
  }

  @Test
  void closedPortRefuses() throws IOException {
    int port = FaultServer.closedPort();
    assertThatThrownBy(() -> new Socket(FaultServer.loopback(), port).close())
        .isInstanceOf(IOException.class);
  }

  private static void readHead(InputStream in) throws IOException {
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      text += (char) in.read();
    }
  }

  /** A client may have closed before its request is on record. */
  private List<SeenRequest> awaitRequests(int count) {
    while (server.requests().size() < count) {
      Thread.onSpinWait();
    }
    return server.requests();
  }
}
