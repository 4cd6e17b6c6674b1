package org.groundtrack.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * How granules are reached at an Earthdata archive: the data host sends a stranger to log in at
 * URS, knows them by a cookie after that (or by a bearer token), and redirects to a signed URL of
 * an object store. {@link #close} fails the test if a credential came to a host that it is not for.
 * Methods that set something give the scenario again.
 */
public final class EarthdataScenario implements AutoCloseable {
  public static final String URS = "urs.earthdata.nasa.gov";
  public static final String DATA = "data.nsidc.earthdatacloud.nasa.gov";
  public static final String CLOUDFRONT = "d1abc.cloudfront.net";
  public static final String S3 = "nsidc-cumulus-prod-protected.s3.us-west-2.amazonaws.com";

  /** Begins like the data host; nothing that is secret may come here. */
  public static final String LOOK_ALIKE = DATA + ".evil.test";

  public static final String USER = "reader";
  public static final String PASSWORD = "SENTINEL-PASSWORD";
  public static final String TOKEN = "SENTINEL-TOKEN";
  public static final String SIGNATURE = "SENTINEL-SIGNATURE";
  public static final String COOKIE = "SENTINEL-COOKIE";
  public static final String CODE = "SENTINEL-CODE";
  public static final String SECRET_KEY = "SENTINEL-SECRET-KEY";
  public static final String SESSION_TOKEN = "SENTINEL-SESSION-TOKEN";

  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FakeNetwork network = new FakeNetwork();
  private final FakeHost urs = network.host(URS);
  private final FakeHost data = network.host(DATA);
  private final FakeHost lookAlike = network.host(LOOK_ALIKE);
  private final SignedStore cloudfront =
      new SignedStore(network, CLOUDFRONT, SignedStore.Form.CLOUDFRONT);
  private final SignedStore s3 = new SignedStore(network, S3, SignedStore.Form.S3);
  private final EarthdataLogin login = new EarthdataLogin(urs, data);
  private final AtomicInteger keysGiven = new AtomicInteger();
  private volatile SignedStore store = cloudfront;
  private volatile Clock clock = Clock.systemUTC();
  private volatile int hops = 1;
  private volatile boolean redirected;
  private volatile String redirectTarget;

  /** An archive without granules, where nothing is wrong. */
  public EarthdataScenario() {
    data.on("/s3credentials", this::keys)
        .on("/hop", request -> hop(request.getUrl()))
        .otherwise(this::granule);
    lookAlike.otherwise(request -> new MockResponse.Builder().body("stolen").build());
  }

  /** Stores a granule; gives the URL at the data host that a catalogue would give. */
  public HttpUrl granule(String path, byte[] bytes, String etag, Instant lastModified) {
    cloudfront.server().put(path, bytes, etag, lastModified);
    s3.server().put(path, bytes, etag, lastModified);
    return data.url(path);
  }

  /** Signed URLs are those of an S3 bucket, not of CloudFront. */
  public EarthdataScenario signedByS3() {
    store = s3;
    return this;
  }

  /** Signed URLs and temporary keys expire by this clock; Date headers tell it. */
  public EarthdataScenario clock(Clock time) {
    clock = time;
    cloudfront.clock(time);
    s3.clock(time);
    return this;
  }

  /** How long a signed URL lasts from now on; an hour if it is not set. */
  public EarthdataScenario signedFor(Duration lifetime) {
    cloudfront.lifetime(lifetime);
    s3.lifetime(lifetime);
    return this;
  }

  /** How many requests a signed URL lasts from now on; without limit if it is not set. */
  public EarthdataScenario signedForRequests(int count) {
    cloudfront.requestsPerUrl(count);
    s3.requestsPerUrl(count);
    return this;
  }

  /** The status that sends a stranger to URS; archives use 302, 303 and 307. */
  public EarthdataScenario loginStatus(int status) {
    login.status = status;
    return this;
  }

  /** The data host takes no bearer token: only the cookie of a login counts. */
  public EarthdataScenario withoutBearerAtData() {
    login.bearerAtData = false;
    return this;
  }

  /** URS takes a bearer token for a login; as a rule it answers 401. */
  public EarthdataScenario withBearerAtUrs() {
    login.bearerAtUrs = true;
    return this;
  }

  /** The right token is answered 401, as one that expired is. */
  public EarthdataScenario tokenExpired() {
    login.tokenExpired = true;
    return this;
  }

  /** URS answers a stranger with 200 and a form, not with 401. */
  public EarthdataScenario loginPage() {
    login.loginPage = true;
    return this;
  }

  /** Who is known is answered with 200 and a licence to accept, at URS and at the data host. */
  public EarthdataScenario eulaPage() {
    login.eulaPage = true;
    return this;
  }

  /** A login leaves no cookie: data host, URS, login, data host, for ever. */
  public EarthdataScenario loginLoop() {
    login.cookieSet = false;
    return this;
  }

  /** How many redirects lead who is known from the granule to the store; 1 if it is not set. */
  public EarthdataScenario hops(int count) {
    hops = count;
    return this;
  }

  /**
   * Where who is known is redirected to, in place of the store: http:, file:, a look-alike, itself.
   *
   * @param location sent as it is, or {@code null} to send no Location
   */
  public EarthdataScenario granulesRedirectTo(String location) {
    redirected = true;
    redirectTarget = location;
    return this;
  }

  private MockResponse granule(RecordedRequest request) {
    MockResponse refusal = login.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    if (redirected) {
      return EarthdataLogin.redirect(302, redirectTarget);
    }
    return next(hops - 1, request.getUrl().encodedPath());
  }

  private MockResponse hop(HttpUrl url) {
    return next(Integer.parseInt(url.queryParameter("left")) - 1, url.queryParameter("path"));
  }

  private MockResponse next(int left, String path) {
    return left == 0
        ? EarthdataLogin.redirect(307, store.sign(path).toString())
        : EarthdataLogin.redirect(307, "/hop?left=%s&path=%s".formatted(left, path));
  }

  private MockResponse keys(RecordedRequest request) {
    MockResponse refusal = login.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(
            """
            {"accessKeyId": "ASIATEST%s", "secretAccessKey": "%s", "sessionToken": "%s",
             "expiration": "%s"}
            """
                .formatted(
                    keysGiven.incrementAndGet(),
                    SECRET_KEY,
                    SESSION_TOKEN,
                    EXPIRATION.format(clock.instant().plus(Duration.ofHours(1)))))
        .build();
  }

  /** Everything here that no message, log or file may hold. */
  public static List<String> secrets() {
    return List.of(
        PASSWORD,
        EarthdataLogin.BASIC.substring("Basic ".length()),
        TOKEN,
        SIGNATURE,
        COOKIE,
        CODE,
        SECRET_KEY,
        SESSION_TOKEN);
  }

  /** Names, sockets and certificates for the client. */
  public FakeNetwork network() {
    return network;
  }

  /** Where one logs in. */
  public FakeHost urs() {
    return urs;
  }

  /** Where granules are asked for. */
  public FakeHost data() {
    return data;
  }

  /** A host that must never see a secret. */
  public FakeHost lookAlike() {
    return lookAlike;
  }

  /** Where signed URLs lead. */
  public SignedStore store() {
    return store;
  }

  /** How often temporary keys were given. */
  public int keysGiven() {
    return keysGiven.get();
  }

  /** Fails if a request for a range came to a page of the login: some archives never answer it. */
  public void assertNoRangeAtLogin() {
    List<RecordedRequest> logins = new ArrayList<>(urs.requests());
    logins.addAll(data.requests("/login"));
    for (RecordedRequest request : logins) {
      if (request.getHeaders().get("Range") != null) {
        throw new AssertionError("a range was asked of the login: " + request.getRequestLine());
      }
    }
  }

  /** Fails if a credential came to a host that it is not for. */
  public void assertSecretsStayedHome() {
    for (SignedStore some : List.of(cloudfront, s3)) {
      for (SeenRequest request : some.server().requests()) {
        check(
            request.headers("Authorization").isEmpty() && request.headers("Cookie").isEmpty(),
            some.host(),
            request.toString());
      }
    }
    for (RecordedRequest request : lookAlike.requests()) {
      Headers headers = request.getHeaders();
      check(
          headers.get("Authorization") == null && headers.get("Cookie") == null,
          LOOK_ALIKE,
          headers.toString());
    }
    for (RecordedRequest request : data.requests()) {
      String authorization = request.getHeaders().get("Authorization");
      check(
          authorization == null || !authorization.startsWith("Basic"), DATA, "the password of URS");
    }
    for (RecordedRequest request : urs.requests()) {
      String cookie = request.getHeaders().get("Cookie");
      check(cookie == null || !cookie.contains(COOKIE), URS, "the cookie of the data host");
    }
  }

  private static void check(boolean holds, String host, String what) {
    if (!holds) {
      throw new AssertionError("%s got a credential that is not its own: %s".formatted(host, what));
    }
  }

  /** Ends all servers; fails if a handler failed or a credential came to a wrong host. */
  @Override
  public void close() {
    network.close();
    assertSecretsStayedHome();
  }
}
