package org.groundtrack.credentials;

import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.AccessDeniedException;

/**
 * Keys of the variables {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code
 * AWS_SESSION_TOKEN}. Immutable.
 */
public final class EnvironmentKeys implements AwsKeyProvider {
  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

  private final Map<String, String> environment;

  /**
   * @param environment variables by name, such as {@link System#getenv()}
   */
  public EnvironmentKeys(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Optional<AwsKeys> keys() {
    String id = value(ID);
    String secret = value(SECRET);
    if (id.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new AccessDeniedException(
          "%s is set and %s is not: set both or none"
              .formatted(id.isEmpty() ? SECRET : ID, id.isEmpty() ? ID : SECRET));
    }
    String token = value("AWS_SESSION_TOKEN");
    return Optional.of(
        new AwsKeys(id, Secret.of(secret), token.isEmpty() ? null : Secret.of(token), null));
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }
}
