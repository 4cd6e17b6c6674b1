package org.groundtrack.http;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a request is tried again, and how long is waited before. Immutable.
 *
 * <p>Waits follow the decorrelated jitter that object_store uses too: each is drawn between the
 * base and three times the one before, so that many requests which failed together do not come back
 * together.
 *
 * @param maxRetries further tries after the first
 * @param base shortest wait
 * @param max longest wait that is not asked for by the server
 * @param total no try starts later than this after the first
 */
public record RetryPolicy(int maxRetries, Duration base, Duration max, Duration total) {
  /** Five retries, 100 ms to 15 s apart, within two minutes. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(15), Duration.ofMinutes(2));

  private static final double GROWTH = 3;

  public RetryPolicy {
    if (maxRetries < 0 || base.isNegative() || max.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "%s retries, %s to %s apart".formatted(maxRetries, base, max));
    }
  }

  /**
   * The wait before the next try.
   *
   * @param before the wait before the last one; zero before the first retry
   * @param random gives numbers in [0, 1)
   */
  Duration next(Duration before, DoubleSupplier random) {
    double low = base.toMillis();
    double high = Math.max(low, before.toMillis() * GROWTH);
    double millis = low + random.getAsDouble() * (high - low);
    return Duration.ofMillis(Math.round(Math.min(millis, max.toMillis())));
  }

  /** Whether a status is worth another try: the server was busy, or something between failed. */
  static boolean isRetryable(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
