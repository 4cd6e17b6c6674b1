package org.groundtrack.indexer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * What is in one granule, as its metadata and its product's layout say. Nothing is read of its
 * rows.
 *
 * @param id the producer's name of it
 * @param location where it is, without what may be a signature
 * @param identity size and version of the object
 * @param manifest where its chunk manifest came from, such as {@code hdf5}, and what that took
 * @param layout of its product, or {@code null} if it is of no known one
 * @param facts what it says of itself; {@code null} without a layout
 * @param beams its beams, with the rows of each rate
 * @param rates the rates that it has, in the layout's order
 * @param others datasets of no rate, where they were asked for, or there are no rates
 * @param notRead paths of what is in the groups of these datasets, but is neither a dataset that
 *     can be read nor a group that holds one
 * @param problems why the granule can't be indexed with the rates that its layout indexes by
 *     default; empty if it can, as far as metadata tell
 * @param notes what the layout names and the granule lacks or has otherwise, and does no harm
 */
public record Inspection(
    String id,
    String location,
    SourceIdentity identity,
    Manifest manifest,
    ProductLayout layout,
    Facts facts,
    List<Beam> beams,
    List<FoundRate> rates,
    List<Dataset> others,
    List<String> notRead,
    List<String> problems,
    List<String> notes) {

  public Inspection {
    beams = List.copyOf(beams);
    rates = List.copyOf(rates);
    others = List.copyOf(others);
    notRead = List.copyOf(notRead);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * A chunk manifest.
   *
   * @param origin such as {@code hdf5} or {@code dmrpp}
   * @param requests that it took to learn all that is told here
   * @param bytes of these requests
   * @param unusableSidecar why a sidecar was not used, though there is one; else {@code null}
   */
  public record Manifest(String origin, long requests, long bytes, String unusableSidecar) {}

  /**
   * What a granule says of itself; {@code null} where it says nothing.
   *
   * @param version as the granule gives it, such as {@code 006}
   * @param rgt reference ground track
   * @param cycle repeat cycle
   * @param region part of the orbit
   * @param orbit number of the orbit
   * @param orientation {@code forward}, {@code backward} or {@code transition}
   * @param citation how it asks to be cited
   * @param license what use it allows
   */
  public record Facts(
      String version,
      Integer rgt,
      Integer cycle,
      Integer region,
      Integer orbit,
      String orientation,
      String citation,
      String license) {}

  /**
   * A rate, and its variables in the granule's order.
   *
   * @param rate as the layout has it
   * @param variables datasets of the rate
   */
  public record FoundRate(Rate rate, List<Variable> variables) {
    public FoundRate {
      variables = List.copyOf(variables);
    }
  }

  /**
   * One variable in all beams.
   *
   * @param path within the beam
   * @param byBeam its dataset in each beam that has it, at least one
   */
  public record Variable(String path, Map<String, Dataset> byBeam) {
    public Variable {
      byBeam = Collections.unmodifiableMap(new LinkedHashMap<>(byBeam));
    }

    /** The dataset of the first beam that has it; others may differ in their rows. */
    public Dataset first() {
      return byBeam.values().iterator().next();
    }

    /** Chunks in all beams. */
    public long chunks() {
      return byBeam.values().stream().mapToLong(d -> d.chunks().count()).sum();
    }

    /** Stored bytes in all beams. */
    public long storedBytes() {
      return byBeam.values().stream().mapToLong(Inspection::storedBytes).sum();
    }
  }

  /** Stored bytes of a dataset, those in the metadata included. */
  public static long storedBytes(Dataset dataset) {
    return dataset.chunks().totalBytes()
        + (dataset.compact() == null ? 0 : dataset.compact().length());
  }
}
