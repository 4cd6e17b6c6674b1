package org.groundtrack.source;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.groundtrack.credentials.AwsKeyProvider;
import org.groundtrack.credentials.AwsProfile;
import org.groundtrack.credentials.DaacBuckets;
import org.groundtrack.credentials.DaacKeys;
import org.groundtrack.credentials.EarthdataLogin;
import org.groundtrack.credentials.EnvironmentKeys;
import org.groundtrack.credentials.ProfileKeys;
import org.groundtrack.credentials.S3Address;
import org.groundtrack.credentials.S3Settings;
import org.groundtrack.credentials.S3Signer;
import org.groundtrack.credentials.UserHome;
import org.groundtrack.http.HttpRangeReader;
import org.groundtrack.http.HttpTransport;
import org.groundtrack.http.Origin;
import org.groundtrack.io.ReadCounters;

/**
 * Objects in S3 as the transport asks for them: their URLs, signed with the keys that belong to
 * their buckets. Safe for use by many threads at once.
 *
 * <p>Buckets of NASA's archives are read with temporary keys of their DAAC if there is a login, all
 * others with the keys of the environment, else of the shared AWS files, else unsigned.
 */
final class S3Origins {
  private static final int MAX_KEYS_BYTES = 64 << 10;

  private final SourceSettings settings;
  private final SourceRules rules;
  private final HttpTransport transport;
  private final EarthdataLogin login;
  private final Map<String, String> regions = new ConcurrentHashMap<>();
  private final Map<String, DaacKeys> daacKeys = new ConcurrentHashMap<>();
  private Shared shared;

  /** What all buckets share, read when the first is asked for. */
  private record Shared(S3Settings settings, AwsKeyProvider keys) {}

  S3Origins(
      SourceSettings settings, SourceRules rules, HttpTransport transport, EarthdataLogin login) {
    this.settings = settings;
    this.rules = rules;
    this.transport = transport;
    this.login = login;
  }

  private synchronized Shared shared() {
    if (shared == null) {
      Map<String, String> environment = settings.environment();
      AwsProfile profile =
          AwsProfile.load(environment, UserHome.of(environment), settings.s3().profile());
      S3Settings s3 =
          S3Settings.of(settings.s3().region(), settings.s3().endpoint(), environment, profile);
      s3.endpoint().ifPresent(endpoint -> rules.checkNamed(Location.of(endpoint)));
      AwsKeyProvider files = new ProfileKeys(profile, Clock.systemUTC());
      // A profile that is asked for by name comes before what happens to be in the environment.
      AwsKeyProvider keys =
          settings.s3().profile() == null ? new EnvironmentKeys(environment).or(files) : files;
      shared = new Shared(s3, keys);
    }
    return shared;
  }

  /** The origin of an object. */
  Origin origin(Location location) {
    return new S3Origin(S3Address.of(location.uri()));
  }

  private AwsKeyProvider keys(String bucket) {
    if (settings.s3().anonymous()) {
      return Optional::empty;
    }
    Optional<String> endpoint =
        shared().settings().endpoint().isEmpty() && login.isPresent()
            ? DaacBuckets.endpoint(bucket)
            : Optional.empty();
    return endpoint.isPresent()
        ? daacKeys.computeIfAbsent(
            endpoint.get(), url -> new DaacKeys(url, this::fetch, Clock.systemUTC()))
        : shared().keys();
  }

  private byte[] fetch(String url) {
    return new HttpRangeReader(
            transport, Origin.of(HttpUrl.get(url)), null, MAX_KEYS_BYTES, new ReadCounters())
        .readWhole(MAX_KEYS_BYTES);
  }

  private final class S3Origin implements Origin {
    private final S3Address address;

    S3Origin(S3Address address) {
      this.address = address;
    }

    @Override
    public HttpUrl url() {
      S3Settings s3 = shared().settings();
      return address.url(new S3Settings(region(), s3.endpoint()));
    }

    private String region() {
      return regions.getOrDefault(address.bucket(), shared().settings().region());
    }

    @Override
    public String name() {
      return address.toString();
    }

    @Override
    public Request sign(Request request) {
      return keys(address.bucket())
          .keys()
          .map(keys -> S3Signer.sign(request, keys, region(), Clock.systemUTC().instant()))
          .orElse(request);
    }

    /** A bucket of another region says which: AWS answers 301 or 400 with its name. */
    @Override
    public boolean learn(int status, Headers headers) {
      String region = headers.get("x-amz-bucket-region");
      if (region == null || region.equals(region()) || status / 100 == 2) {
        return false;
      }
      regions.put(address.bucket(), region);
      return true;
    }
  }
}
