package org.groundtrack.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one ATL06 granule is to contain. Immutable; equal specs give equal granules. Made with
 * {@link #builder()}.
 *
 * @param seed seed of everything random in the content
 * @param track the revolution that the granule is a part of
 * @param firstSegment segment of row 0, see {@link GroundTrack}; a granule that begins before the
 *     ascending node has negative segments, as no granule of NASA's has
 * @param rows rows of each beam that has any (1 to 50 million); key such as {@code gt1l}
 * @param missingBeams beams without a group
 * @param emptied by the path of a beam, group or dataset from the root, what is left of it
 * @param emptyBeams beams whose group has no {@code land_ice_segments}
 * @param chunkRows rows of a chunk (>= 1); beams with fewer rows get one chunk of their size
 * @param fillFraction part of the rows whose {@code h_li} is filled, in runs (0 to 1)
 * @param gapFraction part of the rows that are followed by 1 to 25 segments without a row (0 to 1)
 * @param invalidPositionFraction part of the rows with a position that is no position (0 to 1)
 * @param overrides positions to write instead of those on the track
 * @param orientation which way the spacecraft flies
 * @param deflateLevel 0 to 9; NASA's is 6
 * @param variables how much of the product to write
 * @param release release of the product (1 to 999)
 * @param revision revision of the granule (1 to 99)
 */
public record Atl06Spec(
    long seed,
    GroundTrack track,
    int firstSegment,
    Map<String, Integer> rows,
    Set<String> missingBeams,
    Map<String, Leftover> emptied,
    Set<String> emptyBeams,
    int chunkRows,
    double fillFraction,
    double gapFraction,
    double invalidPositionFraction,
    List<PositionOverride> overrides,
    Orientation orientation,
    int deflateLevel,
    VariableSet variables,
    int release,
    int revision) {

  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MAX_ROWS = 50_000_000;

  /**
   * @throws IllegalArgumentException if a value is outside its range, or no beam has rows
   */
  public Atl06Spec {
    missingBeams = beams(missingBeams);
    emptyBeams = beams(emptyBeams);
    emptied = Collections.unmodifiableMap(new TreeMap<>(emptied));
    TreeMap<String, Integer> kept = new TreeMap<>(rows);
    beams(kept.keySet());
    kept.keySet().removeAll(missingBeams);
    kept.keySet().removeAll(emptyBeams);
    rows = Collections.unmodifiableMap(kept);
    overrides = List.copyOf(overrides);
    check(!rows.isEmpty(), "at least one beam must have rows");
    rows.forEach(
        (beam, n) ->
            check(n >= 1 && n <= MAX_ROWS, "rows of " + beam + " must be 1 to 50M, is " + n));
    check(chunkRows >= 1, "chunkRows must be >= 1, is " + chunkRows);
    fraction("fillFraction", fillFraction);
    fraction("gapFraction", gapFraction);
    fraction("invalidPositionFraction", invalidPositionFraction);
    check(
        deflateLevel >= 0 && deflateLevel <= 9, "deflateLevel must be 0 to 9, is " + deflateLevel);
    check(release >= 1 && release <= 999, "release must be 1 to 999, is " + release);
    check(revision >= 1 && revision <= 99, "revision must be 1 to 99, is " + revision);
  }

  /** A spec of six beams of 1,000 rows over the ice of southern Greenland; change what matters. */
  public static Atl06SpecBuilder builder() {
    return new Atl06SpecBuilder();
  }

  /** Time of row 0 of the reference ground track, UTC. */
  public Instant start() {
    return track.time(firstSegment);
  }

  /** Granule region of row 0 (1 to 14). */
  public int region() {
    return track.region(firstSegment);
  }

  /**
   * NASA's form, {@code ATL06_YYYYMMDDhhmmss_ttttccss_vvv_rr.h5}: start, RGT, cycle, region,
   * release, revision.
   */
  public String fileName() {
    return String.format(
        Locale.ROOT,
        "ATL06_%s_%04d%02d%02d_%03d_%02d.h5",
        NAME_TIME.format(start().truncatedTo(ChronoUnit.SECONDS)),
        track.rgt(),
        track.cycle(),
        region(),
        release,
        revision);
  }

  private static Set<String> beams(Set<String> ids) {
    ids.forEach(Beam::of);
    return Collections.unmodifiableSet(new TreeSet<>(ids));
  }

  private static void fraction(String name, double value) {
    check(value >= 0 && value <= 1, name + " must be 0 to 1, is " + value);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
