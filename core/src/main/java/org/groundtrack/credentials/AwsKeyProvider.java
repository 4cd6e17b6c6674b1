package org.groundtrack.credentials;

import java.util.Optional;

/**
 * Where keys of AWS come from. Ask for each request: temporary keys are renewed. Safe for use by
 * many threads at once.
 */
@FunctionalInterface
public interface AwsKeyProvider {
  /**
   * Keys that are good now; empty if there are none here, so that another place is to be asked.
   *
   * @throws org.groundtrack.error.AccessDeniedException if there are some that can't be used or got
   */
  Optional<AwsKeys> keys();

  /** This provider, and another for what it has none for. */
  default AwsKeyProvider or(AwsKeyProvider next) {
    return () -> keys().or(next::keys);
  }
}
