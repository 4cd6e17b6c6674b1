package org.groundtrack.cli;

import java.util.Arrays;

/**
 * Numbers from all over a series that may be of any length: every value while they are few, then
 * every second, every fourth. Never more than a fixed number is held.
 */
final class ValueSample {
  private static final int MOST = 1 << 18;

  /** Share of values beyond either end of a scale of colours: a few outliers would flatten it. */
  private static final double CLIPPED = 0.01;

  private final double[] held = new double[MOST];
  private int size;
  private long step = 1;
  private long seen;

  /** Adds a value; what is no number counts for nothing. */
  void add(double value) {
    if (!Double.isInfinite(value) && !Double.isNaN(value) && seen++ % step == 0) {
      if (size == MOST) {
        for (int i = 0; i < MOST / 2; i++) {
          held[i] = held[2 * i];
        }
        size = MOST / 2;
        step *= 2;
        if ((seen - 1) % step != 0) {
          return;
        }
      }
      held[size++] = value;
    }
  }

  /** Numbers seen. */
  long seen() {
    return seen;
  }

  /** Ends of a scale of colours: all but a hundredth of the values at either end, never equal. */
  double[] range() {
    if (size == 0) {
      return new double[] {0, 1};
    }
    double[] sorted = Arrays.copyOf(held, size);
    Arrays.sort(sorted);
    int clipped = (int) (size * CLIPPED);
    double low = sorted[clipped];
    double high = sorted[size - 1 - clipped];
    return new double[] {low, high > low ? high : low + Math.max(1, Math.abs(low) * 1e-6)};
  }
}
