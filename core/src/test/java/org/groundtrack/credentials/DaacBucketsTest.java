package org.groundtrack.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DaacBucketsTest {
  @Test
  void bucketsOfIcesat2AndGediHaveAnEndpointForKeys() {
    assertThat(DaacBuckets.endpoint("nsidc-cumulus-prod-protected"))
        .contains("https://data.nsidc.earthdatacloud.nasa.gov/s3credentials");
    assertThat(DaacBuckets.endpoint("lp-prod-protected"))
        .contains("https://data.lpdaac.earthdatacloud.nasa.gov/s3credentials");
    assertThat(DaacBuckets.endpoint("ornl-cumulus-prod-protected"))
        .contains("https://data.ornldaac.earthdata.nasa.gov/s3credentials");
    assertThat(DaacBuckets.isKnownBucket("podaac-ops-cumulus-protected")).isTrue();
  }

  @Test
  void similarBucketsAreNotKnown() {
    for (String bucket :
        new String[] {
          "nsidc-cumulus-prod-protected-evil", "NSIDC-cumulus-prod-protected", "lp", ""
        }) {
      assertThat(DaacBuckets.isKnownBucket(bucket)).as(bucket).isFalse();
      assertThat(DaacBuckets.endpoint(bucket)).as(bucket).isEmpty();
    }
  }

  @Test
  void endpointsAreOnKnownHostsSoThatTheLoginIsSent() {
    for (String bucket :
        new String[] {
          "nsidc-cumulus-prod-public",
          "lp-prod-public",
          "ornl-cumulus-prod-public",
          "gesdisc-cumulus-prod-protected",
          "podaac-ops-cumulus-public"
        }) {
      String endpoint = DaacBuckets.endpoint(bucket).orElseThrow();
      assertThat(endpoint).startsWith("https://").endsWith("/s3credentials");
      assertThat(DaacBuckets.isKnownHost(URI.create(endpoint).getHost())).isTrue();
    }
  }

  @Test
  void hostsOfSignedUrlsAreForRedirectsOnly() {
    for (String host :
        new String[] {"data.nsidc.earthdatacloud.nasa.gov", "DATA.ornldaac.earthdata.nasa.gov"}) {
      assertThat(DaacBuckets.isKnownHost(host)).as(host).isTrue();
      assertThat(DaacBuckets.isRedirectHost(host)).as(host).isTrue();
    }
    for (String host :
        new String[] {
          "d1nklfio7vscoe.cloudfront.net",
          "nsidc-cumulus-prod-protected.s3.us-west-2.amazonaws.com",
          "LP-prod-protected.s3.amazonaws.com"
        }) {
      assertThat(DaacBuckets.isKnownHost(host)).as(host).isFalse();
      assertThat(DaacBuckets.isRedirectHost(host)).as(host).isTrue();
    }
    for (String host :
        new String[] {
          "evil.s3.us-west-2.amazonaws.com",
          "s3.us-west-2.amazonaws.com",
          "evil.test",
          "a.cloudfront.net.evil.test",
          "evilcloudfront.net",
          "cloudfront.net",
          "earthdata.nasa.gov.evil.test",
          "127.0.0.1",
          "169.254.169.254",
          "lp-prod-protected.s3.us-west-2.amazonaws.com.evil.test"
        }) {
      assertThat(DaacBuckets.isKnownHost(host)).as(host).isFalse();
      assertThat(DaacBuckets.isRedirectHost(host)).as(host).isFalse();
    }
  }
}
