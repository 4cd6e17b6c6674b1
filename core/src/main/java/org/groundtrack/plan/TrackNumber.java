package org.groundtrack.plan;

import java.util.function.Function;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.ProductLayout;

/** A number by which granules of a track are told apart. */
public enum TrackNumber {
  /** Reference ground track. */
  RGT("rgt", 1, 1387, Granule::rgt),
  /** 91-day repeat cycle. */
  CYCLE("cycle", 1, 99, Granule::cycle),
  /** Part of an orbit. */
  REGION("region", 1, 14, Granule::region),
  /** Number of the orbit. */
  ORBIT("orbit", 0, Integer.MAX_VALUE, Granule::orbit);

  private final String item;
  private final int least;
  private final int greatest;
  private final Function<Granule, Integer> number;

  TrackNumber(String item, int least, int greatest, Function<Granule, Integer> number) {
    this.item = item;
    this.least = least;
    this.greatest = greatest;
    this.number = number;
  }

  /** What layouts and the index call it. */
  public String item() {
    return item;
  }

  /** The number of a granule, or {@code null} if it is not known. */
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
