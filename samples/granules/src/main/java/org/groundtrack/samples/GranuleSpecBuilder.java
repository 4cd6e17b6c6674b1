package org.groundtrack.samples;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what differs from the defaults of {@link GranuleSpec#builder}. Values are checked in
 * {@link #build()}. Not thread-safe.
 */
public final class GranuleSpecBuilder {
  private final SampleProduct product;
  private long seed = 1;
  private GroundTrack track = GroundTrack.nominal(277, 3);
  private Integer firstSegment;
  private double lonDegrees = -45.0;
  private double latDegrees = 62.8;
  private boolean ascending = true;
  private int segments = 1000;
  private Set<String> missingBeams = Set.of();
  private Map<String, Leftover> emptied = Map.of();
  private double photonsPerSegment = 30;
  private double emptyFraction = 0.1;
  private double strayFraction;
  private int waveformSamples = 700;
  private double invalidPositionFraction;
  private int chunkDivisor = 1;
  private Orientation orientation = Orientation.FORWARD;
  private List<Turn> turns = List.of();
  private int deflateLevel = 6;
  private VariableSet variables = VariableSet.FULL;
  private int release;
  private int revision = 1;

  GranuleSpecBuilder(SampleProduct product) {
    this.product = product;
    this.release = product.defaultRelease;
  }

  /** Seed of everything random in the content; 1 by default. */
  public GranuleSpecBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** RGT and cycle, for name and time. */
  public GranuleSpecBuilder pass(int rgt, int cycle) {
    track = GroundTrack.nominal(rgt, cycle);
    firstSegment = null;
    return this;
  }

  /** Revolution and start; takes the place of {@link #pass} and {@link #centreOn}. */
  public GranuleSpecBuilder track(GroundTrack value, int segment) {
    track = value;
    firstSegment = segment;
    return this;
  }

  /**
   * Moves the revolution so that the middle lies at a point of the reference ground track.
   *
   * @param lon degrees, any finite value
   * @param lat geodetic degrees (within about 88.01 of the equator)
   * @param northward whether the satellite flies north there
   */
  public GranuleSpecBuilder centreOn(double lon, double lat, boolean northward) {
    lonDegrees = lon;
    latDegrees = lat;
    ascending = northward;
    firstSegment = null;
    return this;
  }

  /** Length of the track in segments of 20 m; 1,000 by default. */
  public GranuleSpecBuilder segments(int value) {
    segments = value;
    return this;
  }

  /** Beams without a group; none by default. */
  public GranuleSpecBuilder missingBeams(String... beams) {
    missingBeams = Set.of(beams);
    return this;
  }

  /**
   * Parts of beams without rows: by the path of a beam, group or dataset from the root, what is
   * left of it. None by default.
   */
  public GranuleSpecBuilder emptied(Map<String, Leftover> value) {
    emptied = value;
    return this;
  }

  /** Mean number of photons in 20 m of a strong beam, where there are any; 30 by default. */
  public GranuleSpecBuilder photonsPerSegment(double value) {
    photonsPerSegment = value;
    return this;
  }

  /** Part of the 20 m segments without photons; 0.1 by default. */
  public GranuleSpecBuilder emptyFraction(double value) {
    emptyFraction = value;
    return this;
  }

  /** Part of the 20 m segments whose last photons no segment leads to, as in extracts; 0 here. */
  public GranuleSpecBuilder strayFraction(double value) {
    strayFraction = value;
    return this;
  }

  /** Mean number of samples of a waveform; 700 by default. */
  public GranuleSpecBuilder waveformSamples(int value) {
    waveformSamples = value;
    return this;
  }

  /** Part of the rows with a position that is none: fill, NaN, infinity, 91° or 541°; 0 here. */
  public GranuleSpecBuilder invalidPositionFraction(double value) {
    invalidPositionFraction = value;
    return this;
  }

  /** By how much fewer rows chunks have than NASA's; 1 by default. */
  public GranuleSpecBuilder chunkDivisor(int value) {
    chunkDivisor = value;
    return this;
  }

  /** Which way the spacecraft flies; forward by default. */
  public GranuleSpecBuilder orientation(Orientation value) {
    orientation = value;
    return this;
  }

  /** When it flies another way from then on, in order of time; never by default. */
  public GranuleSpecBuilder turns(Turn... value) {
    turns = List.of(value);
    return this;
  }

  /** 0 to 9; 6 by default. */
  public GranuleSpecBuilder deflateLevel(int value) {
    deflateLevel = value;
    return this;
  }

  /** How much of the product to write; all by default. */
  public GranuleSpecBuilder variables(VariableSet value) {
    variables = value;
    return this;
  }

  /** Release of the product and revision of the granule. */
  public GranuleSpecBuilder version(int releaseNumber, int revisionNumber) {
    release = releaseNumber;
    revision = revisionNumber;
    return this;
  }

  /**
   * The spec.
   *
   * @throws IllegalArgumentException if a value is outside its range or the track does not reach
   *     the latitude
   */
  public GranuleSpec build() {
    GroundTrack placed = track;
    int segment;
    if (firstSegment != null) {
      segment = firstSegment;
    } else {
      placed = track.through(lonDegrees, latDegrees, ascending);
      segment = placed.segmentAt(latDegrees, ascending) - segments / 2;
    }
    return new GranuleSpec(
        product,
        seed,
        placed,
        segment,
        segments,
        missingBeams,
        emptied,
        photonsPerSegment,
        emptyFraction,
        strayFraction,
        waveformSamples,
        invalidPositionFraction,
        chunkDivisor,
        orientation,
        turns,
        deflateLevel,
        variables,
        release,
        revision);
  }
}
