package org.groundtrack.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.testing.EarthdataScenario;
import org.groundtrack.testing.SecretScan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The login of Earthdata, from a granule's URL to its bytes, under the hosts' real names. */
@Timeout(60)
class EarthdataSourcesTest {
  private static final Instant MODIFIED = Instant.parse("2024-05-06T07:08:09Z");
  private static final String PATH = "/nsidc-cumulus-prod-protected/ATLAS/ATL06/006/a.h5";

  @TempDir Path folder;
  private final EarthdataScenario scenario = new EarthdataScenario();
  private final byte[] bytes = new byte[100_000];
  private final SourceIdentity identity = new SourceIdentity(bytes.length, "\"v1\"", MODIFIED);
  private Sources sources;
  private Location granule;

  EarthdataSourcesTest() {
    new Random(7).nextBytes(bytes);
    granule = Location.of(scenario.granule(PATH, bytes, "\"v1\"", MODIFIED).toString());
  }

  @AfterEach
  void stop() {
    if (sources != null) {
      sources.close();
    }
    // Fails if a secret reached a host that it does not belong to.
    scenario.close();
  }

  private void useToken() {
    use(Map.of("EARTHDATA_TOKEN", EarthdataScenario.TOKEN));
  }

  private void useNetrc() throws IOException {
    use(Map.of("NETRC", netrc()));
  }

  private String netrc() throws IOException {
    Path netrc = folder.resolve("netrc");
    Files.writeString(
        netrc,
        "machine %s login %s password %s"
            .formatted(EarthdataScenario.URS, EarthdataScenario.USER, EarthdataScenario.PASSWORD));
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
    return netrc.toString();
  }

  private void use(Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("NETRC", folder.resolve("none").toString());
    sources =
        Sources.of(
            SourceSettings.standard()
                .withEnvironment(variables)
                .withClient(scenario.network().client().build()));
  }

  private void assertReads(Location location, long offset) {
    try (RangeReader reader = sources.open(location, identity)) {
      assertThat(reader.read(new ByteRange(offset, 100)).array())
          .isEqualTo(Arrays.copyOfRange(bytes, (int) offset, (int) offset + 100));
    }
  }

  private void assertFails(ErrorCode code, String... words) {
    Throwable thrown = catchThrowable(() -> assertReads(granule, 0));
    assertThat(thrown).isInstanceOf(GroundtrackException.class).hasMessageContainingAll(words);
    assertThat(((GroundtrackException) thrown).code()).isEqualTo(code);
    SecretScan.of(EarthdataScenario.secrets()).exception(thrown);
  }

  @Test
  void aTokenLeadsToASignedUrlThatAllRequestsUse() {
    useToken();
    try (RangeReader reader = sources.open(granule, identity)) {
      for (int i = 0; i < 10; i++) {
        reader.read(new ByteRange(i * 100L, 100));
      }
    }
    assertThat(scenario.data().requests()).hasSize(1);
    assertThat(scenario.urs().requests()).isEmpty();
    assertThat(sources.counters().redirects()).isEqualTo(1);
    assertThat(sources.counters().requests()).isEqualTo(10);
    scenario.assertNoRangeAtLogin();
  }

  @Test
  void aPasswordGoesThroughTheLoginOnceForAllGranules() throws Exception {
    useNetrc();
    assertReads(granule, 0);
    long redirects = sources.counters().redirects();
    assertThat(redirects).isEqualTo(4);
    Location other =
        Location.of(scenario.granule(PATH + ".2", bytes, "\"v1\"", MODIFIED).toString());
    assertReads(other, 500);
    assertThat(sources.counters().redirects() - redirects).isEqualTo(1);
    assertThat(scenario.urs().requests()).hasSize(1);
    scenario.assertNoRangeAtLogin();
  }

  @Test
  void threadsThatComeTogetherLogInOnceAndResolveEachGranuleOnce() throws Exception {
    useNetrc();
    Location[] granules = new Location[4];
    RangeReader[] readers = new RangeReader[4];
    for (int i = 0; i < granules.length; i++) {
      granules[i] = Location.of(scenario.granule(PATH + i, bytes, "\"v1\"", MODIFIED).toString());
      readers[i] = sources.open(granules[i], identity);
    }
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      CompletableFuture<?>[] reads =
          IntStream.range(0, 128)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> readers[i % 4].read(new ByteRange(i * 10L, 10)), threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(reads).get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(scenario.urs().requests()).hasSize(1);
    assertThat(scenario.store().signed()).isEqualTo(4);
    assertThat(sources.counters().requests()).isEqualTo(128);
  }

  @Test
  void tokensAndPasswordsWorkTogetherWhereTheDataHostIgnoresTokens() throws Exception {
    scenario.withoutBearerAtData();
    use(Map.of("NETRC", netrc(), "EARTHDATA_TOKEN", EarthdataScenario.TOKEN));
    assertReads(granule, 0);
  }

  @Test
  void aUrlThatExpiresIsRenewedOnce() {
    scenario.signedForRequests(3);
    useToken();
    try (RangeReader reader = sources.open(granule, identity)) {
      for (int i = 0; i < 6; i++) {
        reader.read(new ByteRange(i * 100L, 100));
      }
    }
    assertThat(scenario.store().signed()).isEqualTo(2);
    assertThat(sources.counters().renewals()).isEqualTo(1);
    assertThat(sources.counters().retries()).isZero();
  }

  @Test
  void aUrlThatSaysWhenItEndsIsRenewedBefore() {
    // Shorter than what a request needs to get there: it is never used twice.
    scenario.signedFor(Duration.ofSeconds(20));
    useToken();
    try (RangeReader reader = sources.open(granule, identity)) {
      reader.read(new ByteRange(0, 100));
      reader.read(new ByteRange(100, 100));
    }
    assertThat(scenario.store().signed()).isEqualTo(2);
  }

  @Test
  void aUrlOfS3IsAskedWithoutTheToken() {
    scenario.signedByS3();
    useToken();
    assertReads(granule, 0);
  }

  @Test
  void aGranuleThatChangedBehindARenewalIsRefused() {
    scenario.signedForRequests(1);
    useToken();
    try (RangeReader reader = sources.open(granule, identity)) {
      reader.read(new ByteRange(0, 100));
      scenario.granule(PATH, bytes, "\"v2\"", MODIFIED);
      Throwable thrown = catchThrowable(() -> reader.read(new ByteRange(100, 100)));
      assertThat(thrown).hasMessageContaining("changed");
    }
  }

  @Test
  void withoutALoginTheMessageSaysWhatToGive() {
    use(Map.of());
    assertFails(ErrorCode.ACCESS_DENIED, "EARTHDATA_TOKEN", ".netrc", PATH);
  }

  @Test
  void aTokenThatExpiredIsDenied() {
    scenario.tokenExpired();
    useToken();
    assertFails(ErrorCode.ACCESS_DENIED, "EARTHDATA_TOKEN");
  }

  @Test
  void loginAndLicencePagesAreDenied() {
    scenario.loginPage();
    use(Map.of());
    assertFails(ErrorCode.ACCESS_DENIED, "login page", "EARTHDATA_TOKEN");
    scenario.eulaPage();
    useToken();
    assertFails(ErrorCode.ACCESS_DENIED, "licence");
  }

  @Test
  void redirectsInCirclesAndTooManyEnd() {
    useToken();
    scenario.hops(6);
    assertFails(ErrorCode.SOURCE_UNAVAILABLE, "more than 5 redirects");
  }

  @Test
  void aLoginThatLeavesNoCookieEnds() throws Exception {
    scenario.loginLoop();
    useNetrc();
    assertFails(ErrorCode.SOURCE_UNAVAILABLE, "more than 5 redirects", "a login fails");
  }

  @Test
  void redirectsAwayFromTheArchiveAreRefused() {
    useToken();
    for (String target :
        new String[] {
          "http://" + EarthdataScenario.DATA + PATH,
          "file:///etc/passwd",
          "https://" + EarthdataScenario.LOOK_ALIKE + PATH,
          "https://169.254.169.254/latest/meta-data",
          "https://[::ffff:127.0.0.1]/",
          "https://user:pw@" + EarthdataScenario.DATA + PATH
        }) {
      scenario.granulesRedirectTo(target);
      assertFails(ErrorCode.REFUSED, "redirect");
    }
    assertThat(scenario.lookAlike().requests()).isEmpty();
    assertThat(scenario.network().connects()).noneMatch(c -> c.refused());
    scenario.granulesRedirectTo(null);
    assertFails(ErrorCode.SOURCE_UNAVAILABLE, "Location");
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefusedOnTheSameHostAndPortToo() {
    useToken();
    for (String port : new String[] {"", ":443"}) {
      scenario.granulesRedirectTo("http://" + EarthdataScenario.DATA + port + PATH);
      assertFails(ErrorCode.REFUSED, "redirects from https to http://");
    }
    assertThat(scenario.data().requests()).hasSize(2);
  }

  @Test
  void aNetrcThatOthersCanReadIsRefused() throws Exception {
    useNetrc();
    Files.setPosixFilePermissions(
        folder.resolve("netrc"), PosixFilePermissions.fromString("rw-r--r--"));
    Throwable thrown = catchThrowable(() -> assertReads(granule, 0));
    assertThat(thrown)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContainingAll("netrc", "chmod 600");
    SecretScan.of(EarthdataScenario.secrets()).exception(thrown);
  }
}
