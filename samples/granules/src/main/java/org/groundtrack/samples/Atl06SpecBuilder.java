package org.groundtrack.samples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what differs from the defaults of {@link Atl06Spec#builder()}. Values are checked in
 * {@link #build()}. Not thread-safe.
 */
public final class Atl06SpecBuilder {
  private static final int DEFAULT_ROWS = 1000;

  private long seed = 1;
  private GroundTrack track = GroundTrack.nominal(277, 3);
  private Integer firstSegment;
  private double lonDegrees = -45.0;
  private double latDegrees = 62.8;
  private boolean ascending = true;
  private boolean centred = true;
  private boolean moved = true;
  private Instant start;
  private int defaultRows = DEFAULT_ROWS;
  private final Map<String, Integer> rows = new TreeMap<>();
  private Set<String> missingBeams = Set.of();
  private Map<String, Leftover> emptied = Map.of();
  private Set<String> emptyBeams = Set.of();
  private int chunkRows = 10_000;
  private double fillFraction = 0.2;
  private double gapFraction;
  private double invalidPositionFraction;
  private final List<PositionOverride> overrides = new ArrayList<>();
  private Orientation orientation = Orientation.FORWARD;
  private int deflateLevel = 6;
  private VariableSet variables = VariableSet.FULL;
  private int release = 6;
  private int revision = 1;

  Atl06SpecBuilder() {}

  /** Seed of everything random in the content; 1 by default. */
  public Atl06SpecBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Revolution and segment of row 0; takes the place of {@link #startAt} and {@link #centreOn}. */
  public Atl06SpecBuilder track(GroundTrack value, int segment) {
    track = value;
    firstSegment = segment;
    return this;
  }

  /**
   * RGT and cycle, for name and time. Where the granule lies follows from the last of {@link
   * #startAt}, {@link #centreOn}, {@link #followTrack}.
   */
  public Atl06SpecBuilder pass(int rgt, int cycle) {
    track = GroundTrack.nominal(rgt, cycle);
    firstSegment = null;
    return this;
  }

  /**
   * Moves the revolution so that row 0 lies at a point (of the reference ground track; within 10 m,
   * since segments are whole).
   *
   * @param lon degrees, any finite value
   * @param lat geodetic degrees (within about 88.01 of the equator)
   * @param northward whether the satellite flies north there
   */
  public Atl06SpecBuilder startAt(double lon, double lat, boolean northward) {
    return place(lon, lat, northward, false, true);
  }

  /** As {@link #startAt}, but the point is passed halfway through the longest beam. */
  public Atl06SpecBuilder centreOn(double lon, double lat, boolean northward) {
    return place(lon, lat, northward, true, true);
  }

  /**
   * Leaves the revolution where the mission flies it; a latitude is passed halfway through the
   * longest beam.
   */
  public Atl06SpecBuilder followTrack(double lat, boolean northward) {
    return place(0, lat, northward, true, false);
  }

  /** Time of row 0, UTC; by default that of the RGT and cycle. */
  public Atl06SpecBuilder start(Instant value) {
    start = value;
    return this;
  }

  /** Rows of every beam; 1,000 by default. */
  public Atl06SpecBuilder rows(int value) {
    defaultRows = value;
    return this;
  }

  /** Rows of one beam, such as {@code gt1l}. */
  public Atl06SpecBuilder rows(String beam, int value) {
    rows.put(beam, value);
    return this;
  }

  /** Beams without a group; none by default. */
  public Atl06SpecBuilder missingBeams(String... beams) {
    missingBeams = Set.of(beams);
    return this;
  }

  /**
   * Parts of beams without rows: by the path of a beam, group or dataset from the root, what is
   * left of it. None by default. Nothing but scales can be left of a whole beam: jHDF 0.13.0
   * damages these granules if they have empty groups.
   */
  public Atl06SpecBuilder emptied(Map<String, Leftover> value) {
    emptied = value;
    return this;
  }

  /** Beams with a group but without {@code land_ice_segments}; none by default. */
  public Atl06SpecBuilder emptyBeams(String... beams) {
    emptyBeams = Set.of(beams);
    return this;
  }

  /** Rows of a chunk; 10,000 by default. */
  public Atl06SpecBuilder chunkRows(int value) {
    chunkRows = value;
    return this;
  }

  /** Part of the rows whose {@code h_li} is filled; 0.2 by default. */
  public Atl06SpecBuilder fillFraction(double value) {
    fillFraction = value;
    return this;
  }

  /** Part of the rows that are followed by a gap; 0 by default. */
  public Atl06SpecBuilder gapFraction(double value) {
    gapFraction = value;
    return this;
  }

  /**
   * Part of the rows with a position that is none: fill, NaN, infinity, 91° or 541°; 0 by default.
   */
  public Atl06SpecBuilder invalidPositionFraction(double value) {
    invalidPositionFraction = value;
    return this;
  }

  /** Writes a position of the caller's in one row. */
  public Atl06SpecBuilder position(String beam, int row, double lon, double lat) {
    overrides.add(new PositionOverride(beam, row, lon, lat));
    return this;
  }

  /** Which way the spacecraft flies; forward by default. */
  public Atl06SpecBuilder orientation(Orientation value) {
    orientation = value;
    return this;
  }

  /** 0 to 9; 6 by default, as NASA's. */
  public Atl06SpecBuilder deflateLevel(int value) {
    deflateLevel = value;
    return this;
  }

  /** How much of the product to write; all by default. */
  public Atl06SpecBuilder variables(VariableSet value) {
    variables = value;
    return this;
  }

  /** Release of the product, 6 by default, and revision of the granule, 1 by default. */
  public Atl06SpecBuilder version(int releaseNumber, int revisionNumber) {
    release = releaseNumber;
    revision = revisionNumber;
    return this;
  }

  /**
   * @throws IllegalArgumentException if a value is outside its range or the track does not reach
   *     the latitude
   */
  public Atl06Spec build() {
    Map<String, Integer> all = new TreeMap<>();
    Beam.IDS.forEach(beam -> all.put(beam, defaultRows));
    all.putAll(rows);
    GroundTrack placed = track;
    int segment;
    if (firstSegment != null) {
      segment = firstSegment;
    } else {
      placed = moved ? track.through(lonDegrees, latDegrees, ascending) : track;
      segment = placed.segmentAt(latDegrees, ascending);
      if (centred) {
        segment -= all.values().stream().mapToInt(Integer::intValue).max().orElse(0) / 2;
      }
    }
    if (start != null) {
      placed = placed.at(start, segment);
    }
    return new Atl06Spec(
        seed,
        placed,
        segment,
        all,
        missingBeams,
        emptied,
        emptyBeams,
        chunkRows,
        fillFraction,
        gapFraction,
        invalidPositionFraction,
        overrides,
        orientation,
        deflateLevel,
        variables,
        release,
        revision);
  }

  private Atl06SpecBuilder place(
      double lon, double lat, boolean northward, boolean halfway, boolean move) {
    lonDegrees = lon;
    latDegrees = lat;
    ascending = northward;
    centred = halfway;
    moved = move;
    firstSegment = null;
    return this;
  }
}
