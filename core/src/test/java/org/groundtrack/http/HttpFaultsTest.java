package org.groundtrack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.testing.FakeNetwork;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFaultsTest {
  private static final String PATH = "/data/granule.h5";
  private static final Instant MODIFIED = Instant.parse("2024-05-06T07:08:09Z");
  private static final ByteRange RANGE = new ByteRange(100, 100);

  private static final RetryPolicy NONE =
      new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));

  private final FaultServer server = new FaultServer();
  private final FakeTime time = new FakeTime();
  private final ReadCounters counters = new ReadCounters();
  private final byte[] bytes = noise(10_000);
  private final SourceIdentity identity = new SourceIdentity(bytes.length, "\"v1\"", MODIFIED);
  private HttpTransport transport = transport(HttpSettings.DEFAULT);

  HttpFaultsTest() {
    server.put(PATH, bytes, "\"v1\"", MODIFIED);
  }

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  private static HttpTransport transport(HttpSettings settings) {
    return new HttpTransport(new OkHttpClient(), settings, new OpenRules());
  }

  /** A reader of the version that the server has. */
  private HttpRangeReader reader() {
    return reader(identity);
  }

  private HttpRangeReader reader(SourceIdentity expected) {
    HttpUrl url = HttpUrl.get(server.url(PATH + "?X-Amz-Signature=SENTINEL").toString());
    return new HttpRangeReader(transport, Origin.of(url), expected, 1000, counters, time, time);
  }

  private byte[] part(ByteRange range) {
    return Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.end());
  }

  private void assertFails(Class<? extends GroundtrackException> type, String... messageParts) {
    assertThatThrownBy(() -> reader().read(RANGE))
        .isInstanceOf(type)
        .hasMessageContainingAll(messageParts)
        .hasMessageContaining(PATH)
        .hasMessageNotContaining("SENTINEL");
  }

  private void assertReads() {
    assertThat(reader().read(RANGE).array()).isEqualTo(part(RANGE));
  }

  @Test
  void aServerThatIgnoresRangesIsRefused() {
    server.on(PATH).always(Fault.ignoreRange());
    assertFails(SourceUnavailableException.class, "ignores Range", "[100, 200)");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void otherRangesThanAskedForAreNeverUsed() {
    server.on(PATH).always(Fault.shiftedContentRange(1));
    assertFails(SourceUnavailableException.class, "asked for bytes [100, 200), got [101, 201)");
    server.on(PATH).lift();
    server.on(PATH).always(Fault.otherRange(0, 99));
    assertFails(SourceUnavailableException.class, "asked for bytes [100, 200), got [0, 100)");
    server.on(PATH).lift();
    server.on(PATH).always(Fault.fewerBytes(1));
    assertFails(SourceUnavailableException.class, "asked for bytes [100, 200), got [100, 199)");
  }

  @Test
  void aContentRangeThatSaysNothingIsRefused() {
    for (Fault fault :
        new Fault[] {
          Fault.header("Content-Range", null),
          Fault.header("Content-Range", "octets 100-199"),
          Fault.header("Content-Range", "bytes 199-100/10000"),
          Fault.total("*"),
          Fault.total("150"),
          Fault.multipart()
        }) {
      server.on(PATH).lift();
      server.on(PATH).always(fault);
      assertFails(SourceUnavailableException.class, "Content-Range is");
    }
  }

  @Test
  void bodiesThatEndTooSoonAreAskedForAgain() {
    for (Fault fault :
        new Fault[] {
          Fault.cutAfter(50),
          Fault.contentLength("50"),
          Fault.closeDelimited(50),
          Fault.chunkedCutAfter(50)
        }) {
      server.on(PATH).lift();
      server.on(PATH).times(1, fault);
      assertReads();
    }
    // A connection that was left in disorder may cost one more.
    assertThat(counters.retries()).isBetween(4L, 8L);
    server.on(PATH).always(Fault.closeDelimited(50));
    assertFails(
        SourceUnavailableException.class, "received 50 of 100 bytes", "gave up after 6 tries");
  }

  @Test
  void bodiesThatAreTooLongAreRefused() {
    server.on(PATH).always(Fault.moreBytes(1));
    assertFails(SourceUnavailableException.class, "too many bytes");
  }

  @Test
  void serversThatStallOrDripAreCutOff() throws Exception {
    Duration stall = Duration.ofMillis(300);
    transport.close();
    transport =
        transport(
            HttpSettings.DEFAULT
                .withStallTimeout(stall)
                .withRetries(
                    new RetryPolicy(
                        1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1))));
    for (Fault fault :
        new Fault[] {Fault.stall(), Fault.stallAfter(50), Fault.drip(Duration.ofMillis(50))}) {
      server.on(PATH).lift();
      server.on(PATH).always(fault);
      assertFails(SourceUnavailableException.class, "gave up after 2 tries");
    }
    assertThat(server.requests()).hasSize(6);
    assertThat(server.requests().get(0).awaitClosedEarly(Duration.ofSeconds(10))).isTrue();
    server.on(PATH).lift();
    server.on(PATH).times(1, Fault.stallAfter(50));
    assertReads();
  }

  @Test
  void resetsAreSurvived() {
    for (Fault fault : new Fault[] {Fault.reset(), Fault.resetInHeaders(), Fault.resetAfter(50)}) {
      server.on(PATH).lift();
      server.on(PATH).times(2, fault);
      assertReads();
    }
    assertThat(counters.retries()).isEqualTo(6);
    server.resetConnections(2);
    transport.close();
    transport = transport(HttpSettings.DEFAULT);
    assertReads();
  }

  @Test
  void aBusyServerIsAskedAgainWhenItSays() {
    server.on(PATH).times(2, Fault.status(503, "busy"));
    assertReads();
    assertThat(time.waits()).hasSize(2);
    server.on(PATH).times(1, Fault.status(429, "slow down", "Retry-After: 20"));
    assertReads();
    assertThat(time.waits().get(2)).isEqualTo(Duration.ofSeconds(20));
    server.on(PATH).times(1, Fault.status(503, "busy", "Retry-After: soon"));
    assertReads();
    String date = "Retry-After: Thu, 01 Jan 2026 00:01:30 GMT";
    server.on(PATH).times(1, Fault.status(503, "busy", date));
    assertReads();
    assertThat(time.instant()).isAfterOrEqualTo(Instant.parse("2026-01-01T00:01:30Z"));
  }

  @Test
  void nobodyWaitsLongerThanTheDeadline() {
    server.on(PATH).always(Fault.status(503, "busy", "Retry-After: 9999"));
    assertFails(
        SourceUnavailableException.class, "HTTP 503", "gave up after 1 try", "wait 9999.0 s");
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void anErrorForEverEndsWithItsHistory() {
    server.on(PATH).always(Fault.status(500, "oops"));
    assertFails(
        SourceUnavailableException.class, "bytes [100, 200)", "HTTP 500", "gave up after 6 tries");
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void aHostThatIsDownIsNotStormed() throws Exception {
    int port = FaultServer.closedPort();
    HttpUrl url = HttpUrl.get("http://127.0.0.1:" + port + PATH);
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      CompletableFuture<?>[] reads =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () ->
                              assertThatThrownBy(
                                      () ->
                                          new HttpRangeReader(
                                                  transport,
                                                  Origin.of(url),
                                                  identity,
                                                  1000,
                                                  counters,
                                                  time,
                                                  time)
                                              .read(RANGE))
                                  .isInstanceOf(SourceUnavailableException.class),
                          threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(reads).get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(counters.requests()).isLessThanOrEqualTo(64 + RetryBudget.CAPACITY);
    assertThat(counters.retries()).isEqualTo(RetryBudget.CAPACITY);
  }

  @Test
  void requestsThatWaitForTheFirstFailWithItAndDoNotDialAgain() throws Exception {
    AtomicInteger dials = new AtomicInteger();
    CountDownLatch allWait = new CountDownLatch(1);
    OkHttpClient blackHole =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  dials.incrementAndGet();
                  try {
                    allWait.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  throw new UnknownHostException(host);
                })
            .build();
    transport.close();
    transport =
        new HttpTransport(blackHole, HttpSettings.DEFAULT.withRetries(NONE), new OpenRules());
    Origin origin = Origin.of(HttpUrl.get("http://hole.example.org" + PATH));
    HttpRangeReader shared =
        new HttpRangeReader(transport, origin, identity, 1000, counters, time, time);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 16; i++) {
      // Requests of one granule wait for each other, and granules for each other at their host.
      HttpRangeReader reader =
          i < 8
              ? shared
              : new HttpRangeReader(transport, origin, identity, 1000, counters, time, time);
      Thread thread = new Thread(() -> failures.add(catchThrowable(() -> reader.read(RANGE))));
      thread.start();
      threads.add(thread);
    }
    while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    allWait.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(dials).hasValue(1);
    assertThat(failures)
        .hasSize(16)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContainingAll("hole.example.org was not found", "after 1 tries"));
  }

  @Test
  void aHostNameThatIsNotFoundIsNamed() {
    try (FakeNetwork network = new FakeNetwork()) {
      transport.close();
      transport =
          new HttpTransport(network.client().build(), HttpSettings.DEFAULT, new OpenRules());
      Origin origin = Origin.of(HttpUrl.get("https://data.exmaple.org" + PATH));
      assertThatThrownBy(
              () ->
                  new HttpRangeReader(transport, origin, identity, 1000, counters, time, time)
                      .read(RANGE))
          .isInstanceOf(SourceUnavailableException.class)
          .hasMessageContainingAll(
              "[https://data.exmaple.org" + PATH,
              "the host name data.exmaple.org was not found (no address): check its spelling, and your network and proxy",
              // A network may be back soon.
              "gave up after 6 tries");
      assertThat(network.connects()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsAnErrorAndNotTriedAgain() {
    server.on(PATH).always(Fault.status(404, "<xml/>"));
    assertFails(SourceUnavailableException.class, "not found", "HTTP 404");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anObjectOfAnotherSizeIsChanged() {
    server.put(PATH, noise(150), "\"v1\"", MODIFIED);
    assertFails(SourceChangedException.class, "expected 10000 bytes", "--refresh");
    server.put(PATH, noise(50), null, null);
    assertFails(SourceChangedException.class, "expected 10000 bytes", "HTTP 412");
    assertThatThrownBy(() -> reader(new SourceIdentity(bytes.length, null, null)).read(RANGE))
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining("found 50 bytes");
  }

  @Test
  void aConditionThatFailsSaysThatTheGranuleChangedAndWhatToDo() {
    server.put(PATH, noise(150), "\"v2\"", MODIFIED.plusSeconds(1));
    server
        .on(PATH)
        .times(
            1,
            Fault.status(412, "", "ETag: \"v2\"", "Last-Modified: Mon, 06 May 2024 07:08:10 GMT"));
    assertThatThrownBy(() -> reader().read(RANGE))
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContainingAll(
            "has changed since it was indexed: expected 10000 bytes with ETag \"v1\" of 2024-05-06T07:08:09Z, found another version with ETag \"v2\" of 2024-05-06T07:08:10Z (HTTP 412)",
            "'groundtrack index --refresh'")
        .hasMessageNotContaining(" 0 bytes");
    // S3 says nothing of the version that it has.
    server.on(PATH).times(1, Fault.status(412, "<Error/>"));
    assertFails(
        SourceChangedException.class,
        "found another version (HTTP 412)",
        "'groundtrack index --refresh'");
  }

  @Test
  void aGranuleThatChangesWhileItIsIndexedIsNotSaidToBeIndexed() {
    HttpRangeReader reader = reader(null);
    reader.read(RANGE);
    server.put(PATH, bytes, "\"v2\"", MODIFIED);
    assertThatThrownBy(() -> reader.read(RANGE))
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContainingAll("has changed since it was opened", "Run the command again")
        .hasMessageNotContaining("--refresh");
  }

  @Test
  void anObjectThatChangesInTheMiddleIsNeverMixed() {
    HttpRangeReader reader = reader();
    for (int i = 0; i < 5; i++) {
      reader.read(RANGE);
    }
    server.put(PATH, bytes, "\"v2\"", MODIFIED.plusSeconds(1));
    assertThatThrownBy(() -> reader.read(RANGE)).isInstanceOf(SourceChangedException.class);
    assertThat(server.requests().get(5).header("If-Match")).isEqualTo("\"v1\"");
    // A server that does not look at the condition is found out by its answer.
    server.on(PATH).always(Fault.header("ETag", "\"v3\""));
    server.put(PATH, bytes, "\"v1\"", MODIFIED);
    assertThatThrownBy(() -> reader.read(RANGE))
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining("\"v3\"");
  }

  @Test
  void withoutAStrongETagTheTimeIsDemanded() {
    server.put(PATH, bytes, "W/\"weak\"", MODIFIED);
    HttpRangeReader reader = reader(null);
    assertThat(reader.identity()).isEqualTo(new SourceIdentity(bytes.length, null, MODIFIED));
    reader.read(new ByteRange(5000, 10));
    assertThat(server.requests().get(1).header("If-Match")).isNull();
    assertThat(server.requests().get(1).header("If-Unmodified-Since"))
        .isEqualTo("Mon, 06 May 2024 07:08:09 GMT");
    server.put(PATH, bytes, null, MODIFIED.plusSeconds(1));
    assertThatThrownBy(() -> reader.read(new ByteRange(5000, 10)))
        .isInstanceOf(SourceChangedException.class);
  }

  @Test
  void theFirstAnswerFixesWhatASizeAloneLeavesOpen() {
    HttpRangeReader reader = reader(new SourceIdentity(bytes.length, null, null));
    reader.read(RANGE);
    server.put(PATH, bytes, "\"v2\"", MODIFIED);
    assertThatThrownBy(() -> reader.read(RANGE)).isInstanceOf(SourceChangedException.class);
  }

  @Test
  void theLengthIsLearntFromTheFirstRange() {
    HttpRangeReader reader = reader(null);
    assertThat(reader.identity()).isEqualTo(identity);
    assertThat(reader.read(RANGE).array()).isEqualTo(part(RANGE));
    ByteRange across = new ByteRange(900, 300);
    assertThat(reader.read(across).array()).isEqualTo(part(across));
    assertThat(server.requests()).extracting(r -> r.method()).containsOnly("GET");
    assertThat(server.requests())
        .extracting(r -> r.header("Range"))
        .containsExactly("bytes=0-999", "bytes=1000-1199");
    assertThat(counters.bytes()).isEqualTo(1200);
  }

  @Test
  void emptyObjectsHaveAnIdentity() {
    server.put(PATH, new byte[0], "\"v1\"", MODIFIED);
    assertThat(reader(null).identity()).isEqualTo(new SourceIdentity(0, "\"v1\"", MODIFIED));
  }

  @Test
  void anObjectThatIsShorterThanTheFirstRangeIsReadByOneRequest() {
    byte[] small = noise(300);
    server.put(PATH, small, "\"v1\"", MODIFIED);
    HttpRangeReader reader = reader(null);
    assertThat(reader.read(new ByteRange(0, 300)).array()).isEqualTo(small);
    server.on(PATH).always(Fault.ignoreRange());
    assertThat(reader(null).read(new ByteRange(0, 300)).array()).isEqualTo(small);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void loginPagesAreNeverData() {
    server.on(PATH).always(Fault.loginPage());
    assertFails(AccessDeniedException.class, "login page", "Give a login");
    server.on(PATH).lift();
    server.on(PATH).always(Fault.status(401, "who are you"));
    assertFails(AccessDeniedException.class, "HTTP 401");
    server.on(PATH).lift();
    server.on(PATH).always(Fault.status(403, "not you"));
    assertFails(AccessDeniedException.class, "HTTP 403");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void redirectsInCirclesEnd() {
    server.on(PATH).always(Fault.redirect(302, PATH));
    assertFails(SourceUnavailableException.class, "more than 5 redirects");
    server.on(PATH).lift();
    server.on(PATH).always(Fault.redirect(302, null));
    assertFails(SourceUnavailableException.class, "without a Location header");
  }

  @Test
  void redirectsToOtherSchemesAreRefused() {
    for (String target : new String[] {"file:///etc/passwd", "ftp://host/a", "gopher:a"}) {
      server.on(PATH).lift();
      server.on(PATH).always(Fault.redirect(302, target));
      assertFails(RefusedException.class, target, "is not followed");
    }
  }

  @Test
  void answersThatAreNoHttpEndCleanly() {
    for (Fault fault :
        new Fault[] {Fault.gzip(), Fault.endlessHeaders(10 << 20), Fault.junk("hello\r\n")}) {
      server.on(PATH).lift();
      server.on(PATH).always(fault);
      assertFails(SourceUnavailableException.class, "gave up after 6 tries");
    }
    server.on(PATH).lift();
    server.on(PATH).always(Fault.gzip());
    assertFails(SourceUnavailableException.class, "Content-Encoding is 'gzip'");
    // A length that makes no sense is none: the bytes themselves are counted.
    for (String length : new String[] {"99999999999999999999", "-1"}) {
      server.on(PATH).lift();
      server.on(PATH).always(Fault.contentLength(length));
      assertReads();
    }
    assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void rangesBeyondTheEndAreRefusedWithoutARequest() {
    assertThatThrownBy(() -> reader().read(new ByteRange(9_990, 11)))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("ends at byte 10000");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void interruptingAReadClosesItsConnection() throws Exception {
    server.on(PATH).always(Fault.stallAfter(50));
    Thread thread =
        new Thread(
            () ->
                assertThatThrownBy(() -> reader().read(RANGE))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("interrupted"));
    thread.start();
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    assertThat(server.requests().get(0).awaitClosedEarly(Duration.ofSeconds(10))).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Timeout(20)
  void aFirstBodyThatStallsHoldsNoOtherRequestBack() throws Exception {
    transport.close();
    // Longer than the test may take: nothing here waits for the end of the first request.
    transport = transport(HttpSettings.DEFAULT);
    server.on(PATH).request(1, Fault.stallAfter(50));
    HttpRangeReader reader = reader();
    Thread first = new Thread(() -> assertThatThrownBy(() -> reader.read(RANGE)).isNotNull());
    first.start();
    while (server.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(reader.read(new ByteRange(5, 50)).array()).isEqualTo(part(new ByteRange(5, 50)));
    assertThat(first.isAlive()).isTrue();
    first.interrupt();
    first.join();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void manyReadsAtOnceKeepToTheLimitOfTheHost() throws Exception {
    transport.close();
    transport = transport(HttpSettings.DEFAULT.withRequestsPerHost(4));
    HttpRangeReader reader = reader();
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      CompletableFuture<?>[] reads =
          IntStream.range(0, 200)
              .mapToObj(i -> new ByteRange(i * 40L, 50))
              .map(
                  range ->
                      CompletableFuture.runAsync(
                          () -> assertThat(reader.read(range).array()).isEqualTo(part(range)),
                          threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(reads).get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.mostAtOnce()).isLessThanOrEqualTo(4);
    assertThat(counters.requests()).isEqualTo(200);
    assertThat(server.connections()).isLessThanOrEqualTo(8);
  }
}
