package org.groundtrack.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.RowTest;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.plan.Versions;
import org.locationtech.jts.geom.Envelope;

/** Finds the rows of an index that may be wanted. */
final class CoverageSearch {
  /**
   * A newer version of a granule counts though none of its rows is wanted: by how much its times
   * may lie outside the range.
   */
  private static final Duration NEARBY = Duration.ofHours(1);

  private final SpatialIndex index;
  private final ProductLayout layout;
  private final Aoi aoi;
  private final Filters filters;
  private final CellCover cover;
  private final Map<String, Map<String, Candidates>> found = new TreeMap<>();
  private final Set<String> nearby = new HashSet<>();

  private CoverageSearch(SpatialIndex index, ProductLayout layout, Aoi aoi, Filters filters) {
    this.index = index;
    this.layout = layout;
    this.aoi = aoi;
    this.filters = filters;
    this.cover = CellCover.of(aoi, layout.h3Resolution());
  }

  /**
   * What was found.
   *
   * @param candidates rows that may be wanted, by granule, in the order of their ids, and beam
   * @param granules these granules, by id
   * @param olderGranules granules that were left out since there is a newer version of them
   */
  record Found(
      Map<String, Map<String, Candidates>> candidates,
      Map<String, Granule> granules,
      long olderGranules) {}

  /**
   * Searches an index.
   *
   * @throws BadIndexException if it contradicts itself
   */
  static Found of(
      SpatialIndex index, ProductLayout layout, Aoi aoi, Filters filters, Wishes wishes) {
    CoverageSearch search = new CoverageSearch(index, layout, aoi, filters);
    search.readCoverage(wishes);
    return search.withGranules();
  }

  private void readCoverage(Wishes wishes) {
    // Only then rows of one beam differ by more than what is known now.
    boolean timed = filters.beams().asksForRole();
    RowTest around = Filters.NONE.with(around(filters.time())).times();
    RowTest times = filters.times();
    scan(
        wishes,
        row -> {
          if (!filters.granules().allVersions()
              && around.mayHold(row.startNanos(), row.endNanos())) {
            nearby.add(row.granule());
          }
          if (mayBeWanted(row, times)) {
            found
                .computeIfAbsent(row.granule(), id -> new HashMap<>())
                .computeIfAbsent(row.beam(), name -> new Candidates(timed))
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
        && mayBeInside(row);
  }

  /**
   * Gives the rows that may be wanted. The coverage is read twice, since which granules are wanted
   * is known only then; so no row is kept.
   */
  static void eachWanted(
      SpatialIndex index,
      ProductLayout layout,
      Aoi aoi,
      Filters filters,
      Wishes wishes,
      Consumer<CoverageTable.Row> consumer) {
    CoverageSearch search = new CoverageSearch(index, layout, aoi, filters);
    search.readCoverage(wishes);
    Map<String, Granule> granules = search.withGranules().granules();
    Map<String, Map<String, RowTest>> tests = new HashMap<>();
    RowTest times = filters.times();
    search.scan(
        wishes,
        row -> {
          Granule granule = granules.get(row.granule());
          if (granule != null
              && search.mayBeWanted(row, times)
              && tests
                  .computeIfAbsent(row.granule(), id -> new HashMap<>())
                  .computeIfAbsent(row.beam(), name -> search.test(granule, name))
                  .mayHold(row.startNanos(), row.endNanos())) {
            consumer.accept(row);
          }
        });
  }

  private RowTest test(Granule granule, String beam) {
    return granule
        .beam(beam)
        .map(known -> filters.rows(layout.beams(), granule, known))
        .orElseThrow(
            () ->
                new BadIndexException(
                    "[%s] its coverage names beam %s of granule %s, which has none: build the index again"
                        .formatted(index.name(), beam, granule.id())));
  }

  private static TimeRange around(TimeRange range) {
    Instant start = range.start();
    Instant end = range.end();
    return new TimeRange(
        start == null ? null : start.minus(NEARBY), end == null ? null : end.plus(NEARBY));
  }

  private boolean mayBeInside(CoverageTable.Row row) {
    Envelope bounds = new Envelope(row.west(), row.east(), row.south(), row.north());
    return aoi.relation(bounds) != Aoi.Relation.DISJOINT;
  }

  private Found withGranules() {
    Set<String> ids = new HashSet<>(found.keySet());
    if (!found.isEmpty()) {
      ids.addAll(nearby);
    }
    Map<String, Granule> granules = new HashMap<>();
    List<Granule> accepted = new ArrayList<>();
    for (Granule granule : index.granules(ids)) {
      if (found.containsKey(granule.id())) {
        granules.put(granule.id(), granule);
      }
      if (filters.granules().accepts(granule)) {
        accepted.add(granule);
      }
    }
    Set<String> older = filters.granules().allVersions() ? Set.of() : Versions.older(accepted);
    long leftOut = 0;
    for (String id : List.copyOf(found.keySet())) {
      Granule granule = known(granules.get(id), id);
      boolean rows = filters.granules().accepts(granule) && keepRows(granule);
      if (rows && older.contains(id)) {
        leftOut++;
      }
      if (!rows || older.contains(id)) {
        found.remove(id);
        granules.remove(id);
      }
    }
    return new Found(found, granules, leftOut);
  }

  /** Leaves out rows of beams that are not wanted; whether any are left. */
  private boolean keepRows(Granule granule) {
    Map<String, Candidates> beams = found.get(granule.id());
    if (filters.beams().asksForRole()) {
      beams.forEach(
          (name, candidates) ->
              granule
                  .beam(name)
                  .ifPresent(beam -> candidates.keep(filters.rows(layout.beams(), granule, beam))));
      beams.values().removeIf(Candidates::isEmpty);
    }
    return !beams.isEmpty();
  }

  private Granule known(Granule granule, String id) {
    if (granule == null) {
      throw new BadIndexException(
          "[%s] its coverage names granule %s, which its granules table lacks: build the index again"
              .formatted(index.name(), id));
    }
    return granule;
  }
}
