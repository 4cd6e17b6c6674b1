package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.ProtocolException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.java.net.cookiejar.JavaNetCookieJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An {@link EarthdataScenario} answers as archives do, seen by a client that follows redirects. */
class EarthdataScenarioTest {
  private static final Instant NOW = Instant.parse("2025-01-02T03:04:05Z");
  private static final String BEARER = "Bearer " + EarthdataScenario.TOKEN;

  private final EarthdataScenario scenario = new EarthdataScenario();
  private final HttpUrl granule =
      scenario.granule("/nsidc/ATL08.h5", new byte[] {0, 1, 2, 3}, "\"v1\"", NOW);

  /** Logs in at URS as browsers do. */
  private final OkHttpClient client =
      scenario
          .network()
          .client()
          .cookieJar(new JavaNetCookieJar(new CookieManager()))
          .authenticator(
              (route, response) -> {
                boolean again = response.request().header("Authorization") != null;
                boolean here = response.request().url().host().equals(EarthdataScenario.URS);
                String basic =
                    Credentials.basic(EarthdataScenario.USER, EarthdataScenario.PASSWORD);
                return again || !here
                    ? null
                    : response.request().newBuilder().header("Authorization", basic).build();
              })
          .build();

  private final OkHttpClient bare = client.newBuilder().followRedirects(false).build();

  @AfterEach
  void close() {
    client.connectionPool().evictAll();
    scenario.close();
  }

  private static Response get(OkHttpClient with, HttpUrl url, String... headers)
      throws IOException {
    Request.Builder request = new Request.Builder().url(url);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return with.newCall(request.build()).execute();
  }

  /** Where who has the right token is sent. */
  private String signed() throws IOException {
    try (Response response = get(bare, granule, "Authorization", BEARER)) {
      assertThat(response.code()).isEqualTo(307);
      return response.header("Location");
    }
  }

  @Test
  void strangerLogsInOnceAndReadsARange() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Response response = get(client, granule)) {
        assertThat(response.body().bytes()).containsExactly(0, 1, 2, 3);
        assertThat(response.request().url().host()).isEqualTo(EarthdataScenario.CLOUDFRONT);
      }
    }
    assertThat(scenario.urs().requests()).hasSize(2);
    assertThat(scenario.data().requests("/login")).hasSize(1);
    assertThat(scenario.store().signed()).isEqualTo(2);
    scenario.assertNoRangeAtLogin();
    try (Response response = get(client, granule, "Range", "bytes=1-2")) {
      assertThat(response.code()).isEqualTo(206);
      assertThat(response.body().bytes()).containsExactly(1, 2);
    }
    scenario.assertNoRangeAtLogin();
  }

  @Test
  void rangeThatIsAskedOfTheLoginIsNoticed() throws IOException {
    scenario.loginStatus(303);
    get(client, granule, "Range", "bytes=1-2").close();
    assertThatThrownBy(scenario::assertNoRangeAtLogin).isInstanceOf(AssertionError.class);
  }

  @Test
  void strangerIsSentToUrsWithWhatTheLoginNeeds() throws IOException {
    scenario.loginStatus(303);
    try (Response response = get(bare, granule)) {
      assertThat(response.code()).isEqualTo(303);
      HttpUrl urs = HttpUrl.get(response.header("Location"));
      assertThat(urs.host()).isEqualTo(EarthdataScenario.URS);
      assertThat(urs.queryParameter("state")).isEqualTo(granule.toString());
      try (Response form = get(bare, urs, "Authorization", BEARER)) {
        assertThat(form.code()).isEqualTo(401);
      }
      scenario.withBearerAtUrs();
      try (Response back = get(bare, urs, "Authorization", BEARER)) {
        assertThat(back.header("Location"))
            .startsWith(scenario.data().url("/login").toString())
            .contains("code=" + EarthdataScenario.CODE);
      }
    }
  }

  @Test
  void bearerTokenIsKnownAtTheDataHostUnlessItIsWrong() throws IOException {
    assertThat(signed())
        .startsWith("https://d1abc.cloudfront.net/nsidc/ATL08.h5?")
        .contains("A-userid=reader", "&Expires=", "&Signature=SENTINEL-SIGNATURE", "&Key-Pair-Id=");
    try (Response response = get(bare, granule, "Authorization", "Bearer other")) {
      assertThat(response.code()).isEqualTo(401);
    }
    scenario.tokenExpired();
    try (Response response = get(bare, granule, "Authorization", BEARER)) {
      assertThat(response.code()).isEqualTo(401);
    }
    scenario.withoutBearerAtData();
    try (Response response = get(bare, granule, "Authorization", BEARER)) {
      assertThat(response.code()).isEqualTo(302);
    }
  }

  @Test
  void s3UrlsAreSignedInTheirForm() throws IOException {
    scenario.signedByS3().clock(Clock.fixed(NOW, ZoneOffset.UTC)).signedFor(Duration.ofMinutes(5));
    assertThat(signed())
        .startsWith("https://" + EarthdataScenario.S3 + "/nsidc/ATL08.h5?")
        .contains("X-Amz-Date=20250102T030405Z", "X-Amz-Expires=300", "X-Amz-Signature=SENTINEL");
    try (Response response = get(bare, HttpUrl.get(signed()), "Range", "bytes=-1")) {
      assertThat(response.header("Content-Range")).isEqualTo("bytes 3-3/4");
      assertThat(response.header("Date")).isEqualTo("Thu, 02 Jan 2025 03:04:05 GMT");
    }
  }

  @Test
  void signedUrlsExpireByTheClock() throws IOException {
    scenario.clock(Clock.fixed(NOW, ZoneOffset.UTC)).signedFor(Duration.ofSeconds(60));
    HttpUrl url = HttpUrl.get(signed());
    scenario.clock(Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
    get(bare, url).close();
    scenario.clock(Clock.fixed(NOW.plusSeconds(61), ZoneOffset.UTC));
    try (Response response = get(bare, url)) {
      assertThat(response.code()).isEqualTo(403);
      assertThat(response.header("Content-Type")).isEqualTo("application/xml");
      assertThat(response.body().string()).contains("expired", EarthdataScenario.SIGNATURE);
    }
  }

  @Test
  void signedUrlsExpireByRequests() throws IOException {
    scenario.signedForRequests(2);
    HttpUrl url = HttpUrl.get(signed());
    int[] codes = new int[3];
    for (int i = 0; i < codes.length; i++) {
      try (Response response = get(bare, url)) {
        codes[i] = response.code();
      }
    }
    assertThat(codes).containsExactly(200, 200, 403);
    try (Response response = get(bare, HttpUrl.get(signed()))) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void storeServesWhatItSignedAndGoesWrongAsScripted() throws IOException {
    HttpUrl url = HttpUrl.get(signed());
    HttpUrl other = url.newBuilder().setQueryParameter("Signature", "guessed").build();
    Request head = new Request.Builder().url(url).head().build();
    try (Response unsigned = get(bare, url.newBuilder().query(null).build());
        Response forged = get(bare, other);
        Response headed = bare.newCall(head).execute()) {
      assertThat(unsigned.code()).isEqualTo(403);
      assertThat(forged.code()).isEqualTo(403);
      assertThat(headed.code()).isEqualTo(403);
    }
    scenario.store().server().on("/nsidc/ATL08.h5").times(1, Fault.status(503, "busy"));
    try (Response busy = get(bare, url);
        Response fine = get(bare, url)) {
      assertThat(busy.code()).isEqualTo(503);
      assertThat(fine.code()).isEqualTo(200);
    }
  }

  @Test
  void credentialsAtAWrongHostFailTheTest() throws IOException {
    try (EarthdataScenario ok = new EarthdataScenario()) {
      ok.assertSecretsStayedHome();
    }
    assertLeakIsNoticed("Authorization", BEARER, "https://" + EarthdataScenario.CLOUDFRONT + "/x");
    assertLeakIsNoticed("Cookie", "a=b", "https://" + EarthdataScenario.S3 + "/x");
    assertLeakIsNoticed("Cookie", "a=b", "https://" + EarthdataScenario.LOOK_ALIKE + "/x");
    assertLeakIsNoticed("Authorization", "Basic x", "https://" + EarthdataScenario.DATA + "/x");
    assertLeakIsNoticed(
        "Cookie", EarthdataScenario.COOKIE, "https://" + EarthdataScenario.URS + "/x");
  }

  private static void assertLeakIsNoticed(String header, String value, String url)
      throws IOException {
    EarthdataScenario leaky = new EarthdataScenario();
    OkHttpClient client = leaky.network().client().followRedirects(false).build();
    try (Response response = get(client, HttpUrl.get(url), header, value)) {
      if (url.contains("cloudfront")) {
        assertThat(response.code()).isEqualTo(400);
      }
    }
    assertThatThrownBy(leaky::close).hasMessageContaining("credential that is not its own");
  }

  @Test
  void temporaryKeysNeedTheSameLogin() throws IOException {
    scenario.clock(Clock.fixed(NOW, ZoneOffset.UTC));
    HttpUrl keys = scenario.data().url("/s3credentials");
    try (Response stranger = get(bare, keys);
        Response known = get(bare, keys, "Authorization", BEARER);
        Response after = get(client, keys)) {
      assertThat(stranger.code()).isEqualTo(302);
      assertThat(known.body().string())
          .contains("ASIATEST1", EarthdataScenario.SECRET_KEY, EarthdataScenario.SESSION_TOKEN)
          .contains("\"2025-01-02 04:04:05+00:00\"");
      assertThat(after.body().string()).contains("ASIATEST2");
    }
    assertThat(scenario.keysGiven()).isEqualTo(2);
  }

  @Test
  void pagesComeInPlaceOfGranules() throws IOException {
    scenario.loginPage();
    try (Response form = get(client, granule)) {
      assertThat(form.code()).isEqualTo(200);
      assertThat(form.header("Content-Type")).startsWith("text/html");
      assertThat(form.request().url().host()).isEqualTo(EarthdataScenario.URS);
    }
    scenario.eulaPage();
    try (Response eula = get(client, granule, "Authorization", BEARER)) {
      assertThat(eula.body().string()).contains("EULA");
      assertThat(eula.request().url()).isEqualTo(granule);
    }
  }

  @Test
  void loginWithoutCookieIsALoop() {
    scenario.loginLoop();
    assertThatThrownBy(() -> get(client, granule)).isInstanceOf(ProtocolException.class);
    assertThat(scenario.urs().requests()).hasSizeGreaterThan(5);
  }

  @Test
  void redirectsLeadWhereTheTestSays() throws IOException {
    scenario.hops(6);
    try (Response response = get(client, granule, "Authorization", BEARER)) {
      int redirects = 0;
      for (Response r = response; r.priorResponse() != null; r = r.priorResponse()) {
        redirects++;
      }
      assertThat(redirects).isEqualTo(6);
      assertThat(response.body().bytes()).hasSize(4);
    }
    for (String location :
        new String[] {"http://x/", "file:///etc/passwd", granule.toString(), null}) {
      scenario.granulesRedirectTo(location);
      try (Response response = get(bare, granule, "Authorization", BEARER)) {
        assertThat(response.code()).isEqualTo(302);
        assertThat(response.header("Location")).isEqualTo(location);
      }
    }
    scenario.granulesRedirectTo("https://" + EarthdataScenario.LOOK_ALIKE + "/x");
    try (Response response = get(client, granule, "Authorization", BEARER)) {
      assertThat(response.body().string()).isEqualTo("stolen");
    }
    assertThat(scenario.lookAlike().requests()).hasSize(1);
  }
}
