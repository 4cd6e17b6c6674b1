package org.groundtrack.index;

import static org.apache.parquet.filter2.predicate.FilterApi.intColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.or;
import static org.apache.parquet.filter2.predicate.FilterApi.userDefined;

import java.io.Serializable;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Statistics;
import org.apache.parquet.filter2.predicate.UserDefinedPredicate;
import org.groundtrack.granule.Granule;

/** The tracks of some granules: by reference ground track, or else by orbit. Immutable. */
final class Tracks {
  private final NavigableSet<Integer> rgts = new TreeSet<>();
  private final NavigableSet<Integer> orbits = new TreeSet<>();
  private final boolean all;

  Tracks(Collection<Granule> granules) {
    boolean unnumbered = false;
    for (Granule granule : granules) {
      if (granule.rgt() != null) {
        rgts.add(granule.rgt());
      } else if (granule.orbit() != null) {
        orbits.add(granule.orbit());
      } else {
        unnumbered |= granule.cycle() != null || granule.region() != null;
      }
    }
    all = unnumbered;
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return !all && rgts.isEmpty() && orbits.isEmpty();
  }

  /** A condition for pages that may hold granules of these tracks, or {@code null} for all. */
  FilterPredicate condition() {
    if (all) {
      return null;
    }
    return or(
        userDefined(intColumn("rgt"), new NumbersIn(rgts)),
        userDefined(intColumn("orbit"), new NumbersIn(orbits)));
  }

  /** Whether a page may hold one of some numbers. */
  private static final class NumbersIn extends UserDefinedPredicate<Integer>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    // Parquet asks for a serializable predicate, and serializes none.
    private final transient NavigableSet<Integer> numbers;

    NumbersIn(NavigableSet<Integer> numbers) {
      this.numbers = numbers;
    }

    @Override
    public boolean keep(Integer number) {
      return number != null && numbers.contains(number);
    }

    @Override
    public boolean canDrop(Statistics<Integer> page) {
      Integer next = numbers.ceiling(page.getMin());
      return next == null || next > page.getMax();
    }

    @Override
    public boolean inverseCanDrop(Statistics<Integer> page) {
      return false;
    }
  }
}
