package org.groundtrack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are allowed by HTTP, and lead astray who takes them at their word. */
@Timeout(60)
class HostileAnswersTest {
  private static final String PATH = "/data/granule.h5";
  private static final Instant MODIFIED = Instant.parse("2024-05-06T07:08:09Z");
  private static final ByteRange RANGE = new ByteRange(2000, 100);

  private final FaultServer server = new FaultServer();
  private final FakeTime time = new FakeTime();
  private final byte[] bytes = new byte[10_000];
  private HttpTransport transport =
      new HttpTransport(new OkHttpClient(), HttpSettings.DEFAULT, new OpenRules());

  HostileAnswersTest() {
    new Random(1).nextBytes(bytes);
    server.put(PATH, bytes, "\"v1\"", MODIFIED);
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  private HttpRangeReader reader(SourceIdentity expected) {
    HttpUrl url = HttpUrl.get(server.url(PATH).toString());
    return new HttpRangeReader(
        transport, Origin.of(url), expected, 1000, new ReadCounters(), time, time);
  }

  /** A whole body in one chunk, of no length that is said before. */
  private static Fault chunked() {
    return exchange -> {
      Reply reply = exchange.reply().header("Transfer-Encoding", "chunked");
      exchange.sendHead(reply);
      byte[] body = exchange.object().bytes();
      String size = Integer.toHexString(body.length) + "\r\n";
      exchange.sendRaw(size.getBytes(StandardCharsets.US_ASCII));
      exchange.sendBody(body, 0, body.length);
      exchange.sendRaw("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    };
  }

  @Test
  void aWholeObjectTakesTheMemoryThatItHasNotThatOfItsLimit() {
    server.on(PATH).always(chunked());
    // An array of this length can't be had in any JVM.
    assertThat(reader(null).readWhole(Integer.MAX_VALUE)).isEqualTo(bytes);
  }

  @Test
  void aWholeObjectWithoutALengthIsHeldToItsLimit() {
    server.on(PATH).always(chunked());
    assertThat(reader(null).readWhole(bytes.length)).isEqualTo(bytes);
    assertThatThrownBy(() -> reader(null).readWhole(bytes.length - 1))
        .isInstanceOf(SourceUnavailableException.class);
  }

  @Test
  void anErrorWhileAnAnswerIsReadReachesWhoWaitsForIt() {
    transport.close();
    OkHttpClient failing =
        new OkHttpClient.Builder().addInterceptor(chain -> outOfMemory(chain.request())).build();
    transport = new HttpTransport(failing, HttpSettings.DEFAULT, new OpenRules());
    assertThatThrownBy(() -> reader(null).identity()).isInstanceOf(OutOfMemoryError.class);
  }

  private static Response outOfMemory(okhttp3.Request request) {
    BufferedSource source =
        Okio.buffer(
            new ForwardingSource(new Buffer()) {
              @Override
              public long read(Buffer sink, long byteCount) {
                throw new OutOfMemoryError("thrown by a test");
              }
            });
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(206)
        .message("Partial Content")
        .body(ResponseBody.create(source, MediaType.get("application/x-hdf5"), 1000))
        .build();
  }

  @Test
  void aWholeObjectThatEndsWithItsConnectionMayBeCutShortAndIsRefused() {
    server.on(PATH).always(Fault.closeDelimited(500));
    assertThatThrownBy(() -> reader(null).readWhole(1 << 20))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("cut short");
  }

  @Test
  void aLengthThatOnlyTheEndOfTheConnectionTellsIsNoIdentity() {
    server
        .on(PATH)
        .always(
            exchange -> {
              exchange.sendHead(new Reply(200, new byte[0]).header("ETag", "\"v1\""));
              exchange.sendBody(exchange.object().bytes(), 0, 500);
              exchange.close();
            });
    assertThatThrownBy(() -> reader(null).identity())
        .isInstanceOf(SourceUnavailableException.class);
  }

  @Test
  void theStrongestMarkOfAnAnswerFixesWhatOnlyATimeWasKnownOf() {
    HttpRangeReader reader = reader(new SourceIdentity(bytes.length, null, MODIFIED));
    reader.read(RANGE);
    // Written again within the second that HTTP's times can tell.
    server.put(PATH, bytes, "\"v2\"", MODIFIED);
    assertThatThrownBy(() -> reader.read(RANGE)).isInstanceOf(SourceChangedException.class);
  }

  @Test
  void anETagThatNoHeaderCanHoldIsNone() {
    server.put(PATH, bytes, "\"\u00e9\"", MODIFIED);
    HttpRangeReader reader = reader(null);
    assertThat(reader.identity()).isEqualTo(new SourceIdentity(bytes.length, null, MODIFIED));
    assertThat(reader.read(RANGE).remaining()).isEqualTo(100);
    assertThatThrownBy(() -> new SourceIdentity(1, "\"a\nHost: evil\"", null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyAPartIsAPartWhateverElseLooksLikeOne() {
    server
        .on(PATH)
        .always(
            exchange ->
                exchange.send(
                    new Reply(203, new byte[100])
                        .header("ETag", "\"v1\"")
                        .header("Content-Range", "bytes 2000-2099/10000")));
    assertThatThrownBy(() -> reader(null).read(RANGE))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("HTTP 203, expected 206");
    assertThatThrownBy(
            () -> reader(new SourceIdentity(bytes.length, "\"v1\"", MODIFIED)).read(RANGE))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("HTTP 203, expected 206");
  }
}
