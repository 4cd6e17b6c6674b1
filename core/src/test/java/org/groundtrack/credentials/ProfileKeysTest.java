package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.groundtrack.error.AccessDeniedException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProfileKeysTest {
  @TempDir Path home;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(home.resolve(".aws"));
  }

  private void credentials(String text) throws IOException {
    Files.writeString(home.resolve(".aws/credentials"), text);
  }

  private void config(String text) throws IOException {
    Files.writeString(home.resolve(".aws/config"), text);
  }

  private AwsProfile profile(String name) {
    return AwsProfile.load(Map.of(), home, name);
  }

  private AwsKeyProvider keys(String name) {
    return new ProfileKeys(profile(name), Clock.systemUTC());
  }

  @Test
  void keysAreThoseOfTheProfileThatIsAskedFor() throws Exception {
    credentials(
        """
        [default]
        aws_access_key_id = ID1
        aws_secret_access_key = S1 # and so on

        [other]
        aws_access_key_id=ID2
        aws_secret_access_key=S2
        aws_session_token=T2
        """);
    config(
        """
        [default]
        region = eu-west-1
        aws_access_key_id = NOT
        [profile third]
        region = us-east-1
        s3 =
            max_concurrent_requests = 20
        aws_access_key_id = ID3
        aws_secret_access_key = S3
        [fourth]
        region = x
        """);
    AwsKeys first = keys(null).keys().orElseThrow();
    assertThat(first.accessKeyId()).isEqualTo("ID1");
    assertThat(first.secretKey()).isEqualTo(Secret.of("S1"));
    assertThat(first.sessionToken()).isEmpty();
    AwsKeys second = keys("other").keys().orElseThrow();
    assertThat(second.accessKeyId()).isEqualTo("ID2");
    assertThat(second.sessionToken()).contains(Secret.of("T2"));
    assertThat(keys("third").keys().orElseThrow().accessKeyId()).isEqualTo("ID3");
    assertThat(profile(null).property("region")).contains("eu-west-1");
    assertThat(profile("third").property("region")).contains("us-east-1");
    assertThatThrownBy(() -> profile("fourth")).isInstanceOf(UsageException.class);
  }

  @Test
  void theEnvironmentNamesFilesAndProfile() throws Exception {
    Path credentials =
        Files.writeString(
            home.resolve("c1"), "[p]\naws_access_key_id=ID\naws_secret_access_key=S\n");
    Path config = Files.writeString(home.resolve("c2"), "[profile p]\nregion=r\n");
    Map<String, String> environment =
        Map.of(
            "AWS_SHARED_CREDENTIALS_FILE", credentials.toString(),
            "AWS_CONFIG_FILE", config.toString(),
            "AWS_PROFILE", "p");
    AwsProfile profile = AwsProfile.load(environment, home, null);
    assertThat(profile.name()).isEqualTo("p");
    assertThat(profile.property("region")).contains("r");
    assertThat(new ProfileKeys(profile, Clock.systemUTC()).keys()).isPresent();
    assertThatThrownBy(() -> AwsProfile.load(environment, home, "q"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("[q]")
        .hasMessageContaining(credentials.toString());
  }

  @Test
  void withoutFilesThereAreNoKeys() {
    assertThat(keys(null).keys()).isEmpty();
    assertThatThrownBy(() -> profile("p")).isInstanceOf(UsageException.class);
  }

  @Test
  void profilesThatLogInNameTheCommandThatHelps() throws Exception {
    config(
        """
        [profile sso]
        sso_session = x
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = default
        aws_access_key_id = SENTINEL
        aws_secret_access_key = SENTINEL
        """);
    for (String name : new String[] {"sso", "role"}) {
      assertThatThrownBy(() -> keys(name).keys())
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("aws configure export-credentials --profile '" + name + "'")
          .hasMessageNotContaining("SENTINEL");
    }
  }

  @Test
  void badFilesAreRefusedAndTheirSecretsNotShown() throws Exception {
    for (String text :
        new String[] {
          "[default]\naws_secret_access_key SENTINEL\n",
          "aws_secret_access_key = SENTINEL\n",
          "[default\naws_secret_access_key = SENTINEL\n",
          "[default]\n = SENTINEL\n",
          "[default]\n  SENTINEL\n"
        }) {
      credentials(text);
      assertThatThrownBy(() -> profile(null))
          .as(text)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining(home.resolve(".aws/credentials") + "]")
          .hasMessageContaining("line ")
          .hasNoCause()
          .hasMessageNotContaining("SENTINEL");
    }
    credentials("[default]\naws_secret_access_key = SENTINEL\n");
    assertThatThrownBy(() -> keys(null).keys())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("no aws_access_key_id")
        .hasMessageNotContaining("SENTINEL");
    assertThat(profile(null).toString() + keys(null)).doesNotContain("SENTINEL");
    credentials("#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> profile(null)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessGivesKeysOnceWhileTheyLast() throws Exception {
    Path calls = home.resolve("calls");
    Path program =
        Files.writeString(
            home.resolve("keys.sh"),
            """
            echo call >> '%s'
            echo SENTINEL >&2
            echo '{"Version": 1, "AccessKeyId": "ID", "SecretAccessKey": "S",'
            echo ' "SessionToken": "T", "Expiration": "2999-01-01T00:00:00Z"}'
            """
                .formatted(calls));
    config("[default]\ncredential_process = sh '%s'\n".formatted(program));
    AwsKeyProvider keys = keys(null);
    assertThat(calls).doesNotExist();
    for (int i = 0; i < 3; i++) {
      AwsKeys given = keys.keys().orElseThrow();
      assertThat(given.accessKeyId()).isEqualTo("ID");
      assertThat(given.secretKey()).isEqualTo(Secret.of("S"));
      assertThat(given.sessionToken()).contains(Secret.of("T"));
      assertThat(given.expiresAt()).isPresent();
    }
    assertThat(Files.readString(calls, StandardCharsets.UTF_8)).isEqualTo("call\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessThatFailsIsNamedAndItsOutputNotShown() {
    Map<String, String> messages =
        Map.of(
            "echo SENTINEL; exit 3", "exit code 3",
            "echo SENTINEL", "not JSON",
            "echo '{\"Version\": 2, \"AccessKeyId\": \"SENTINEL\"}'", "Version is not 1",
            "echo '{\"Version\": 1, \"AccessKeyId\": \"SENTINEL\"}'", "no SecretAccessKey",
            "head -c 70000 /dev/zero", "more than 65536 bytes");
    messages.forEach(
        (command, message) ->
            assertThatThrownBy(() -> new CredentialProcess("profile x", command).run())
                .as(command)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("profile x")
                .hasMessageContaining(message)
                .hasMessageNotContaining("SENTINEL"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessThatHangsIsEnded() {
    for (String command :
        new String[] {"sleep 600", "exec >&-; sleep 600", "sleep 600 & cat < /dev/null; wait"}) {
      assertThatThrownBy(
              () -> new CredentialProcess("profile x", command, Duration.ofMillis(200)).run())
          .as(command)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("did not end within 0.2 seconds");
    }
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
  }
}
