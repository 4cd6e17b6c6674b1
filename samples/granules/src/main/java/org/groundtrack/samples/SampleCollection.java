package org.groundtrack.samples;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Granules over an area as the mission would deliver them: repeated passes of the reference ground
 * tracks nearest to its centre, northward and southward, cycle after cycle since December 2018.
 * About half of the granules come within 25 km of the centre; the others pass by. A few lack a
 * beam, or have one without land ice, or rows without a position.
 *
 * <p>Equal collections are equal granules. Immutable and thread-safe.
 *
 * @param seed seed of everything random
 * @param granules number of granules (1 to 33,000)
 * @param rowsPerBeam rows of each beam (1 to 50 million); 20 m each
 * @param lonDegrees longitude of the centre, degrees in [-180, 180]
 * @param latDegrees geodetic latitude of the centre, degrees (within 87.9 of the equator)
 * @param variables how much of the product to write
 */
public record SampleCollection(
    long seed,
    int granules,
    int rowsPerBeam,
    double lonDegrees,
    double latDegrees,
    VariableSet variables) {

  /** Longitude of the centre of the tile in {@code greenland.geojson}, degrees. */
  public static final double GREENLAND_LON = -45.0;

  /** Latitude of the centre of the tile in {@code greenland.geojson}, degrees. */
  public static final double GREENLAND_LAT = 62.807;

  // 24 cycles of 91 days: the end of 2018, the first cycle on the reference tracks, to 2024.
  private static final int FIRST_CYCLE = 2;
  private static final int CYCLES = 24;
  private static final int MIN_TRACKS = 12;
  private static final int MAX_GRANULES = CYCLES * Orbit.REVOLUTIONS_PER_CYCLE;

  // Rows on either side of the centre that are never moved away from it: 30 km.
  private static final int KEPT_ROWS = 1500;

  /**
   * A reference ground track in one of its two directions, and how far east or west of the centre
   * it passes.
   */
  private record Crossing(int rgt, boolean ascending, double distanceDegrees) {}

  /**
   * @throws IllegalArgumentException if a value is outside its range
   */
  public SampleCollection {
    check(granules >= 1 && granules <= MAX_GRANULES, "granules must be 1 to 33000, is " + granules);
    check(rowsPerBeam >= 1, "rowsPerBeam must be >= 1, is " + rowsPerBeam);
    check(Math.abs(lonDegrees) <= 180, "longitude must be in [-180, 180], is " + lonDegrees);
    check(Math.abs(latDegrees) <= 87.9, "latitude must be within 87.9, is " + latDegrees);
  }

  /** Granules over the tile of {@code greenland.geojson} with few variables. */
  public static SampleCollection greenland(long seed, int granules, int rowsPerBeam) {
    return new SampleCollection(
        seed, granules, rowsPerBeam, GREENLAND_LON, GREENLAND_LAT, VariableSet.CORE);
  }

  /** What will be written, in the order of writing. */
  public List<Atl06Spec> specs() {
    int tracks = Math.max(MIN_TRACKS, (granules + CYCLES - 1) / CYCLES);
    List<Crossing> nearest = nearest(tracks);
    Noise noise = new Noise(seed).stream("collection");
    List<Atl06Spec> specs = new ArrayList<>(granules);
    for (int i = 0; i < granules; i++) {
      specs.add(spec(i, FIRST_CYCLE + i / tracks, nearest.get(i % tracks), noise));
    }
    return List.copyOf(specs);
  }

  /**
   * Writes the granules one after the other.
   *
   * @param folder folder to write to; made if it does not exist
   * @param progress told the number of granules written after each
   * @param options {@link java.nio.file.StandardCopyOption#REPLACE_EXISTING} to overwrite, or
   *     nothing
   * @return the granules in the order of {@link #specs()}
   * @throws java.nio.file.FileAlreadyExistsException if a granule exists and is not to be
   *     overwritten
   * @throws IOException if one cannot be written; those before it stay
   */
  public List<Path> write(Path folder, IntConsumer progress, CopyOption... options)
      throws IOException {
    List<Path> written = new ArrayList<>(granules);
    for (Atl06Spec spec : specs()) {
      written.add(Atl06Generator.write(folder, spec, options));
      progress.accept(written.size());
    }
    return List.copyOf(written);
  }

  private Atl06Spec spec(int index, int cycle, Crossing crossing, Noise noise) {
    int slack = Math.max(0, rowsPerBeam / 2 - KEPT_ROWS) / 2;
    int shift = (int) Math.round((noise.uniform(index) - 0.5) * 2 * slack);
    GroundTrack track = GroundTrack.nominal(crossing.rgt(), cycle);
    int first = track.segmentAt(latDegrees, crossing.ascending()) - rowsPerBeam / 2 + shift;
    Atl06SpecBuilder builder =
        Atl06Spec.builder()
            .seed(noise.bits(index))
            .track(track, first)
            .rows(rowsPerBeam)
            .fillFraction(0.5 * noise.stream("fill").uniform(index))
            .gapFraction(0.002)
            .invalidPositionFraction(index % 7 == 3 ? 0.001 : 0)
            // The spacecraft turns about twice a year.
            .orientation(cycle / 2 % 2 == 0 ? Orientation.FORWARD : Orientation.BACKWARD)
            .variables(variables);
    String beam = Beam.IDS.get(Math.floorMod(noise.bits(~(long) index), Beam.IDS.size()));
    if (index % 10 == 4) {
      builder.missingBeams(beam);
    } else if (index % 20 == 9) {
      builder.emptyBeams(beam);
    }
    return builder.build();
  }

  private List<Crossing> nearest(int count) {
    List<Crossing> all = new ArrayList<>(2 * Orbit.REVOLUTIONS_PER_CYCLE);
    for (boolean ascending : new boolean[] {true, false}) {
      int segment = GroundTrack.nominal(1, 1).segmentAt(latDegrees, ascending);
      for (int rgt = 1; rgt <= Orbit.REVOLUTIONS_PER_CYCLE; rgt++) {
        double lon = GroundTrack.nominal(rgt, 1).position(segment, 0).lonDegrees();
        double distance = Math.abs(GroundTrack.wrapDegrees(lon - lonDegrees));
        all.add(new Crossing(rgt, ascending, distance));
      }
    }
    all.sort(Comparator.comparingDouble(Crossing::distanceDegrees).thenComparingInt(Crossing::rgt));
    return all.subList(0, count);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
