package org.groundtrack.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A string that prints as {@code ***}: a password, token or key. Immutable. Not a record, and not
 * serializable, since both would give away what it holds.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /** Wraps a secret. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** What it is; for the one place that sends or signs with it. */
  public String reveal() {
    return value;
  }

  /** In time that does not depend on where the two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "***";
  }
}
