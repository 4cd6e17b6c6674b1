package org.groundtrack.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * Some granules of a product in an index, and their datasets: of each version some that lie evenly
 * among those of the rate.
 */
final class VariableSample {
  /** Granules of each version. Those of one version differ only where subsetters took some away. */
  private static final int OF_A_VERSION = 8;

  /** Granules of an index of which each row is read: those of one part that is sorted. */
  private static final long LARGE = 20_000;

  private final SpatialIndex index;
  private final ProductLayout layout;
  private final List<Granule> granules;

  private VariableSample(SpatialIndex index, ProductLayout layout) {
    this.index = index;
    this.layout = layout;
    this.granules = index.someGranules(layout.product(), LARGE);
  }

  /** The variables of each rate that is indexed and has positions. */
  static List<VariableList> lists(SpatialIndex index, ProductLayout layout) {
    VariableSample sample = new VariableSample(index, layout);
    List<VariableList> lists = new ArrayList<>();
    for (Rate rate : layout.rates()) {
      if (rate.isPositioned()
          && sample.granules.stream().anyMatch(g -> g.rates().contains(rate.name()))) {
        lists.add(sample.list(rate));
      }
    }
    return lists;
  }

  /**
   * The variables of a rate.
   *
   * @throws org.groundtrack.error.UsageException if the index does not hold it
   */
  static VariableList list(SpatialIndex index, ProductLayout layout, Rate rate) {
    VariableSample sample = new VariableSample(index, layout);
    if (sample.granules.stream().noneMatch(g -> g.rates().contains(rate.name()))) {
      AoiQuery.checkIndexed(index, layout, rate);
    }
    return sample.list(rate);
  }

  private VariableList list(Rate rate) {
    VariableFinder finder = new VariableFinder(layout, rate);
    Map<String, VariableList.Looked> looked = new LinkedHashMap<>();
    byVersion(rate)
        .forEach(
            (version, all) -> {
              List<Granule> some = some(all);
              read(some).forEach(held -> finder.add(version, held));
              boolean counted = index.granuleCount() < LARGE;
              looked.put(
                  version, new VariableList.Looked(some.size(), counted ? all.size() : null));
            });
    for (Join join : rate.joins()) {
      index.layouts().stream()
          .filter(other -> other.isCalled(join.product()))
          .findFirst()
          .ifPresent(other -> join(finder, join, other));
    }
    return finder.list(looked);
  }

  private void join(VariableFinder finder, Join join, ProductLayout other) {
    VariableSample sample = new VariableSample(index, other);
    other
        .rate(join.rate())
        .ifPresent(
            rate -> {
              Map<String, List<Map<String, Dataset>>> held = new LinkedHashMap<>();
              sample
                  .byVersion(rate)
                  .forEach((version, all) -> held.put(version, sample.read(some(all))));
              finder.join(join, other, rate, held);
            });
  }

  private Map<String, List<Granule>> byVersion(Rate rate) {
    Map<String, List<Granule>> byVersion = new TreeMap<>();
    for (Granule granule : granules) {
      if (granule.rates().contains(rate.name())) {
        byVersion.computeIfAbsent(granule.version(), v -> new ArrayList<>()).add(granule);
      }
    }
    return byVersion;
  }

  private static List<Granule> some(List<Granule> all) {
    Set<Granule> some = new LinkedHashSet<>();
    int count = Math.min(OF_A_VERSION, all.size());
    for (int i = 0; i < count; i++) {
      some.add(all.get(count == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (count - 1))));
    }
    return List.copyOf(some);
  }

  private List<Map<String, Dataset>> read(List<Granule> some) {
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    Set<String> ids = new LinkedHashSet<>();
    some.forEach(granule -> ids.add(granule.id()));
    index.datasets(
        ids,
        path -> true,
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    return ids.stream().map(id -> datasets.getOrDefault(id, Map.of())).toList();
  }
}
