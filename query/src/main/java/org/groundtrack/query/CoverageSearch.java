package org.groundtrack.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.GranuleChoice;
import org.groundtrack.plan.RowTest;
import org.groundtrack.plan.Versions;
import org.locationtech.jts.geom.Envelope;

/** Finds the rows of an index that may be wanted. */
final class CoverageSearch {
  /** Capacity for the beams of a granule. */
  private static final int BEAMS = 8;

  private final SpatialIndex index;
  private final ProductLayout layout;
  private final Aoi aoi;
  private final Filters filters;
  private final int atOnce;
  private final CellCover cover;
  private final Map<String, Map<String, Candidates>> found = new TreeMap<>();

  /** What rows must pass by their zones, or {@code null} while that is not known. */
  private ZoneTest zones;

  private CoverageSearch(
      SpatialIndex index, ProductLayout layout, Aoi aoi, Filters filters, int atOnce) {
    this.index = index;
    this.atOnce = atOnce;
    this.layout = layout;
    this.aoi = aoi;
    this.filters = filters;
    this.cover = CellCover.of(aoi, layout.h3Resolution());
  }

  /**
   * What was found.
   *
   * @param candidates rows that may be wanted, by granule, in the order of their ids, and beam
   * @param granules all of these granules, by id, or none: then there were many to look at
   * @param allHoldRate whether each of them was indexed with the rate whose rows are wanted
   * @param choice which of these granules give their points only in part, and which others were
   *     left out for them
   */
  record Found(
      Map<String, Map<String, Candidates>> candidates,
      Map<String, Granule> granules,
      boolean allHoldRate,
      GranuleChoice choice) {}

  /**
   * Searches an index.
   *
   * @param atOnce granules that are held in memory at once
   * @throws BadIndexException if it contradicts itself
   */
  static Found of(
      SpatialIndex index,
      ProductLayout layout,
      Aoi aoi,
      Filters filters,
      Wishes wishes,
      int atOnce) {
    CoverageSearch search = new CoverageSearch(index, layout, aoi, filters, atOnce);
    search.readCoverage(wishes);
    return search.withGranules(wishes.rate(), granule -> {});
  }

  /**
   * Searches again, now that it is known what the conditions ask for: without rows of the coverage
   * of which the zones say that no row fulfils them.
   *
   * @param before what was found without looking at zones; which granules are wanted is decided
   */
  static Map<String, Map<String, Candidates>> byZones(
      SpatialIndex index,
      ProductLayout layout,
      Aoi aoi,
      Filters filters,
      Wishes wishes,
      int atOnce,
      Found before,
      ZoneTest zones) {
    CoverageSearch search = new CoverageSearch(index, layout, aoi, filters, atOnce);
    search.zones = zones;
    search.readCoverage(wishes);
    search.found.keySet().retainAll(before.candidates().keySet());
    if (filters.asksForTurns(layout)) {
      for (List<String> slice : GranuleReader.slices(search.found.keySet(), atOnce)) {
        for (Granule granule : index.granules(Set.copyOf(slice))) {
          if (!search.keepRows(granule)) {
            search.found.remove(granule.id());
          }
        }
      }
    }
    return search.found;
  }

  private void readCoverage(Wishes wishes) {
    // Only then rows of one beam differ by more than what is known now.
    boolean timed = filters.asksForTurns(layout);
    int links = wishes.needsLinks() ? wishes.covered().links().size() : 0;
    RowTest times = filters.times();
    scan(
        wishes,
        row -> {
          if (mayBeWanted(row, times)) {
            if (row.links().size() != links) {
              throw new BadIndexException(
                  "[%s] its coverage of granule %s, beam %s leads to %s other rates, the layout says %s: build the index again"
                      .formatted(
                          index.name(), row.granule(), row.beam(), row.links().size(), links));
            }
            found
                .computeIfAbsent(row.granule(), id -> new HashMap<>(BEAMS))
                .computeIfAbsent(row.beam(), name -> new Candidates(timed, links))
                .add(row);
          }
        });
  }

  /** Gives the rows of the area's cells of granules of names that may be wanted. */
  private void scan(Wishes wishes, Consumer<CoverageTable.Row> consumer) {
    String rate = wishes.covered().name();
    index.coverage(
        cover,
        wishes.needsLinks(),
        zones == null ? List.of() : zones.zones(),
        row -> {
          if (row.rate().equals(rate)
              && row.product().equals(layout.product())
              && filters.granules().mayHold(row.granule())) {
            consumer.accept(row);
          }
        });
  }

  private boolean mayBeWanted(CoverageTable.Row row, RowTest times) {
    return filters.beams().mayHold(row.beam())
        && times.mayHold(row.startNanos(), row.endNanos())
        && (zones == null || zones.mayHold(row))
        && mayBeInside(row);
  }

  /**
   * Gives the rows that may be wanted. The coverage is read twice, since which granules are wanted
   * is known only then; so no row is kept.
   *
   * @param atOnce granules that are held in memory at once
   */
  static void eachWanted(
      SpatialIndex index,
      ProductLayout layout,
      Aoi aoi,
      Filters filters,
      Wishes wishes,
      int atOnce,
      Consumer<CoverageTable.Row> consumer) {
    CoverageSearch search = new CoverageSearch(index, layout, aoi, filters, atOnce);
    search.readCoverage(wishes);
    Map<String, Map<String, RowTest>> roles = new HashMap<>();
    Set<String> wanted =
        search
            .withGranules(
                wishes.rate(),
                granule -> {
                  if (filters.asksForTurns(layout)) {
                    Map<String, RowTest> tests = new HashMap<>(BEAMS);
                    granule
                        .beams()
                        .forEach(
                            beam ->
                                tests.put(
                                    beam.name(), filters.rows(layout.beams(), granule, beam)));
                    roles.put(granule.id(), tests);
                  }
                })
            .candidates()
            .keySet();
    RowTest times = filters.times();
    search.scan(
        wishes,
        row -> {
          if (wanted.contains(row.granule())
              && search.mayBeWanted(row, times)
              && roles
                  .getOrDefault(row.granule(), Map.of())
                  .getOrDefault(row.beam(), times)
                  .mayHold(row.startNanos(), row.endNanos())) {
            consumer.accept(row);
          }
        });
  }

  private boolean mayBeInside(CoverageTable.Row row) {
    Envelope bounds = new Envelope(row.west(), row.east(), row.south(), row.north());
    return aoi.relation(bounds) != Aoi.Relation.DISJOINT;
  }

  /**
   * Leaves out what the granules themselves say is not wanted.
   *
   * @param rate whose rows are wanted
   * @param kept is told each granule that is found, those too that are left out for others
   */
  private Found withGranules(Rate rate, Consumer<Granule> kept) {
    boolean newest = !filters.granules().allVersions();
    boolean several = newest && index.mayHoldVersions(layout.product());
    Map<String, Granule> held = new HashMap<>();
    // Copies and revisions of one version are found side by side.
    Versions versions = new Versions();
    boolean few = found.size() <= atOnce;
    boolean allHoldRate = true;
    // In the order of the index's tables, so that those are read once.
    for (List<String> slice : GranuleReader.slices(found.keySet(), atOnce)) {
      Map<String, Granule> granules = GranuleReader.byId(index, slice);
      for (String id : slice) {
        Granule granule = granules.get(id);
        if (granule == null) {
          throw new BadIndexException(
              "[%s] its coverage names granule %s, which its granules table lacks: build the index again"
                  .formatted(index.name(), id));
        }
        if (!filters.granules().accepts(granule) || !keepRows(granule)) {
          found.remove(id);
          granules.remove(id);
          continue;
        }
        kept.accept(granule);
        allHoldRate &= granule.rates().contains(rate.name());
        if (few) {
          held.put(id, granule);
        }
      }
      if (newest) {
        granules.values().forEach(versions::add);
      }
      if (several) {
        for (Granule granule : index.ofSameTracks(granules.values())) {
          if (granule.product().equals(layout.product()) && filters.granules().accepts(granule)) {
            versions.add(granule);
          }
        }
      }
    }
    GranuleChoice choice = versions.choice().of(found.keySet());
    found.keySet().removeAll(choice.leftOut().keySet());
    held.keySet().removeAll(choice.leftOut().keySet());
    return new Found(found, held, allHoldRate, choice);
  }

  /** Leaves out rows of beams that are not wanted; whether any are left. */
  private boolean keepRows(Granule granule) {
    Map<String, Candidates> beams = found.get(granule.id());
    if (filters.asksForTurns(layout)) {
      beams.forEach(
          (name, candidates) ->
              granule
                  .beam(name)
                  .ifPresent(beam -> candidates.keep(filters.rows(layout.beams(), granule, beam))));
      beams.values().removeIf(Candidates::isEmpty);
    }
    return !beams.isEmpty();
  }
}
