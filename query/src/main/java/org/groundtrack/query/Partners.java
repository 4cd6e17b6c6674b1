package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.Versions;

/**
 * The granules of another product of the same tracks, whose values rows take over.
 *
 * @param join how rows belong together
 * @param layout of the other product
 * @param rate of the other product
 * @param byGranule for the id of each granule that has one, its partner
 * @param datasets by partner's id and path, what may be wanted
 */
record Partners(
    Join join,
    ProductLayout layout,
    Rate rate,
    Map<String, Granule> byGranule,
    Map<String, Map<String, Dataset>> datasets) {

  /**
   * Finds the partners of some granules for each join that the index can serve; of partners that
   * were indexed in several versions, the newest.
   *
   * @throws UsageException if a granule has two partners
   */
  static List<Partners> of(SpatialIndex index, Rate rate, Collection<Granule> granules) {
    List<Partners> found = new ArrayList<>();
    List<Granule> all = null;
    for (Join join : rate.joins()) {
      Optional<ProductLayout> layout =
          index.layouts().stream().filter(l -> l.isCalled(join.product())).findFirst();
      Optional<Rate> other = layout.flatMap(l -> l.rate(join.rate()));
      if (other.isPresent()) {
        if (all == null) {
          all = granules.isEmpty() ? List.of() : index.granules();
        }
        found.add(of(index, join, layout.get(), other.get(), granules, all));
      }
    }
    return found;
  }

  private static Partners of(
      SpatialIndex index,
      Join join,
      ProductLayout layout,
      Rate rate,
      Collection<Granule> granules,
      List<Granule> indexed) {
    List<Granule> others =
        indexed.stream()
            .filter(granule -> granule.product().equals(layout.product()))
            .filter(granule -> granule.rates().contains(rate.name()))
            .toList();
    Map<String, Granule> byGranule = new HashMap<>();
    for (Granule granule : granules) {
      List<Granule> found = matches(join, granule, others);
      Set<String> older = Versions.older(found);
      List<Granule> matches = found.stream().filter(m -> !older.contains(m.id())).toList();
      if (matches.size() > 1) {
        throw new UsageException(
            "[%s] has %s granules of %s of the track of %s: %s. Index one of them only"
                .formatted(
                    index.name(),
                    matches.size(),
                    layout.product(),
                    granule.id(),
                    matches.stream().map(Granule::id).collect(Collectors.joining(", "))));
      }
      matches.forEach(match -> byGranule.put(granule.id(), match));
    }
    Set<String> ids = new HashSet<>();
    byGranule.values().forEach(granule -> ids.add(granule.id()));
    if (ids.isEmpty()) {
      ids.addAll(index.firstGranule(layout.product()));
    }
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    index.datasets(
        ids,
        path -> rate.holds(VariableNames.within(layout, path)),
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    return new Partners(join, layout, rate, byGranule, datasets);
  }

  /**
   * The granules of the same track as one: no item that both say differs, and their times overlap.
   * Where none of these does, times may not be those of what is joined, or there are none: then
   * those count that say every item.
   */
  static List<Granule> matches(Join join, Granule granule, List<Granule> others) {
    List<Granule> agreeing = others.stream().filter(o -> agree(join, granule, o)).toList();
    List<Granule> during = agreeing.stream().filter(o -> overlap(granule, o)).toList();
    return during.isEmpty()
        ? agreeing.stream().filter(o -> sayAll(join, granule) && sayAll(join, o)).toList()
        : during;
  }

  private static boolean agree(Join join, Granule granule, Granule other) {
    for (String item : join.match()) {
      Object own = item(granule, item);
      Object their = item(other, item);
      if (own != null && their != null && !Objects.equals(own, their)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sayAll(Join join, Granule granule) {
    return !join.match().isEmpty()
        && join.match().stream().allMatch(item -> item(granule, item) != null);
  }

  private static boolean overlap(Granule granule, Granule other) {
    return granule.start() != null
        && other.start() != null
        && !granule.start().isAfter(other.end())
        && !other.start().isAfter(granule.end());
  }

  private static Object item(Granule granule, String item) {
    return switch (item) {
      case "rgt" -> granule.rgt();
      case "cycle" -> granule.cycle();
      case "region" -> granule.region();
      case "orbit" -> granule.orbit();
      case "version" -> granule.version().equals("unknown") ? null : granule.version();
      default -> null;
    };
  }

  /** Every dataset of the partners of a path within the beam. */
  List<Dataset> all(String path) {
    List<Dataset> found = new ArrayList<>();
    for (Map<String, Dataset> held : datasets.values()) {
      held.forEach(
          (full, dataset) -> {
            if (VariableNames.within(layout, full).equals(path)) {
              found.add(dataset);
            }
          });
    }
    return found;
  }

  /** The paths within the beam of all datasets. */
  Set<String> paths() {
    return datasets.values().stream()
        .flatMap(held -> held.keySet().stream())
        .map(path -> VariableNames.within(layout, path))
        .collect(Collectors.toSet());
  }
}
