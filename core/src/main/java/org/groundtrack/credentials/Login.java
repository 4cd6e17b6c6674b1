package org.groundtrack.credentials;

import java.util.Objects;

/**
 * A user name and a password. Immutable; prints the name only.
 *
 * @param user user name
 * @param password password
 */
public record Login(String user, Secret password) {
  public Login {
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
  }
}
