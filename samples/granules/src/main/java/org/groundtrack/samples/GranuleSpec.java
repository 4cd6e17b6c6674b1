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
 * What one granule of a product is to contain. Immutable; equal specs give equal granules. Specs
 * that differ in nothing but the product give granules that belong together: the ATL08 and ATL24
 * granules tell of the photons of the ATL03 granule, and all granules of GEDI of the same shots.
 *
 * @param product what is written
 * @param seed seed of everything random in the content
 * @param track the revolution that the granule is a part of
 * @param firstSegment segment of the start, see {@link GroundTrack}
 * @param segments length of the track in segments of 20 m (1 to 2 million)
 * @param missingBeams beams without a group
 * @param emptied by the path of a beam, group or dataset from the root, what is left of it
 * @param photonsPerSegment mean number of photons in 20 m of a strong beam, where there are any (1
 *     to 1000); weak ones have a quarter
 * @param emptyFraction part of the 20 m segments without photons, in runs (0 to 1)
 * @param strayFraction part of the 20 m segments whose last photons no segment leads to, as in
 *     extracts (0 to 1)
 * @param waveformSamples mean number of samples of a waveform (2 to 2000)
 * @param invalidPositionFraction part of the rows with a position that is no position (0 to 1)
 * @param chunkDivisor by how much fewer rows chunks have than NASA's (>= 1)
 * @param orientation which way the spacecraft flies at first: beams are labelled, and their photons
 *     counted, by it
 * @param turns when it flies another way from then on, in order of time
 * @param deflateLevel 0 to 9
 * @param variables how much of the product to write
 * @param release release of the product (1 to 999)
 * @param revision revision of the granule (1 to 99)
 */
public record GranuleSpec(
    SampleProduct product,
    long seed,
    GroundTrack track,
    int firstSegment,
    int segments,
    Set<String> missingBeams,
    Map<String, Leftover> emptied,
    double photonsPerSegment,
    double emptyFraction,
    double strayFraction,
    int waveformSamples,
    double invalidPositionFraction,
    int chunkDivisor,
    Orientation orientation,
    List<Turn> turns,
    int deflateLevel,
    VariableSet variables,
    int release,
    int revision) {

  private static final DateTimeFormatter CALENDAR =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("uuuuDDDHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * @throws IllegalArgumentException if a value is outside its range, or no beam is left
   */
  public GranuleSpec {
    turns = List.copyOf(turns);
    emptied = Collections.unmodifiableMap(new TreeMap<>(emptied));
    missingBeams = Collections.unmodifiableSet(new TreeSet<>(missingBeams));
    check(
        product.beams().containsAll(missingBeams),
        "beams of %s are %s, found %s".formatted(product, product.beams(), missingBeams));
    check(missingBeams.size() < product.beams().size(), "at least one beam must be there");
    check(segments >= 1 && segments <= 2_000_000, "segments must be 1 to 2M, is " + segments);
    check(
        photonsPerSegment >= 1 && photonsPerSegment <= 1000,
        "photonsPerSegment must be 1 to 1000, is " + photonsPerSegment);
    fraction("emptyFraction", emptyFraction);
    fraction("strayFraction", strayFraction);
    fraction("invalidPositionFraction", invalidPositionFraction);
    check(
        waveformSamples >= 2 && waveformSamples <= 2000,
        "waveformSamples must be 2 to 2000, is " + waveformSamples);
    check(chunkDivisor >= 1, "chunkDivisor must be >= 1, is " + chunkDivisor);
    check(
        deflateLevel >= 0 && deflateLevel <= 9, "deflateLevel must be 0 to 9, is " + deflateLevel);
    check(release >= 1 && release <= 999, "release must be 1 to 999, is " + release);
    check(revision >= 1 && revision <= 99, "revision must be 1 to 99, is " + revision);
  }

  /** A spec over 20 km of southern Greenland; change what matters. */
  public static GranuleSpecBuilder builder(SampleProduct product) {
    return new GranuleSpecBuilder(product);
  }

  /** The granule of another product of the same instrument that belongs to this one. */
  public GranuleSpec as(SampleProduct other) {
    check(other.isGedi() == product.isGedi(), other + " is of another instrument than " + product);
    return new GranuleSpec(
        other,
        seed,
        track,
        firstSegment,
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
        other == SampleProduct.ATL24 || product == SampleProduct.ATL24
            ? other.defaultRelease
            : release,
        revision);
  }

  /** Time of the start of the reference ground track, UTC. */
  public Instant start() {
    return track.time(firstSegment);
  }

  /** The last cycle that its granule tells of. */
  int lastCycle() {
    return track.cycle() + (product == SampleProduct.ATL11 ? TimeSeriesBeam.CYCLES - 1 : 0);
  }

  /**
   * The name in the form that the product's granules have, such as {@code
   * ATL03_YYYYMMDDhhmmss_ttttccss_vvv_rr.h5}, {@code ATL07-01_…} with the hemisphere, {@code
   * ATL11_ttttgg_ccCC_vvv_rr.h5}, or {@code
   * GEDI02_A_YYYYDDDhhmmss_Oooooo_gg_Tttttt_pp_rel_gen_Vvvv.h5}.
   */
  public String fileName() {
    Instant second = start().truncatedTo(ChronoUnit.SECONDS);
    if (product.isGedi()) {
      return String.format(
          Locale.ROOT,
          "%s_%s_O%05d_%02d_T%05d_02_003_%02d_V%03d.h5",
          product.name(),
          DAY_OF_YEAR.format(second),
          track.orbitNumber(),
          1 + (track.region(firstSegment) - 1) / 4,
          track.rgt(),
          revision,
          release);
    }
    if (product == SampleProduct.ATL11) {
      return String.format(
          Locale.ROOT,
          "%s_%04d%02d_%02d%02d_%03d_%02d.h5",
          product.name(),
          track.rgt(),
          track.region(firstSegment),
          track.cycle(),
          lastCycle(),
          release,
          revision);
    }
    String name = product.name();
    int region = track.region(firstSegment);
    if (product == SampleProduct.ATL07 || product == SampleProduct.ATL10) {
      name += track.position(firstSegment, 0).latDegrees() < 0 ? "-02" : "-01";
      region = 1;
    } else if (product == SampleProduct.ATL13) {
      region = 1;
    }
    String pass =
        String.format(
            Locale.ROOT,
            "%s_%s_%04d%02d%02d",
            name,
            CALENDAR.format(second),
            track.rgt(),
            track.cycle(),
            region);
    // An ATL24 granule is named after its ATL03 granule, whose release and revision come first.
    return product == SampleProduct.ATL24
        ? String.format(Locale.ROOT, "%s_006_%02d_%03d_01.h5", pass, revision, release)
        : String.format(Locale.ROOT, "%s_%03d_%02d.h5", pass, release, revision);
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
