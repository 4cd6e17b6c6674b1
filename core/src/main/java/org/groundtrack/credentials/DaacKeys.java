package org.groundtrack.credentials;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Temporary keys for the buckets of a DAAC, from its endpoint {@code s3credentials}, which needs an
 * Earthdata login. They last for an hour, are good within AWS's region us-west-2 only, and are
 * renewed five minutes before they end. Safe for use by many threads at once: one asks, the others
 * wait for its answer, or its failure, after which the next to ask tries again.
 *
 * <p>What the answer holds is described at
 * https://data.nsidc.earthdatacloud.nasa.gov/s3credentialsREADME.
 */
public final class DaacKeys implements AwsKeyProvider {
  private final RenewedKeys keys;

  /**
   * @param endpoint URL of the endpoint, such as {@link DaacBuckets#endpoint} gives
   * @param fetch gets the body of a URL, with the login that it takes; its exceptions pass through
   * @param clock tells when keys are to be renewed
   */
  public DaacKeys(String endpoint, Function<String, byte[]> fetch, Clock clock) {
    keys =
        new RenewedKeys(
            endpoint, () -> new KeysJson(endpoint, fetch.apply(endpoint)).ofDaac(), clock);
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.groundtrack.error.AccessDeniedException if the answer holds no keys, or old ones
   */
  @Override
  public Optional<AwsKeys> keys() {
    return keys.keys();
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}
