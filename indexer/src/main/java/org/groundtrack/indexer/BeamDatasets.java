package org.groundtrack.indexer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.Link;
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

  /** Whether the beam has any of a rate's groups. */
  boolean has(Rate rate) {
    List<String> marks = rate.isPositioned() ? List.of(rate.latitude()) : rate.keys();
    return marks.stream().allMatch(byPath::containsKey)
        || rate.groups().stream().anyMatch(group -> !group.isEmpty() && exists(group));
  }
}
