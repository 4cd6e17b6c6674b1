package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.groundtrack.error.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarthdataLoginTest {
  private static final String TOKEN = "SENTINEL-token";

  @TempDir Path home;

  private EarthdataLogin withToken(String token) {
    return EarthdataLogin.of(Map.of("EARTHDATA_TOKEN", token), home);
  }

  private EarthdataLogin withNetrc(Map<String, String> environment, String text)
      throws IOException {
    Path path = Files.writeString(home.resolve(".netrc"), text);
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    return EarthdataLogin.of(environment, home);
  }

  private static String basic(String userAndPassword) {
    byte[] bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String jwt(String payload) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "eyJ0." + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".sig";
  }

  @Test
  void theTokenIsForEarthdatasHostsOnly() {
    EarthdataLogin login = withToken(TOKEN);
    for (String host :
        new String[] {
          "urs.earthdata.nasa.gov",
          "URS.EarthData.NASA.gov",
          "data.ornldaac.earthdata.nasa.gov",
          "data.nsidc.earthdatacloud.nasa.gov"
        }) {
      assertThat(login.authorization("https", host, 443)).as(host).contains("Bearer " + TOKEN);
    }
    for (String host :
        new String[] {
          "earthdata.nasa.gov.evil.test",
          "urs.earthdata.nasa.gov.evil.test",
          "evilearthdata.nasa.gov",
          "evil.test/.earthdata.nasa.gov",
          "evil.test\n.earthdata.nasa.gov",
          ".earthdata.nasa.gov",
          "a.earthdata.nasa.gov.",
          "a.earthdataXnasa.gov",
          "nsidc-cumulus-prod-protected.s3.us-west-2.amazonaws.com",
          "d1nklfio7vscoe.cloudfront.net",
          "127.0.0.1",
          "localhost",
          ""
        }) {
      assertThat(login.authorization("https", host, 443)).as(host).isEmpty();
    }
  }

  @Test
  void nothingIsSentWithoutHttpsOrToAnotherPort() throws Exception {
    EarthdataLogin login =
        withNetrc(Map.of("EARTHDATA_TOKEN", TOKEN), "machine a.test login jane password SENTINEL");
    for (String host : new String[] {EarthdataLogin.HOST, "a.test"}) {
      assertThat(login.authorization("HTTPS", host, 443)).isPresent();
      assertThat(login.authorization("http", host, 80)).isEmpty();
      assertThat(login.authorization("http", host, 443)).isEmpty();
      assertThat(login.authorization("https", host, 8443)).isEmpty();
    }
  }

  @Test
  void aLoginOfNetrcIsForExactlyTheMachineThatItNames() throws Exception {
    EarthdataLogin login =
        withNetrc(
            Map.of(),
            """
            machine urs.earthdata.nasa.gov login jane password "päß word"
            machine data.test login john password two
            default login x password SENTINEL
            """);
    assertThat(login.authorization("https", "urs.earthdata.nasa.gov", 443))
        .contains(basic("jane:päß word"));
    assertThat(login.authorization("https", "Data.test", 443)).contains(basic("john:two"));
    for (String host :
        new String[] {"a.data.test", "data.nsidc.earthdatacloud.nasa.gov", "elsewhere.test"}) {
      assertThat(login.authorization("https", host, 443)).as(host).isEmpty();
    }
    assertThat(login.isPresent()).isTrue();
  }

  @Test
  void theTokenComesBeforeNetrcButForTheLoginPageItself() throws Exception {
    EarthdataLogin login =
        withNetrc(
            Map.of("EARTHDATA_TOKEN", TOKEN),
            "machine urs.earthdata.nasa.gov login jane password p\nmachine d.test login k password q");
    String data = "data.nsidc.earthdatacloud.nasa.gov";
    assertThat(login.authorization("https", data, 443)).contains("Bearer " + TOKEN);
    assertThat(login.authorization("https", EarthdataLogin.HOST, 443)).contains(basic("jane:p"));
    assertThat(login.authorization("https", "d.test", 443)).contains(basic("k:q"));
    EarthdataLogin malformed = withNetrc(Map.of("EARTHDATA_TOKEN", TOKEN), "nonsense");
    assertThat(malformed.authorization("https", data, 443)).isPresent();
    assertThatThrownBy(() -> malformed.authorization("https", "d.test", 443))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void withoutTokenAndNetrcThereIsNoLogin() throws Exception {
    for (String token : new String[] {"", "  \n"}) {
      EarthdataLogin login = withToken(token);
      assertThat(login.isPresent()).isFalse();
      assertThat(login.authorization("https", EarthdataLogin.HOST, 443)).isEmpty();
      assertThat(login.tokenExpiry()).isEmpty();
    }
    assertThat(withToken(TOKEN).isPresent()).isTrue();
    assertThat(withNetrc(Map.of(), "machine a.test login x password y").isPresent()).isFalse();
  }

  @Test
  void theTokenSaysWhenItEndsIfItIsAJsonWebToken() {
    assertThat(withToken(jwt("{\"exp\": 1700000000, \"uid\": \"jane\"}")).tokenExpiry())
        .contains(Instant.parse("2023-11-14T22:13:20Z"));
    for (String payload :
        new String[] {
          "{}", "{\"exp\": \"x\"}", "{\"exp\": 1e30}", "[", "", "{\"exp\": 1e999999}"
        }) {
      assertThat(withToken(jwt(payload)).tokenExpiry()).as(payload).isEmpty();
    }
    for (String token : new String[] {TOKEN, "a.b", "a.%%.c", ".."}) {
      assertThat(withToken(token).tokenExpiry()).as(token).isEmpty();
    }
  }

  @Test
  void noSecretIsShown() throws Exception {
    assertThat(withToken(TOKEN).toString()).doesNotContain("SENTINEL");
    for (String token : new String[] {"Bearer SENTINEL", "SENTINEL\r\nX: y", "SENTINELä"}) {
      assertThatThrownBy(() -> withToken(token))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("EARTHDATA_TOKEN")
          .hasMessageNotContaining("SENTINEL");
    }
    EarthdataLogin colon = withNetrc(Map.of(), "machine a.test login j:SENTINEL password SENTINEL");
    assertThat(colon.toString()).doesNotContain("SENTINEL");
    assertThatThrownBy(() -> colon.authorization("https", "a.test", 443))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageNotContaining("SENTINEL");
  }
}
