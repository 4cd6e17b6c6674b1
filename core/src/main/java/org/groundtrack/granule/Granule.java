package org.groundtrack.granule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.groundtrack.io.SourceIdentity;

/**
 * One product file, as the index knows it.
 *
 * @param id the producer's name of it, with its ending
 * @param uri where it is
 * @param product short name
 * @param version as the granule gives it, such as {@code 006}
 * @param identity size and version of the object that was indexed, its time to the microsecond
 * @param rates the rates that the index knows of it, the product's main one first
 * @param epoch the instant (UTC) from which its times count, a whole microsecond
 * @param start least time of its rows that have a position, rounded down to the microsecond, or
 *     {@code null} if none has one
 * @param end greatest time of these rows, rounded up to the microsecond, or {@code null}
 * @param rgt reference ground track, 1 to 1387, or {@code null}
 * @param cycle 91-day repeat cycle, from 1, or {@code null}
 * @param region 1 to 14, or {@code null}
 * @param orbit number of the orbit, or {@code null}
 * @param orientation {@code forward}, {@code backward}, {@code transition}, or {@code null}
 * @param turns what became another meanwhile, in order of time: which way the spacecraft flew, or
 *     on which track and orbit; empty if nothing did
 * @param beams its beams that hold any of the rates, in the layout's order
 * @param invalidPositions rows whose position is not valid, by what is wrong with it
 * @param manifestSource where its chunk manifest came from, such as {@code hdf5}
 * @param citation how it asks to be cited, or {@code null}
 * @param license what use it allows, or {@code null}
 */
public record Granule(
    String id,
    String uri,
    String product,
    String version,
    SourceIdentity identity,
    List<String> rates,
    Instant epoch,
    Instant start,
    Instant end,
    Integer rgt,
    Integer cycle,
    Integer region,
    Integer orbit,
    String orientation,
    List<Turn> turns,
    List<Beam> beams,
    InvalidPositions invalidPositions,
    String manifestSource,
    String citation,
    String license) {

  public Granule {
    rates = List.copyOf(rates);
    turns = List.copyOf(turns);
    beams = List.copyOf(beams);
    // As the index holds them, so that a granule is the same before it was written and after: more
    // than microseconds not all readers of Parquet can open. Outward, so that no row lies outside.
    identity = new SourceIdentity(identity.size(), identity.etag(), floor(identity.lastModified()));
    epoch = floor(epoch);
    start = floor(start);
    Instant ceiling = floor(end);
    end = ceiling == null || ceiling.equals(end) ? end : ceiling.plus(1, ChronoUnit.MICROS);
  }

  private static Instant floor(Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What holds from an instant on.
   *
   * @param since the instant
   * @param orientation {@code forward}, {@code backward} or {@code transition}; {@code null} if it
   *     is what it was
   * @param rgt reference ground track; {@code null} if it is what it was
   * @param cycle likewise
   * @param orbit likewise
   */
  public record Turn(Instant since, String orientation, Integer rgt, Integer cycle, Integer orbit) {
    /** Another way to fly. */
    public Turn(Instant since, String orientation) {
      this(since, orientation, null, null, null);
    }
  }

  /**
   * Which way the spacecraft flew at a time, or {@code null}.
   *
   * @param nanos since 1970 (UTC)
   */
  public String orientation(long nanos) {
    return at(nanos, orientation, Turn::orientation);
  }

  /**
   * The reference ground track at a time, or {@code null}; before the first turn it is {@code rgt}.
   *
   * @param nanos since 1970 (UTC)
   */
  public Integer rgt(long nanos) {
    return at(nanos, rgt, Turn::rgt);
  }

  /** The cycle at a time, or {@code null}. */
  public Integer cycle(long nanos) {
    return at(nanos, cycle, Turn::cycle);
  }

  /** The number of the orbit at a time, or {@code null}. */
  public Integer orbit(long nanos) {
    return at(nanos, orbit, Turn::orbit);
  }

  private <T> T at(long nanos, T before, Function<Turn, T> item) {
    T found = before;
    for (Turn turn : turns) {
      if (item.apply(turn) != null && GpsTime.nanos(turn.since()) <= nanos) {
        found = item.apply(turn);
      }
    }
    return found;
  }

  /**
   * Tells whether its rows have some item of their turns, so that it is not the same for all of
   * them.
   */
  public boolean changes(Function<Turn, ?> item) {
    return turns.stream().anyMatch(turn -> item.apply(turn) != null);
  }

  /** The least time after another from which on something is other than before. */
  public long changeAfter(long nanos) {
    long next = Long.MAX_VALUE;
    for (Turn turn : turns) {
      long since = GpsTime.nanos(turn.since());
      if (since > nanos) {
        next = Math.min(next, since);
      }
    }
    return next;
  }

  /** The same at another place. */
  public Granule at(String place) {
    return new Granule(
        id,
        place,
        product,
        version,
        identity,
        rates,
        epoch,
        start,
        end,
        rgt,
        cycle,
        region,
        orbit,
        orientation,
        turns,
        beams,
        invalidPositions,
        manifestSource,
        citation,
        license);
  }

  /** Rows of the first rate in all beams. */
  public long rows() {
    return rates.isEmpty() ? 0 : rows(rates.get(0));
  }

  /** Rows of a rate in all beams. */
  public long rows(String rate) {
    return beams.stream().mapToLong(beam -> beam.rows(rate)).sum();
  }

  /** The beam of a name. */
  public Optional<Beam> beam(String name) {
    return beams.stream().filter(b -> b.name().equals(name)).findFirst();
  }
}
