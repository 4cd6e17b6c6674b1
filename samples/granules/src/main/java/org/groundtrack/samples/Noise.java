package org.groundtrack.samples;

/**
 * Random numbers without state: the value of a row depends on seed, stream and row only, so that a
 * granule with fewer variables or rows agrees with one that has more. SplitMix64 (Steele, Lea and
 * Flood, OOPSLA 2014).
 */
record Noise(long seed) {

  Noise stream(String name) {
    return new Noise(mix(seed + name.hashCode() * 0x9E3779B97F4A7C15L));
  }

  long bits(long row) {
    return mix(seed + (row + 1) * 0x9E3779B97F4A7C15L);
  }

  /** Uniform in [0, 1). */
  double uniform(long row) {
    return (bits(row) >>> 11) * 0x1.0p-53;
  }

  /** Nearly normal: mean 0, standard deviation 1, within ±3. */
  double normal(long row) {
    long bits = bits(row);
    long mask = (1 << 21) - 1;
    double sum = (bits & mask) + ((bits >>> 21) & mask) + ((bits >>> 42) & mask);
    return 2 * (sum / (mask + 1) - 1.5);
  }

  /** Uniform noise at every {@code width} rows, smooth between: 0 to 1. */
  double smooth(long row, int width) {
    long knot = Math.floorDiv(row, (long) width);
    double t = (row - knot * width) / (double) width;
    double weight = t * t * (3 - 2 * t);
    return uniform(knot) * (1 - weight) + uniform(knot + 1) * weight;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
