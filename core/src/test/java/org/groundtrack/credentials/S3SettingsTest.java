package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3SettingsTest {
  @TempDir Path home;

  @Test
  void withoutAnySettingItIsAwsWhereEarthdataIs() {
    AwsProfile none = AwsProfile.load(Map.of(), home, null);
    assertThat(S3Settings.of(null, " ", Map.of("AWS_REGION", ""), none))
        .isEqualTo(new S3Settings("us-west-2", Optional.empty()));
  }

  @Test
  void optionsComeBeforeVariablesAndThoseBeforeTheProfile() throws Exception {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"), "[default]\nregion = p-1\nendpoint_url = http://p\n");
    AwsProfile profile = AwsProfile.load(Map.of(), home, null);
    Map<String, String> environment = new HashMap<>();
    assertThat(S3Settings.of(null, null, environment, profile))
        .isEqualTo(new S3Settings("p-1", Optional.of("http://p")));
    environment.put("AWS_DEFAULT_REGION", "d-1");
    environment.put("AWS_ENDPOINT_URL", "http://all");
    assertThat(S3Settings.of(null, null, environment, profile))
        .isEqualTo(new S3Settings("d-1", Optional.of("http://all")));
    environment.put("AWS_REGION", "r-1");
    environment.put("AWS_ENDPOINT_URL_S3", "http://s3");
    assertThat(S3Settings.of(null, null, environment, profile))
        .isEqualTo(new S3Settings("r-1", Optional.of("http://s3")));
    assertThat(S3Settings.of("o-1", "http://option", environment, profile))
        .isEqualTo(new S3Settings("o-1", Optional.of("http://option")));
  }

  @Test
  void settingsThatLeadElsewhereAreRefused() {
    for (String region : new String[] {"", "evil.test/", "us-west-2.evil.test", "a@b"}) {
      assertThatThrownBy(() -> new S3Settings(region, Optional.empty()))
          .as(region)
          .isInstanceOf(UsageException.class);
    }
    for (String endpoint :
        new String[] {
          "s3.example.org", "ftp://a", "https://u:SENTINEL@h", "https://h?a=SENTINEL", "https://h#f"
        }) {
      assertThatThrownBy(() -> new S3Settings("us-west-2", Optional.of(endpoint)))
          .as(endpoint)
          .isInstanceOf(UsageException.class)
          .hasMessageNotContaining("SENTINEL");
    }
  }
}
