package org.groundtrack.indexer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/** The datasets of a beam, by their path within it. */
final class BeamDatasets {
  private final ChunkManifest file;
  private final String beam;
  private final Map<String, Dataset> byPath = new LinkedHashMap<>();

  /** Reads the chunk manifests of all datasets that some rates may have in a beam. */
  BeamDatasets(ChunkManifest file, String beam, Collection<Rate> rates) {
    this.file = file;
    this.beam = beam;
    Set<String> groups = new TreeSet<>();
    rates.forEach(rate -> groups.addAll(rate.groups()));
    for (String group : groups) {
      boolean inside =
          groups.stream()
              .anyMatch(g -> !g.equals(group) && (g.isEmpty() || group.startsWith(g + "/")));
      if (!inside) {
        for (Dataset dataset : file.datasetsUnder(Beams.path(beam, group))) {
          Beams.within(beam, dataset.path()).ifPresent(path -> byPath.put(path, dataset));
        }
      }
    }
    for (Rate rate : rates) {
      rate.positionPaths().forEach(this::addIfThere);
      rate.dimensions().forEach(this::addIfThere);
      for (Link link : rate.links()) {
        addIfThere(link.first());
        if (link.count() != null) {
          addIfThere(link.count());
        }
        link.datasets().forEach(this::addIfThere);
      }
      rate.keys().forEach(this::addIfThere);
    }
    LeadingDimensions.drop(rates, byPath);
  }

  private void addIfThere(String path) {
    if (!byPath.containsKey(path) && exists(path)) {
      byPath.put(path, file.dataset(Beams.path(beam, path)));
    }
  }

  /** Whether something is at a path, be it a dataset that can be read or not. */
  boolean exists(String path) {
    return file.exists(Beams.path(beam, path));
  }

  /** The dataset at a path within the beam, or {@code null}. */
  Dataset get(String path) {
    return byPath.get(path);
  }

  /** Every dataset with its path within the beam. */
  Map<String, Dataset> all() {
    return byPath;
  }

  /**
   * Tells whether the beam has what places a rate's rows. Subsetters leave empty groups of a beam
   * without rows, and dimension scales, times among them: then it has none.
   *
   * @throws IllegalArgumentException if it has half of it, or values that nothing places
   */
  boolean has(Rate rate) {
    if (!rate.isPositioned()) {
      return rate.keys().stream().anyMatch(this::exists);
    }
    boolean longitude = exists(rate.longitude());
    if (longitude != exists(rate.latitude())) {
      throw new IllegalArgumentException(
          "%s is absent, though %s is there: expected both, or neither where there are no rows"
              .formatted(
                  longitude ? rate.latitude() : rate.longitude(),
                  longitude ? rate.longitude() : rate.latitude()));
    }
    if (!longitude) {
      checkNothingToPlace(rate);
    }
    return longitude;
  }

  /** Values without a position would be lost without a word. */
  private void checkNothingToPlace(Rate rate) {
    for (String variable : rate.variables()) {
      for (String path : rate.placesOf(variable)) {
        Dataset dataset = rate.holds(path) ? byPath.get(path) : null;
        if (dataset != null && dataset.rank() > 0 && dataset.rows() > 0) {
          throw new IllegalArgumentException(
              "%s and %s are absent, though %s has %s rows"
                  .formatted(rate.longitude(), rate.latitude(), path, dataset.rows()));
        }
      }
    }
  }

  /** Tells whether it may be a beam of a layout, be there rows or not: an empty one may. */
  boolean fits(ProductLayout layout) {
    return layout.rates().stream()
            .flatMap(rate -> rate.groups().stream())
            .anyMatch(group -> group.isEmpty() ? !beam.isEmpty() : exists(group))
        || (!beam.isEmpty() && file.children(beam).isEmpty());
  }
}
