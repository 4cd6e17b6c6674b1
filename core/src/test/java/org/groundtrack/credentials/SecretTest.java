package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void aSecretPrintsAsStarsWhereverItStands() {
    Secret secret = Secret.of("SENTINEL");
    assertThat(secret).hasToString("***");
    assertThat("%s %s".formatted(secret, new Login("jane", secret))).doesNotContain("SENTINEL");
    assertThat(secret.reveal()).isEqualTo("SENTINEL");
  }

  @Test
  void secretsAreEqualByWhatTheyHold() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo(Secret.of("aa"));
    assertThat(Secret.of("***")).isNotEqualTo("***");
  }
}
