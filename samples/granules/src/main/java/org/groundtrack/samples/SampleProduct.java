package org.groundtrack.samples;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Products of which {@link GranuleGenerator} writes granules. */
public enum SampleProduct {
  /** Photons, and segments of 20 m that lead to them. */
  ATL03("2A", "Photons", 6),
  /** Sea ice segments of various lengths. */
  ATL07("3A", "Heights of sea ice", 6),
  /** Segments of 100 m, and classes of the photons of the ATL03 granule of the same spec. */
  ATL08("3A", "Heights of ground and canopy", 6),
  /** Sea ice segments with a freeboard, leads, and sections of a reference surface. */
  ATL10("3A", "Freeboards of sea ice", 6),
  /** Reference points of land ice with lists by cycle, and crossings with other tracks. */
  ATL11("3B", "Time series of heights of land ice", 4),
  /** Ocean segments of some kilometres. */
  ATL12("3A", "Heights of the ocean", 6),
  /** Segments of water bodies under several reference ground tracks. */
  ATL13("3A", "Heights of inland water", 6),
  /** Classified photons of the ATL03 granule of the same spec. */
  ATL24("3A", "Heights of the sea floor", 1),
  /** Shots with their waveforms. */
  GEDI01_B("1B", "Waveforms", 2),
  /** Shots with their relative heights. */
  GEDI02_A("2A", "Relative heights", 2),
  /** Shots with their profiles. */
  GEDI02_B("2B", "Canopy profiles", 2),
  /** Shots with their biomass. */
  GEDI04_A("4A", "Biomass", 2);

  private static final List<String> GEDI_BEAMS =
      List.of(
          "BEAM0000",
          "BEAM0001",
          "BEAM0010",
          "BEAM0011",
          "BEAM0101",
          "BEAM0110",
          "BEAM1000",
          "BEAM1011");

  private static final List<String> PAIRS = List.of("pt1", "pt2", "pt3");

  // Tracks of GEDI on the ground are 600 m apart.
  private static final double GEDI_SPACING_METRES = 600;

  final String level;
  final String subject;
  final int defaultRelease;

  SampleProduct(String level, String subject, int defaultRelease) {
    this.level = level;
    this.subject = subject;
    this.defaultRelease = defaultRelease;
  }

  /** Names of the beams that its granules may have. */
  public List<String> beams() {
    return isGedi() ? GEDI_BEAMS : this == ATL11 ? PAIRS : Beam.IDS;
  }

  boolean isGedi() {
    return name().startsWith("GEDI");
  }

  /** The name by which its granules know it: {@code ATL03}, {@code GEDI_L2A}. */
  String shortName() {
    return isGedi() ? "GEDI_L" + level : name();
  }

  /** The resource that lists its datasets. */
  String resource() {
    return name().toLowerCase(Locale.ROOT) + ".txt";
  }

  private static BeamLine line(int number, Beam beam, Orientation orientation) {
    return new BeamLine(
        beam.id(), number, beam.leftMetres(), beam.delaySeconds(), beam.strong(orientation));
  }

  /** Where the beams run, with what a granule says of them. */
  List<BeamLine> lines(Orientation orientation) {
    if (isGedi()) {
      return IntStream.range(0, GEDI_BEAMS.size())
          .mapToObj(
              i ->
                  new BeamLine(
                      GEDI_BEAMS.get(i), i, (3.5 - i) * GEDI_SPACING_METRES, i * 1e-4, i >= 4))
          .toList();
    }
    if (this == ATL11) {
      // The track of a pair runs between its two beams.
      return IntStream.range(0, PAIRS.size())
          .mapToObj(
              i -> new BeamLine(PAIRS.get(i), i, Beam.values()[2 * i].pairLeftMetres(), 0, true))
          .toList();
    }
    return IntStream.range(0, Beam.IDS.size())
        .mapToObj(i -> line(i, Beam.of(Beam.IDS.get(i)), orientation))
        .toList();
  }
}
