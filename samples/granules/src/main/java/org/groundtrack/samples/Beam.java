package org.groundtrack.samples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The six beams, left to right in the direction of flight. */
enum Beam {
  GT1L,
  GT1R,
  GT2L,
  GT2R,
  GT3L,
  GT3R;

  static final List<String> IDS = Arrays.stream(values()).map(Beam::id).toList();

  private static final double PAIR_METRES = 3300;
  private static final double HALF_PAIR_METRES = 45;

  // Weak and strong beams of a pair are about 2.5 km apart along the track: orbit_info and
  // delta_time of ATL06
  // show 0.344 s between them at the same segment.
  private static final double HALF_DELAY_SECONDS = 0.172;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Beam of(String id) {
    int index = IDS.indexOf(id);
    if (index < 0) {
      throw new IllegalArgumentException("Beam must be one of " + IDS + ", is " + id);
    }
    return values()[index];
  }

  int pair() {
    return 1 + ordinal() / 2;
  }

  boolean left() {
    return ordinal() % 2 == 0;
  }

  boolean strong(Orientation orientation) {
    return (orientation == Orientation.BACKWARD) == left();
  }

  int spot(Orientation orientation) {
    return orientation == Orientation.BACKWARD ? 1 + ordinal() : 6 - ordinal();
  }

  int pce(Orientation orientation) {
    return (spot(orientation) + 1) / 2;
  }

  /** Metres to the left of the reference ground track. */
  double leftMetres() {
    return pairLeftMetres() + (left() ? HALF_PAIR_METRES : -HALF_PAIR_METRES);
  }

  double pairLeftMetres() {
    return (2 - pair()) * PAIR_METRES;
  }

  /**
   * Seconds after the reference time at which the beam lights a segment: left beams see it first.
   */
  double delaySeconds() {
    return left() ? -HALF_DELAY_SECONDS : HALF_DELAY_SECONDS;
  }
}
