package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.GranuleOrder;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.Beams;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/** Reads of granules what a plan needs of the index. For one thread at a time. */
final class GranuleReader {
  private final SpatialIndex index;
  private final Wishes wishes;
  private final PartnerSearch partners;

  GranuleReader(SpatialIndex index, Rate rate, Wishes wishes) {
    this.index = index;
    this.wishes = wishes;
    this.partners = new PartnerSearch(index, rate);
  }

  /** Granules in slices, in the order of the index's tables. */
  static List<List<String>> slices(Collection<String> ids, int size) {
    List<String> sorted = GranuleOrder.sorted(ids);
    List<List<String>> slices = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += size) {
      slices.add(sorted.subList(from, Math.min(sorted.size(), from + size)));
    }
    return slices;
  }

  /** Some granules of an index by their ids; those that it lacks are left out. */
  static Map<String, Granule> byId(SpatialIndex index, Collection<String> ids) {
    Map<String, Granule> granules = new HashMap<>();
    index.granules(Set.copyOf(ids)).forEach(granule -> granules.put(granule.id(), granule));
    return granules;
  }

  /** Reads some granules. */
  GranuleData read(Collection<String> ids) {
    return read(byId(index, ids));
  }

  /** Reads what belongs to some granules, by their ids. */
  GranuleData read(Map<String, Granule> granules) {
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    index.datasets(
        granules.keySet(),
        wishes::wants,
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    datasets.values().forEach(held -> addRenamed(wishes.layout(), wishes.rate(), held));
    return new GranuleData(granules, datasets, partners.of(granules.values()));
  }

  /**
   * Datasets that have another name in a granule's version are found by that of the layout, too.
   */
  static void addRenamed(ProductLayout layout, Rate rate, Map<String, Dataset> datasets) {
    rate.renamed()
        .forEach(
            (path, others) -> {
              for (String beam : layout.beams().groups()) {
                String wanted = Beams.path(beam, path);
                others.stream()
                    .map(other -> datasets.get(Beams.path(beam, other)))
                    .filter(dataset -> dataset != null)
                    .findFirst()
                    .ifPresent(dataset -> datasets.putIfAbsent(wanted, dataset));
              }
            });
  }
}
