package org.groundtrack.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.io.SourceIdentity;

/** Makes granules of which a test says only what it is about: of the rest nothing is known. */
public final class SampleGranule {
  private final String id;
  private String uri;
  private String product = "ATL06";
  private String version = "006";
  private SourceIdentity identity = new SourceIdentity(1, null, null);
  private String rate = "land_ice_segments";
  private Instant start;
  private Instant end;
  private Integer rgt;
  private Integer cycle;
  private Integer region;
  private Integer orbit;
  private String orientation;
  private List<Granule.Turn> turns = List.of();
  private List<Beam> beams = List.of();

  private SampleGranule(String id) {
    this.id = id;
    this.uri = "file:///data/" + id;
  }

  /** A granule of ATL06 with one byte and no beams. */
  public static SampleGranule called(String id) {
    return new SampleGranule(id);
  }

  /** Where it is. */
  public SampleGranule at(String place) {
    uri = place;
    return this;
  }

  /** Of another product, of which one rate is indexed. */
  public SampleGranule of(String otherProduct, String itsRate) {
    product = otherProduct;
    rate = itsRate;
    return this;
  }

  /** Of another version. */
  public SampleGranule version(String other) {
    version = other;
    return this;
  }

  /** Another object, such as a longer one. */
  public SampleGranule identity(SourceIdentity other) {
    identity = other;
    return this;
  }

  /** Least and greatest time of its rows; {@code null} if no row has a position. */
  public SampleGranule during(Instant least, Instant greatest) {
    start = least;
    end = greatest;
    return this;
  }

  /** The numbers of its track; {@code null} for those that it does not say. */
  public SampleGranule track(
      Integer itsRgt, Integer itsCycle, Integer itsRegion, Integer itsOrbit) {
    rgt = itsRgt;
    cycle = itsCycle;
    region = itsRegion;
    orbit = itsOrbit;
    return this;
  }

  /** Which way the spacecraft flew, and where it turned. */
  public SampleGranule flying(String way, List<Granule.Turn> itsTurns) {
    orientation = way;
    turns = itsTurns;
    return this;
  }

  /** With a beam that has so many rows. */
  public SampleGranule beam(String name, long rows) {
    List<Beam> more = new ArrayList<>(beams);
    more.add(new Beam(name, null, null, Map.of(rate, rows)));
    beams = more;
    return this;
  }

  /** The granule. */
  public Granule granule() {
    return new Granule(
        id,
        uri,
        product,
        version,
        identity,
        List.of(rate),
        Instant.parse("2018-01-01T00:00:00Z"),
        start,
        end,
        rgt,
        cycle,
        region,
        orbit,
        orientation,
        turns,
        beams,
        InvalidPositions.NONE,
        "hdf5",
        null,
        null);
  }
}
