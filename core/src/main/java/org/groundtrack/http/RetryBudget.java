package org.groundtrack.http;

/**
 * Keeps many readers from storming a host that is down: each retry takes from a store that only
 * successes fill. Safe for use by many threads at once.
 *
 * <p>The first try of a request is always made. A host that answers now and then gets its retries;
 * one that never answers gets {@link #CAPACITY} for all requests together.
 */
final class RetryBudget {
  static final int CAPACITY = 40;

  /** Ten successes earn a retry: at most a tenth more requests in the long run. */
  private static final double EARNED = 0.1;

  private double left = CAPACITY;

  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  synchronized void success() {
    left = Math.min(CAPACITY, left + EARNED);
  }
}
