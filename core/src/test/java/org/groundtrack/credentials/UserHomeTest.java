package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose folder holds logins. */
class UserHomeTest {
  @Test
  void theEnvironmentComesBeforeThePasswordFile() {
    assertThat(UserHome.of(Map.of("HOME", "/home/some one"))).isEqualTo(Path.of("/home/some one"));
    Path known = Path.of(System.getProperty("user.home"));
    assertThat(UserHome.of(Map.of())).isEqualTo(known);
    assertThat(UserHome.of(Map.of("HOME", ""))).isEqualTo(known);
  }
}
