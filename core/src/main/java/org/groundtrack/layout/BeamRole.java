package org.groundtrack.layout;

import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;

/**
 * What a beam of a granule is at a time: how strong, and which laser spot. Where the spacecraft
 * turned within the granule that changes from row to row, and the one word that the beam has for
 * all of them does not count; while it turns neither is known. Immutable.
 *
 * @param beams of the granule's layout
 * @param granule the granule
 * @param beam one of its beams
 */
public record BeamRole(Beams beams, Granule granule, Beam beam) {

  /** Whether it changes from row to row. */
  public boolean changes() {
    return isTurned() && granule.changes(Granule.Turn::orientation);
  }

  private boolean isTurned() {
    return !beams.strongForward().isEmpty();
  }

  /**
   * How strong it is, or {@code null} if that is not known.
   *
   * @param nanos since 1970 (UTC); of no matter unless it {@linkplain #changes changes}
   */
  public String strength(long nanos) {
    String orientation = orientation(nanos);
    if (changes() || isTurning(orientation)) {
      return beams.strength(beam.name(), orientation);
    }
    return beam.strength() != null ? beam.strength() : beams.strength(beam.name(), orientation);
  }

  /**
   * The number of its laser spot, or {@code null} if that is not known.
   *
   * @param nanos since 1970 (UTC); of no matter unless it {@linkplain #changes changes}
   */
  public Integer spot(long nanos) {
    String orientation = orientation(nanos);
    if (changes() || isTurning(orientation)) {
      return beams.spot(beam.name(), orientation);
    }
    return beam.spot() != null ? beam.spot() : beams.spot(beam.name(), orientation);
  }

  /** When it is what: the least time after which it may be something else. */
  public long changeAfter(long nanos) {
    return granule.changeAfter(nanos);
  }

  private String orientation(long nanos) {
    return changes() ? granule.orientation(nanos) : granule.orientation();
  }

  private boolean isTurning(String orientation) {
    return isTurned() && Beams.TRANSITION.equals(orientation);
  }
}
