package org.groundtrack.granule;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.granule.Positions.Flaw;

/**
 * Rows whose position is not valid, by what is wrong with it. Immutable.
 *
 * @param counts rows by flaw; none that are 0
 */
public record InvalidPositions(Map<Flaw, Long> counts) {
  /** None. */
  public static final InvalidPositions NONE = new InvalidPositions(Map.of());

  public InvalidPositions {
    EnumMap<Flaw, Long> kept = new EnumMap<>(Flaw.class);
    counts.forEach(
        (flaw, rows) -> {
          if (rows != 0) {
            kept.put(flaw, rows);
          }
        });
    counts = Map.copyOf(kept);
  }

  /** Rows with one flaw. */
  public static InvalidPositions of(Flaw flaw, long rows) {
    return new InvalidPositions(Map.of(flaw, rows));
  }

  /** Rows with a flaw. */
  public long count(Flaw flaw) {
    return counts.getOrDefault(flaw, 0L);
  }

  /** Rows whose position is not valid. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those of rows that should have a valid position. */
  public InvalidPositions lost() {
    Map<Flaw, Long> lost = new EnumMap<>(Flaw.class);
    lost.putAll(counts);
    lost.remove(Flaw.NO_POSITION);
    return new InvalidPositions(lost);
  }

  /** Each flaw with its rows, such as {@code 3 hold the fill value, 1 are not a number}. */
  public String reasons() {
    return Stream.of(Flaw.values())
        .filter(flaw -> count(flaw) > 0)
        .map(flaw -> count(flaw) + " " + flaw.words())
        .collect(Collectors.joining(", "));
  }

  /** The sums of both. */
  public InvalidPositions plus(InvalidPositions other) {
    Map<Flaw, Long> sums = new EnumMap<>(Flaw.class);
    sums.putAll(counts);
    other.counts.forEach((flaw, rows) -> sums.merge(flaw, rows, Long::sum));
    return new InvalidPositions(sums);
  }

  /** Counts flaws as they come. For one thread. */
  public static final class Count {
    private final long[] rows = new long[Flaw.values().length];

    /** Counts a row. */
    public void add(Flaw flaw) {
      rows[flaw.ordinal()]++;
    }

    /** Counts rows. */
    public void add(Flaw flaw, long count) {
      rows[flaw.ordinal()] += count;
    }

    /** Takes rows out of the count, such as those that turn out to be none. */
    public void remove(Flaw flaw, long count) {
      rows[flaw.ordinal()] -= count;
    }

    /** The sums of the count. */
    public InvalidPositions sum() {
      Map<Flaw, Long> counts = new EnumMap<>(Flaw.class);
      for (Flaw flaw : Flaw.values()) {
        counts.put(flaw, rows[flaw.ordinal()]);
      }
      return new InvalidPositions(counts);
    }
  }
}
