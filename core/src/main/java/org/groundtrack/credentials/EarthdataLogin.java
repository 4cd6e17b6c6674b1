package org.groundtrack.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import org.groundtrack.error.AccessDeniedException;

/**
 * What to send to which host as {@code Authorization}: the token of the variable {@code
 * EARTHDATA_TOKEN} to Earthdata's hosts, a login of {@code .netrc} to exactly the machine that it
 * names. Both over HTTPS on port 443 only. Each hop of a redirect has to ask again. Safe for use by
 * many threads at once.
 *
 * <p>Earthdata Login's tokens are described at
 * https://urs.earthdata.nasa.gov/documentation/for_users/user_token, its use of {@code .netrc} at
 * https://urs.earthdata.nasa.gov/documentation/for_users/data_access/curl_and_wget.
 */
public final class EarthdataLogin {
  /** The host of Earthdata Login, and the machine that {@code .netrc} is to name. */
  public static final String HOST = "urs.earthdata.nasa.gov";

  private static final String TOKEN_VARIABLE = "EARTHDATA_TOKEN";

  // Whole labels from end to end: neither evilearthdata.nasa.gov nor earthdata.nasa.gov.evil.test.
  private static final Pattern EARTHDATA =
      Pattern.compile("([a-z0-9-]+\\.)+earthdata(cloud)?\\.nasa\\.gov");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final Path home;
  private final Secret token;
  private Netrc netrc;

  private EarthdataLogin(Map<String, String> environment, Path home) {
    this.environment = environment;
    this.home = home;
    this.token = token(environment.getOrDefault(TOKEN_VARIABLE, "").strip());
  }

  /**
   * The login of this process: its environment, and its user's folder.
   *
   * @throws AccessDeniedException if the token can't be one
   */
  public static EarthdataLogin fromEnvironment() {
    return of(System.getenv(), UserHome.of(System.getenv()));
  }

  /**
   * The login of an environment. {@code .netrc} is read when it is first needed.
   *
   * @param environment variables by name
   * @param home the user's folder
   * @throws AccessDeniedException if the token can't be one
   */
  public static EarthdataLogin of(Map<String, String> environment, Path home) {
    return new EarthdataLogin(environment, home);
  }

  private static Secret token(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        throw new AccessDeniedException(
            "%s holds white space or a character that no token has, at position %s: set it to the token alone"
                .formatted(TOKEN_VARIABLE, i + 1));
      }
    }
    return text.isEmpty() ? null : Secret.of(text);
  }

  /**
   * The value of the header {@code Authorization} for a host, if it is to have one. It is a secret.
   *
   * @param scheme as in the URL
   * @param host as in the URL, without port
   * @param port as in the URL, or what the scheme means by none
   * @throws AccessDeniedException if {@code .netrc} can't be used
   */
  public Optional<String> authorization(String scheme, String host, int port) {
    if (!scheme.equalsIgnoreCase("https") || port != 443) {
      return Optional.empty();
    }
    String name = host.toLowerCase(Locale.ROOT);
    // The login page itself wants a password where there is one: it answers 401 to some tokens.
    Optional<String> basic =
        name.equals(HOST) ? netrc().of(name).map(EarthdataLogin::basic) : Optional.empty();
    if (basic.isPresent()) {
      return basic;
    }
    if (token != null && isEarthdata(name)) {
      return Optional.of("Bearer " + token.reveal());
    }
    return netrc().of(name).map(EarthdataLogin::basic);
  }

  /** Whether a host, in lower case, is one of Earthdata's. */
  static boolean isEarthdata(String host) {
    return EARTHDATA.matcher(host).matches();
  }

  private static String basic(Login login) {
    if (login.user().indexOf(':') >= 0) {
      throw new AccessDeniedException(
          "A login of .netrc has a colon in the user name, which HTTP can't send: mend it");
    }
    return Credentials.basic(login.user(), login.password().reveal(), StandardCharsets.UTF_8);
  }

  /**
   * Whether there is a token or a login for Earthdata.
   *
   * @throws AccessDeniedException if {@code .netrc} can't be used
   */
  public boolean isPresent() {
    return token != null || netrc().of(HOST).isPresent();
  }

  /**
   * When the token ends, if it says so. For messages: nobody checked the token's signature.
   *
   * <p>The tokens are JSON Web Tokens: RFC 7519 4.1.4 defines {@code exp}.
   */
  public Optional<Instant> tokenExpiry() {
    if (token == null) {
      return Optional.empty();
    }
    String[] parts = token.reveal().split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode end = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
      return end.isNumber()
          ? Optional.of(Instant.ofEpochSecond(end.longValue()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // Some other form of token, which is none of our business.
    }
  }

  private synchronized Netrc netrc() {
    if (netrc == null) {
      netrc = Netrc.of(environment, home);
    }
    return netrc;
  }

  /** Which kind of login there is, as far as it was read. */
  @Override
  public String toString() {
    return token == null ? "login of .netrc" : "token of " + TOKEN_VARIABLE;
  }
}
