package org.groundtrack.credentials;

import java.nio.file.Path;
import java.util.Map;

/** The folder of the user, where logins and settings are. */
public final class UserHome {
  private UserHome() {}

  /**
   * The folder that {@code HOME} names, as shells, curl, Python and git take it; else what Java
   * knows, which is that of the password file and may be {@code ?} in a container.
   *
   * @param environment variables by name
   */
  public static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
  }
}
