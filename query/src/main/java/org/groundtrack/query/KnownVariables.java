package org.groundtrack.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * Which variables granules have: by their paths within the beam, one of each kind of datasets that
 * there are. Kinds are few, however many granules are added. For one thread at a time.
 */
final class KnownVariables {
  private final ProductLayout layout;
  private final Rate rate;
  private final Set<String> transposed = new HashSet<>();

  /** Every granule has the same paths. */
  private final Map<String, String> within = new HashMap<>();

  private final Map<String, Map<Key, Kind>> byPath = new LinkedHashMap<>();
  private final Set<String> stored = new HashSet<>();

  /**
   * A dataset that stands for all of its kind.
   *
   * @param ofCells whether it has one value for each cell of a grid, or of a swath
   * @param row length of each dimension of a row; empty if it is one value
   */
  record Kind(Dataset dataset, boolean ofCells, List<Long> row) {}

  /** What tells kinds of one path apart. */
  private record Key(
      ElementType type, int rank, List<Long> row, boolean ofCells, ValueAttributes attributes) {}

  /**
   * The variables of another product that rows take over.
   *
   * @param rate of the other product
   * @param variables of its granules
   */
  record Joined(Join join, Rate rate, KnownVariables variables) {}

  /** None yet, of a rate of a product. */
  KnownVariables(ProductLayout layout, Rate rate) {
    this.layout = layout;
    this.rate = rate;
    layout.rates().forEach(each -> transposed.addAll(each.transposed()));
  }

  /** A path from the root without its beam. */
  static String within(ProductLayout layout, String path) {
    int slash = path.indexOf('/');
    return layout.beams().exist()
            && slash > 0
            && layout.beams().names().contains(path.substring(0, slash))
        ? path.substring(slash + 1)
        : path;
  }

  private String within(String path) {
    return within.computeIfAbsent(path, p -> within(layout, p));
  }

  /** Adds the datasets of a granule, by the paths at which they are looked for. */
  void add(Map<String, Dataset> granule) {
    Set<List<Long>> swaths = new LinkedHashSet<>();
    for (Dataset dataset : granule.values()) {
      if (!rate.isGrid() && dataset.rank() == 2 && within(dataset.path()).equals(rate.latitude())) {
        swaths.add(dataset.shape());
      }
    }
    for (Map.Entry<String, Dataset> entry : granule.entrySet()) {
      Dataset dataset = entry.getValue();
      String path = within(entry.getKey());
      if (entry.getKey().equals(dataset.path())) {
        stored.add(path);
      }
      boolean ofCells =
          rate.isGrid()
              ? dataset.rank() == rate.dimensions().size()
              : swaths.contains(dataset.shape());
      int rows = transposed.contains(path) ? 1 : 0;
      List<Long> row = new ArrayList<>(dataset.shape());
      if (rows < row.size()) {
        row.remove(rows);
      }
      List<Long> cell = ofCells ? List.of() : List.copyOf(row);
      byPath
          .computeIfAbsent(path, p -> new LinkedHashMap<>())
          .putIfAbsent(
              new Key(dataset.type(), dataset.rank(), cell, ofCells, dataset.attributes()),
              new Kind(dataset, ofCells, cell));
    }
  }

  /** The kinds of a path; none if no granule has it. */
  List<Kind> of(String path) {
    return List.copyOf(byPath.getOrDefault(path, Map.of()).values());
  }

  /** Tells whether some granule has a dataset of that path, and not only one that stands for it. */
  boolean isStored(String path) {
    return stored.contains(path);
  }

  /** All paths, in the order in which they were added. */
  Set<String> paths() {
    return byPath.keySet();
  }
}
