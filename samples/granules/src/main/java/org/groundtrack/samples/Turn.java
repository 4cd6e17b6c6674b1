package org.groundtrack.samples;

/**
 * That the spacecraft flies another way from then on.
 *
 * @param at when, as a part of the granule's time (0 to 1)
 * @param to which way it flies from then on
 */
public record Turn(double at, Orientation to) {
  /**
   * @throws IllegalArgumentException if the time is not in the granule
   */
  public Turn {
    if (!(at >= 0 && at <= 1)) {
      throw new IllegalArgumentException("A turn must be at 0 to 1, is at " + at);
    }
  }
}
