package org.groundtrack.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.SourceUnavailableException;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.testing.Fault;
import org.groundtrack.testing.FaultServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service without a login is asked, and which answers are taken. */
@Timeout(60)
class ServiceReaderTest {
  private static final String PATH = "/search/granules.umm_json";

  private final FaultServer server = new FaultServer();
  private final FakeTime time = new FakeTime();
  private final ReadCounters counters = new ReadCounters();

  /** Rules with a login for every host, as a token may be good for the service's host too. */
  private final AccessRules rules =
      new AccessRules() {
        @Override
        public void checkRedirect(HttpUrl from, HttpUrl to) {
          throw new AssertionError("followed a redirect to " + to);
        }

        @Override
        public Optional<String> authorization(HttpUrl url) {
          return Optional.of("Bearer SENTINEL");
        }

        @Override
        public boolean isLogin(HttpUrl url) {
          return false;
        }

        @Override
        public String remedy(HttpUrl url) {
          return "";
        }
      };

  private final HttpTransport transport =
      new HttpTransport(new OkHttpClient(), HttpSettings.DEFAULT, rules);
  private final ServiceReader reader = new ServiceReader(transport, counters, time, time);

  @AfterEach
  void stop() {
    transport.close();
    server.close();
  }

  private ServiceAnswer ask(int maxBytes) {
    HttpUrl url = HttpUrl.get(server.url(PATH + "?page_size=2").toString());
    return reader.ask(url, Map.of("CMR-Search-After", "[1,2]"), maxBytes);
  }

  @Test
  void anAnswerComesWithItsHeadersAndNoCredentialsAreSent() {
    server.on(PATH).always(Fault.status(200, "{}", "CMR-Hits: 3"));
    ServiceAnswer answer = ask(100);
    assertThat(answer.header("cmr-hits")).contains("3");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).target()).isEqualTo(PATH + "?page_size=2");
    assertThat(server.requests().get(0).header("Authorization")).isNull();
    assertThat(server.requests().get(0).header("CMR-Search-After")).isEqualTo("[1,2]");
    assertThat(counters.requests()).isEqualTo(1);
    assertThat(answer).hasToString("HTTP 200");
  }

  @Test
  void cookiesAreNotSentBack() throws Exception {
    server.on(PATH).always(Fault.status(200, "{}", "Set-Cookie: session=SENTINEL; Path=/"));
    HttpUrl url = HttpUrl.get(server.url(PATH).toString());
    ask(100);
    // The same host, with cookies, as granules are asked for: it sets one.
    transport.send(new Request.Builder().url(url).build(), 100, head -> {});
    transport.send(new Request.Builder().url(url).build(), 100, head -> {});
    ask(100);
    assertThat(server.requests())
        .extracting(request -> request.header("Cookie"))
        .containsExactly(null, null, "session=SENTINEL", null);
  }

  @Test
  void aBusyServiceIsAskedAgainAfterTheTimeThatItNames() {
    server
        .on(PATH)
        .request(1, Fault.status(429, "slow down", "Retry-After: 7"))
        .request(2, Fault.status(503, "", "Retry-After: 9"))
        .from(3, Fault.status(200, "{}"));
    assertThat(ask(100).isSuccess()).isTrue();
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void aRefusalIsAnAnswerAndNotTriedAgain() {
    server.on(PATH).always(Fault.status(400, "{\"errors\":[\"no\"]}"));
    ServiceAnswer answer = ask(100);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("errors");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServiceThatStaysDownIsGivenUp() {
    server.on(PATH).always(Fault.status(500, "x"));
    assertThatThrownBy(() -> ask(100))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("HTTP 500; gave up after 6 tries")
        .hasMessageNotContaining("page_size");
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.on(PATH).always(Fault.redirect(302, server.url("/elsewhere").toString()));
    assertThatThrownBy(() -> ask(100))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining("HTTP 302: it redirects");
    assertThat(server.requests("/elsewhere")).isEmpty();
  }

  @Test
  void aPageForPeopleIsNoAnswer() {
    server.on(PATH).always(Fault.loginPage());
    assertThatThrownBy(() -> ask(1000)).hasMessageContaining("a page for people came");
  }

  @Test
  void anAnswerBeyondTheLimitIsRefusedByItsLength() {
    server.on(PATH).always(Fault.status(200, "x".repeat(101)));
    assertThatThrownBy(() -> ask(100))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("more than 100 bytes");
    assertThat(ask(101).body()).hasSize(101);
  }
}
