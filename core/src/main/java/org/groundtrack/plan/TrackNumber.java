package org.groundtrack.plan;

import java.util.function.Function;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.ProductLayout;

/** A number by which granules of a track are told apart. */
public enum TrackNumber {
  /** Reference ground track. */
  RGT("rgt", 1, 1387, Granule::rgt, Granule.Turn::rgt),
  /** 91-day repeat cycle. */
  CYCLE("cycle", 1, 99, Granule::cycle, Granule.Turn::cycle),
  /** Part of an orbit. */
  REGION("region", 1, 14, Granule::region, turn -> null),
  /** Number of the orbit. */
  ORBIT("orbit", 0, Integer.MAX_VALUE, Granule::orbit, Granule.Turn::orbit);

  private final String item;
  private final int least;
  private final int greatest;
  private final Function<Granule, Integer> number;
  private final Function<Granule.Turn, Integer> turned;

  TrackNumber(
      String item,
      int least,
      int greatest,
      Function<Granule, Integer> number,
      Function<Granule.Turn, Integer> turned) {
    this.item = item;
    this.least = least;
    this.greatest = greatest;
    this.number = number;
    this.turned = turned;
  }

  /** What layouts and the index call it. */
  public String item() {
    return item;
  }

  /** Tells whether it is not the same for all rows of a granule: some are of several orbits. */
  public boolean changes(Granule granule) {
    return granule.changes(turned);
  }

  /**
   * The number of a granule's rows of a time, or {@code null} if it is not known.
   *
   * @param nanos since 1970 (UTC); of no matter unless it {@linkplain #changes changes}
   */
  public Integer of(Granule granule, long nanos) {
    return switch (this) {
      case RGT -> granule.rgt(nanos);
      case CYCLE -> granule.cycle(nanos);
      case REGION -> granule.region();
      case ORBIT -> granule.orbit(nanos);
    };
  }

  /** Tells whether any row of a granule may have one of some numbers. */
  boolean mayBe(Granule granule, Numbers wanted) {
    return wanted.contains(of(granule))
        || granule.turns().stream()
            .map(turned)
            .anyMatch(number -> number != null && wanted.contains(number));
  }

  /** The number of a granule, or {@code null} if it is not known; of several that of the first. */
  public Integer of(Granule granule) {
    return number.apply(granule);
  }

  /** Whether granules of a product say it. */
  boolean isKnownOf(ProductLayout layout) {
    return !layout.places(item).isEmpty()
        || (layout.granuleName() != null
            && layout.granuleName().pattern().contains("(?<" + item + ">"));
  }

  void check(Numbers numbers) {
    numbers.check(item, least, greatest);
  }
}
