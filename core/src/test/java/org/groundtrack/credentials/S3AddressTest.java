package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.groundtrack.error.UsageException;
import org.junit.jupiter.api.Test;

class S3AddressTest {
  private static final S3Settings AWS = new S3Settings("us-west-2", Optional.empty());

  private static String url(String uri, S3Settings settings) {
    return S3Address.of(uri).url(settings).toString();
  }

  private static S3Settings at(String endpoint) {
    return new S3Settings("us-west-2", Optional.of(endpoint));
  }

  @Test
  void bucketsAreInTheHostAtAwsIfTheyCanBe() {
    assertThat(url("s3://nsidc-cumulus-prod-protected/ATLAS/ATL06/007/a.h5", AWS))
        .isEqualTo(
            "https://nsidc-cumulus-prod-protected.s3.us-west-2.amazonaws.com/ATLAS/ATL06/007/a.h5");
    for (String bucket : new String[] {"a.b.c", "Upper-Case", "under_score"}) {
      assertThat(url("S3://" + bucket + "/k", AWS))
          .isEqualTo("https://s3.us-west-2.amazonaws.com/" + bucket + "/k");
    }
    assertThat(url("s3://bucket/k", new S3Settings("cn-north-1", Optional.empty())))
        .isEqualTo("https://bucket.s3.cn-north-1.amazonaws.com.cn/k");
  }

  @Test
  void bucketsAreInThePathElsewhere() {
    assertThat(url("s3://bucket/k", at("http://127.0.0.1:9000")))
        .isEqualTo("http://127.0.0.1:9000/bucket/k");
    assertThat(url("s3://bucket/k", at("https://s3.example.org/minio/")))
        .isEqualTo("https://s3.example.org/minio/bucket/k");
  }

  @Test
  void keysAreEncodedAndNotNormalised() {
    Map<String, String> paths =
        Map.of(
            "a b+c.h5", "a%20b%2Bc.h5",
            "/leading//double/", "/leading//double/",
            "é/日本/😀", "%C3%A9/%E6%97%A5%E6%9C%AC/%F0%9F%98%80",
            "100%/a%20b/%2e%2e/x", "100%25/a%2520b/%252e%252e/x",
            "a?b#c&d=e;f:g@h!i$j'k(l)m*n,o[p]",
                "a%3Fb%23c%26d%3De%3Bf%3Ag%40h%21i%24j%27k%28l%29m%2An%2Co%5Bp%5D",
            "a\\b|c^d`e{f}\"<>\t\n", "a%5Cb%7Cc%5Ed%60e%7Bf%7D%22%3C%3E%09%0A",
            "-._~/...x/.hidden/x..", "-._~/...x/.hidden/x..");
    paths.forEach(
        (key, path) -> {
          assertThat(url("s3://bucket/" + key, AWS))
              .isEqualTo("https://bucket.s3.us-west-2.amazonaws.com/" + path);
          assertThat(url("s3://bucket/" + key, at("http://127.0.0.1:9")))
              .isEqualTo("http://127.0.0.1:9/bucket/" + path);
        });
  }

  @Test
  void keysThatHttpWouldNormaliseAreRefused() {
    for (String key : new String[] {"..", ".", "a/../b", "../b", "a/.", "/./a", "a/.."}) {
      assertThatThrownBy(() -> new S3Address("bucket", key))
          .as(key)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("segment of dots");
    }
    assertThatThrownBy(() -> new S3Address("bucket", "a\uD800b"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void whatNamesNoObjectIsRefused() {
    for (String uri :
        new String[] {
          "s3://",
          "s3:///k",
          "s3://ab/k",
          "s3://bucket",
          "s3://bucket/",
          "https://bucket/k",
          "s3://user:SENTINEL@bucket/k",
          "s3://bucket:80/k",
          "s3://../k",
          "s3://a?b/k",
          ""
        }) {
      assertThatThrownBy(() -> S3Address.of(uri))
          .as(uri)
          .isInstanceOf(UsageException.class)
          .hasMessageNotContaining("SENTINEL");
    }
  }
}
