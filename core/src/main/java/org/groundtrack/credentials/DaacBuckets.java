package org.groundtrack.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Buckets and hosts of the DAACs that hold ICESat-2 and GEDI products, and of some that hold what
 * goes with them. Immutable.
 *
 * <p>Buckets and endpoints are those that NASA's CMR publishes with each collection, in {@code
 * DirectDistributionInformation}; the resource {@code daac-buckets.json} says from when.
 */
public final class DaacBuckets {
  private static final Map<String, String> ENDPOINTS = load();

  // Thin Egress App, which serves the DAACs' HTTPS hosts, redirects to signed URLs of either.
  private static final Pattern CLOUDFRONT = Pattern.compile("[a-z0-9]+\\.cloudfront\\.net");
  private static final Pattern BUCKET_HOST =
      Pattern.compile("([a-z0-9-]+)\\.s3(\\.us-west-2)?\\.amazonaws\\.com");

  private DaacBuckets() {}

  /** The URL that gives out temporary keys for a bucket, if it is a known one. */
  public static Optional<String> endpoint(String bucket) {
    return Optional.ofNullable(ENDPOINTS.get(bucket));
  }

  /** Whether a bucket is one of the DAACs'; to the letter, since anyone can make a similar one. */
  public static boolean isKnownBucket(String bucket) {
    return ENDPOINTS.containsKey(bucket);
  }

  /** Whether a host is one where a user or an index may say that Earthdata's granules are. */
  public static boolean isKnownHost(String host) {
    return EarthdataLogin.isEarthdata(host.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a known host may redirect to a host: another known one, the DAACs' buckets, or
   * CloudFront. Anyone can have a host of CloudFront, so an index must not name one.
   */
  public static boolean isRedirectHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (isKnownHost(name) || CLOUDFRONT.matcher(name).matches()) {
      return true;
    }
    Matcher bucket = BUCKET_HOST.matcher(name);
    return bucket.matches() && isKnownBucket(bucket.group(1));
  }

  private static Map<String, String> load() {
    Map<String, String> endpoints = new HashMap<>();
    try (InputStream in = DaacBuckets.class.getResourceAsStream("daac-buckets.json")) {
      for (JsonNode daac : new ObjectMapper().readTree(in).required("daacs")) {
        for (JsonNode bucket : daac.required("buckets")) {
          endpoints.put(bucket.asText(), daac.required("endpoint").asText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Resource daac-buckets.json", e);
    }
    return Map.copyOf(endpoints);
  }
}
