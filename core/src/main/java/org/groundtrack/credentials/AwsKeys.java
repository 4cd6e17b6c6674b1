package org.groundtrack.credentials;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.groundtrack.error.AccessDeniedException;

/**
 * A key pair of AWS, with a session token and an end if it is a temporary one. Immutable. Not a
 * record: of itself it prints the first characters of the key's id only.
 */
public final class AwsKeys {
  private final String accessKeyId;
  private final Secret secretKey;
  private final Secret sessionToken;
  private final Instant expiresAt;

  /**
   * @param accessKeyId the key's id
   * @param secretKey what requests are signed with
   * @param sessionToken sent along with temporary keys, or {@code null}
   * @param expiresAt when they end, or {@code null} if that is not known or never
   * @throws AccessDeniedException if id or token can't be sent; the message does not show them
   */
  public AwsKeys(String accessKeyId, Secret secretKey, Secret sessionToken, Instant expiresAt) {
    this.accessKeyId = sendable(accessKeyId, "access key id");
    this.secretKey = Objects.requireNonNull(secretKey);
    this.sessionToken = sessionToken;
    this.expiresAt = expiresAt;
    if (sessionToken != null) {
      sendable(sessionToken.reveal(), "session token");
    }
  }

  /** Checked here, since the HTTP client quotes a header that it refuses. */
  private static String sendable(String text, String what) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new AccessDeniedException(
          "An AWS %s is empty, or holds white space or what is not ASCII: give it as it was issued"
              .formatted(what));
    }
    return text;
  }

  /** The key's id. */
  public String accessKeyId() {
    return accessKeyId;
  }

  /** What requests are signed with. */
  public Secret secretKey() {
    return secretKey;
  }

  /** What is sent along with temporary keys. */
  public Optional<Secret> sessionToken() {
    return Optional.ofNullable(sessionToken);
  }

  /** When they end; empty if that is not known or never. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  @Override
  public String toString() {
    return accessKeyId.length() > 8 ? accessKeyId.substring(0, 4) + "..." : "...";
  }
}
