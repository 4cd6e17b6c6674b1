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
 * Finds the granules of other products that add values to rows of a rate: for each join that the
 * index can serve. Of other products it keeps every granule in memory. For one thread at a time.
 */
final class PartnerSearch {
  private final SpatialIndex index;
  private final List<Side> sides = new ArrayList<>();
  private boolean read;

  /** The other side of a join, and its granules by the items of their track. */
  private record Side(
      Join join, ProductLayout layout, Rate rate, Map<List<Object>, List<Granule>> byTrack) {

    void add(Granule granule) {
      byTrack.computeIfAbsent(track(join, granule), track -> new ArrayList<>()).add(granule);
    }

    /** Granules that may be of the track of one: those that say the same, or not everything. */
    List<Granule> near(Granule granule) {
      List<Object> track = track(join, granule);
      if (track.contains(null)) {
        return byTrack.values().stream().flatMap(List::stream).toList();
      }
      List<Granule> near = new ArrayList<>(byTrack.getOrDefault(track, List.of()));
      byTrack.forEach(
          (other, granules) -> {
            if (other.contains(null)) {
              near.addAll(granules);
            }
          });
      return near;
    }
  }

  PartnerSearch(SpatialIndex index, Rate rate) {
    this.index = index;
    for (Join join : rate.joins()) {
      Optional<ProductLayout> layout =
          index.layouts().stream().filter(l -> l.isCalled(join.product())).findFirst();
      Optional<Rate> other = layout.flatMap(l -> l.rate(join.rate()));
      if (other.isPresent()) {
        sides.add(new Side(join, layout.get(), other.get(), new HashMap<>()));
      }
    }
  }

  /**
   * The partners of some granules; of those that were indexed in several versions, the newest.
   *
   * @throws UsageException if a granule has two partners
   */
  List<Partners> of(Collection<Granule> granules) {
    if (!sides.isEmpty() && !granules.isEmpty() && !read) {
      for (Granule granule : index.granules()) {
        for (Side side : sides) {
          if (granule.product().equals(side.layout().product())
              && granule.rates().contains(side.rate().name())) {
            side.add(granule);
          }
        }
      }
      read = true;
    }
    return sides.stream().map(side -> of(side, granules)).toList();
  }

  private Partners of(Side side, Collection<Granule> granules) {
    Map<String, Granule> byGranule = new HashMap<>();
    for (Granule granule : granules) {
      List<Granule> found = matches(side.join(), granule, side.near(granule));
      Set<String> older = Versions.choice(found).leftOut().keySet();
      List<Granule> matches = fullest(found.stream().filter(m -> !older.contains(m.id())).toList());
      if (matches.size() > 1) {
        throw new UsageException(
            "[%s] has %s granules of %s of the track of %s: %s. Index one of them only"
                .formatted(
                    index.name(),
                    matches.size(),
                    side.layout().product(),
                    granule.id(),
                    matches.stream().map(Granule::id).collect(Collectors.joining(", "))));
      }
      matches.forEach(match -> byGranule.put(granule.id(), match));
    }
    Set<String> ids = new HashSet<>();
    byGranule.values().forEach(granule -> ids.add(granule.id()));
    if (ids.isEmpty()) {
      ids.addAll(index.firstGranule(side.layout().product()));
    }
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    index.datasets(
        ids,
        path -> side.rate().holds(KnownVariables.within(side.layout(), path)),
        (id, dataset) ->
            datasets.computeIfAbsent(id, k -> new LinkedHashMap<>()).put(dataset.path(), dataset));
    return new Partners(side.join(), side.layout(), side.rate(), byGranule, datasets);
  }

  /** Without granules in whose time another one has all that they have: they were cut out of it. */
  private static List<Granule> fullest(List<Granule> granules) {
    return granules.stream()
        .filter(g -> granules.stream().noneMatch(other -> isWithin(g, other)))
        .toList();
  }

  private static boolean isWithin(Granule granule, Granule other) {
    return granule.start() != null
        && other.start() != null
        && !granule.start().isBefore(other.start())
        && !granule.end().isAfter(other.end())
        && granule.version().equals(other.version())
        && granule.rows() < other.rows()
        && granule.beams().stream()
            .allMatch(
                beam ->
                    granule.rates().stream()
                        .allMatch(
                            rate ->
                                other.beam(beam.name()).map(b -> b.rows(rate)).orElse(0L)
                                    >= beam.rows(rate)));
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

  private static List<Object> track(Join join, Granule granule) {
    List<Object> items = new ArrayList<>();
    join.match().forEach(item -> items.add(item(granule, item)));
    return items;
  }
}
