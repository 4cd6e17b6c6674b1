package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.AccessDeniedException;
import org.junit.jupiter.api.Test;

class AwsKeysTest {
  private static final String ID = "ASIAIOSFODNN7EXAMPLE";

  @Test
  void keysPrintTheBeginningOfTheirIdOnly() {
    AwsKeys keys = new AwsKeys(ID, Secret.of("SENTINEL"), Secret.of("SENTINEL"), null);
    assertThat(keys).hasToString("ASIA...");
    assertThat(new AwsKeys("short", Secret.of("SENTINEL"), null, null)).hasToString("...");
  }

  @Test
  void keysThatCantBeSentAreRefusedAndNotShown() {
    for (String bad : new String[] {"SENTINEL\n", "SENT INEL", "SENTINELé", ""}) {
      assertThatThrownBy(() -> new AwsKeys(bad, Secret.of("s"), null, null))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("access key id")
          .hasMessageNotContaining("SENT");
      assertThatThrownBy(() -> new AwsKeys(ID, Secret.of("s"), Secret.of(bad), null))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("session token")
          .hasMessageNotContaining("SENT");
    }
  }

  @Test
  void theEnvironmentGivesKeys() {
    AwsKeys keys =
        new EnvironmentKeys(
                Map.of(
                    "AWS_ACCESS_KEY_ID", ID,
                    "AWS_SECRET_ACCESS_KEY", " s ",
                    "AWS_SESSION_TOKEN", "t"))
            .keys()
            .orElseThrow();
    assertThat(keys.accessKeyId()).isEqualTo(ID);
    assertThat(keys.secretKey()).isEqualTo(Secret.of("s"));
    assertThat(keys.sessionToken()).contains(Secret.of("t"));
    assertThat(keys.expiresAt()).isEmpty();
    assertThat(new EnvironmentKeys(Map.of("AWS_ACCESS_KEY_ID", "")).keys()).isEmpty();
  }

  @Test
  void halfAKeyPairIsAnError() {
    assertThatThrownBy(
            () -> new EnvironmentKeys(Map.of("AWS_SECRET_ACCESS_KEY", "SENTINEL")).keys())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("AWS_ACCESS_KEY_ID is not")
        .hasMessageNotContaining("SENTINEL");
  }

  @Test
  void anotherProviderIsAskedForWhatTheFirstHasNot() {
    AwsKeys keys = new AwsKeys(ID, Secret.of("s"), null, null);
    AwsKeyProvider none = Optional::empty;
    AwsKeyProvider some = () -> Optional.of(keys);
    AwsKeyProvider failing =
        () -> {
          throw new AccessDeniedException("asked");
        };
    assertThat(none.or(some).keys()).contains(keys);
    assertThat(some.or(failing).keys()).contains(keys);
    assertThat(none.or(none).keys()).isEmpty();
    assertThatThrownBy(() -> failing.or(some).keys()).isInstanceOf(AccessDeniedException.class);
  }
}
