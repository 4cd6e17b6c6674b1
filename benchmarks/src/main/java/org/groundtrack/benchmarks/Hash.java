package org.groundtrack.benchmarks;

/** Numbers that look random, the same in every run. */
final class Hash {
  private Hash() {}

  /** A number from 0 to 2^31 - 1. */
  static int of(int first, int second) {
    long mixed = (first * 0x9E3779B97F4A7C15L) ^ (second * 0xC2B2AE3D27D4EB4FL);
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33);
  }
}
