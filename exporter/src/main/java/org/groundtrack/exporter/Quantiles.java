package org.groundtrack.exporter;

import com.tdunning.math.stats.MergingDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantiles of numbers that are seen once: exact while there are few different ones, such as flags,
 * of which a mean between two would mean nothing; of others by a t-digest. For one thread.
 */
final class Quantiles {
  private static final int MOST_EXACT = 1000;
  private static final double COMPRESSION = 200;

  private Map<Double, Long> exact = new HashMap<>();
  private final MergingDigest digest = new MergingDigest(COMPRESSION);

  void add(double value) {
    add(value, 1);
  }

  private void add(double value, long times) {
    if (exact == null) {
      addToDigest(value, times);
      return;
    }
    exact.merge(value, times, Long::sum);
    if (exact.size() > MOST_EXACT) {
      // In their order, so that equal values give equal digests.
      new TreeMap<>(exact).forEach(this::addToDigest);
      exact = null;
    }
  }

  /** A digest counts in 32 bits at a time. */
  private void addToDigest(double value, long times) {
    for (long left = times; left > 0; left -= Integer.MAX_VALUE) {
      digest.add(value, (int) Math.min(left, Integer.MAX_VALUE));
    }
  }

  void add(Quantiles other) {
    if (other.exact != null) {
      new TreeMap<>(other.exact).forEach(this::add);
      return;
    }
    if (exact != null) {
      new TreeMap<>(exact).forEach(this::addToDigest);
      exact = null;
    }
    digest.add(List.of(other.digest));
  }

  /**
   * The value below which a share of all lies; NaN if there is none.
   *
   * @param share 0 to 1
   */
  double quantile(double share) {
    if (exact == null) {
      return digest.quantile(share);
    }
    long all = exact.values().stream().mapToLong(times -> times).sum();
    long seen = 0;
    double value = Double.NaN;
    for (Map.Entry<Double, Long> entry : new TreeMap<>(exact).entrySet()) {
      value = entry.getKey();
      seen += entry.getValue();
      if (seen >= share * all) {
        break;
      }
    }
    return value;
  }
}
