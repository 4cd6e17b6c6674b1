package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.IndexCheck;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Checks an index against the rules of its format, and some of its granules against what indexing
 * them again gives. Immutable.
 */
public final class IndexVerifier {
  private final Sources sources;
  private final Sidecars sidecars;

  /** A verifier that opens granules by some sources, without sidecars unless some are given. */
  public IndexVerifier(Sources sources, Sidecars sidecars) {
    this.sources = sources;
    this.sidecars = sidecars;
  }

  /**
   * Verifies an index.
   *
   * @param index a local index
   * @param sample granules to index again, at equal distances in the order of their ids; 0 for none
   * @param progress is told how many parts and granules are done
   * @throws GroundtrackException if {@code index.json} can't be read; all else is a problem
   */
  public VerifyReport verify(Path index, int sample, LongConsumer progress) {
    long start = System.nanoTime();
    Location location = Location.of(index);
    try (SpatialIndex opened = SpatialIndex.open(location, sources)) {
      Map<String, List<CoverageTable.Row>> rows = new TreeMap<>();
      List<Granule> chosen;
      List<String> problems = new ArrayList<>();
      try {
        chosen = sample == 0 ? List.of() : chosen(opened.granules(), sample);
      } catch (GroundtrackException e) {
        // The check of the tables will say the same, and more.
        chosen = List.of();
      }
      chosen.forEach(granule -> rows.put(granule.id(), new ArrayList<>()));
      long[] done = {0};
      problems.addAll(
          IndexCheck.run(
              opened,
              (row, geometry) -> {
                List<CoverageTable.Row> kept = rows.get(row.granule());
                if (kept != null) {
                  kept.add(row);
                }
              },
              parts -> progress.accept(++done[0])));
      for (Granule granule : chosen) {
        compare(opened, location, granule, rows.get(granule.id()), problems);
        progress.accept(++done[0]);
      }
      IndexTotals totals = opened.totals();
      return new VerifyReport(
          index,
          totals,
          problems,
          chosen.stream().map(Granule::id).toList(),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static List<Granule> chosen(List<Granule> granules, int sample) {
    int count = Math.min(sample, granules.size());
    List<Granule> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(granules.get((int) ((2L * i + 1) * granules.size() / (2L * count))));
    }
    return chosen;
  }

  private void compare(
      SpatialIndex index,
      Location location,
      Granule granule,
      List<CoverageTable.Row> rows,
      List<String> problems) {
    GranuleScan scan;
    try {
      scan =
          new GranuleOpener(sources, sidecars)
              .scan(
                  new ScanJob(
                      granule.id(),
                      Location.of(granule.uri()),
                      location,
                      new GranuleScanner(
                          ProductLayouts.of(index.layouts()),
                          granule.product(),
                          new RateChoice(granule.rates()),
                          index.zones().stream().map(ZoneColumn::name).toList())));
    } catch (GroundtrackException e) {
      problems.add("granule %s: %s".formatted(granule.id(), e.getMessage()));
      return;
    }
    if (!scan.granule().identity().equals(granule.identity())) {
      problems.add(
          "granule %s changed since it was indexed: run 'groundtrack index --refresh'"
              .formatted(granule.id()));
      return;
    }
    if (!facts(scan.granule()).equals(facts(granule))) {
      problems.add(
          "granule %s: indexed again it is %s, the index says %s"
              .formatted(granule.id(), facts(scan.granule()), facts(granule)));
    }
    compareDatasets(index, granule, scan, problems);
    compareCoverage(granule, scan.coverage(), rows, problems);
  }

  /** What must be the same wherever its manifest came from. */
  private static List<Object> facts(Granule granule) {
    List<Object> facts = new ArrayList<>();
    facts.add(granule.product());
    facts.add(granule.version());
    facts.add(granule.rates());
    facts.add(granule.epoch());
    facts.add(granule.start());
    facts.add(granule.end());
    facts.add(granule.rgt());
    facts.add(granule.cycle());
    facts.add(granule.region());
    facts.add(granule.orbit());
    facts.add(granule.orientation());
    facts.add(granule.turns());
    facts.add(granule.beams());
    facts.add(granule.invalidPositions().total());
    return facts;
  }

  private static void compareDatasets(
      SpatialIndex index, Granule granule, GranuleScan scan, List<String> problems) {
    Map<String, Dataset> indexed = new TreeMap<>();
    index.datasets(
        Set.of(granule.id()), path -> true, (id, dataset) -> indexed.put(dataset.path(), dataset));
    Map<String, Dataset> again =
        scan.datasets().stream().collect(Collectors.toMap(Dataset::path, dataset -> dataset));
    for (Dataset dataset : again.values()) {
      Dataset other = indexed.remove(dataset.path());
      // Sidecars say less: of strings of variable length, for one.
      boolean leftOut = other == null && !granule.manifestSource().equals("hdf5");
      if (!leftOut && !dataset.equals(other)) {
        problems.add(
            "granule %s, dataset /%s: indexed again it is %s, the index says %s"
                .formatted(granule.id(), dataset.path(), dataset, other));
      }
    }
    for (String path : indexed.keySet()) {
      problems.add("granule %s, dataset /%s: the granule has none".formatted(granule.id(), path));
    }
  }

  private static void compareCoverage(
      Granule granule, CoverageTable again, List<CoverageTable.Row> rows, List<String> problems) {
    Map<List<Object>, CoverageTable.Row> indexed = new HashMap<>();
    rows.forEach(row -> indexed.put(key(row), row));
    int missing = 0;
    for (int i = 0; i < again.size(); i++) {
      CoverageTable.Row row = again.row(i);
      CoverageTable.Row found = indexed.remove(key(row));
      // Times and bounds are stored rounded outward.
      boolean held =
          found != null
              && found.west() <= row.west()
              && found.south() <= row.south()
              && found.east() >= row.east()
              && found.north() >= row.north()
              && found.startNanos() <= row.startNanos()
              && found.endNanos() >= row.endNanos()
              && found.zones().equals(row.zones());
      missing += held ? 0 : 1;
    }
    if (missing > 0 || !indexed.isEmpty()) {
      problems.add(
          "granule %s: of its %s rows of coverage the index lacks %s, and has %s others"
              .formatted(granule.id(), again.size(), missing, indexed.size()));
    }
  }

  private static List<Object> key(CoverageTable.Row row) {
    return List.of(
        row.cell(),
        row.beam(),
        row.rate(),
        row.chunk(),
        row.firstRow(),
        row.rowCount(),
        row.validPositions(),
        row.links());
  }
}
