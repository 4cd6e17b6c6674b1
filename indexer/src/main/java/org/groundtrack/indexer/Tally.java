package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.plan.GranuleChoice;

/** Sums over the granules of a run. For one thread. */
final class Tally {
  private final Map<String, ProductLayout> layouts = new TreeMap<>();
  private final Map<String, Map<String, Long>> rows = new TreeMap<>();
  private final Map<String, Map<String, Long>> notes = new TreeMap<>();
  private final Map<String, Long> scanned = new TreeMap<>();
  private InvalidPositions invalid = InvalidPositions.NONE;
  private long granules;
  private long resumed;
  private long unchanged;
  private long replaced;
  private long missingBeams;
  private final Map<String, Long> manifests = new TreeMap<>();
  private final List<IndexReport.Skipped> unusableSidecars = new ArrayList<>();
  private long manifestRequests;
  private long manifestBytes;
  private long requests;
  private long bytesRead;
  private long zoneBytes;

  void add(GranuleScan scan) {
    Granule granule = scan.granule();
    count(granule, scan.layout());
    scanned.merge(granule.product(), 1L, Long::sum);
    missingBeams += scan.layout().beams().groups().size() - granule.beams().size();
    scan.notes()
        .forEach(
            note ->
                notes
                    .computeIfAbsent(granule.product(), product -> new LinkedHashMap<>())
                    .merge(note, 1L, Long::sum));
    scan.unusableSidecar()
        .ifPresent(reason -> unusableSidecars.add(new IndexReport.Skipped(granule.id(), reason)));
    manifestRequests += scan.cost().manifestRequests();
    manifestBytes += scan.cost().manifestBytes();
    requests += scan.cost().requests();
    bytesRead += scan.cost().bytes();
    zoneBytes += scan.cost().zoneBytes();
  }

  /** Counts a granule that an earlier run had finished. */
  void resumed(Granule granule, ProductLayout layout) {
    count(granule, layout);
    resumed++;
  }

  private void count(Granule granule, ProductLayout layout) {
    granules++;
    invalid = invalid.plus(granule.invalidPositions());
    layouts.put(granule.product() + " " + granule.version(), layout);
    Map<String, Long> byRate = rows.computeIfAbsent(granule.product(), p -> new TreeMap<>());
    for (Beam beam : granule.beams()) {
      beam.rowsByRate().forEach((rate, count) -> byRate.merge(rate, count, Long::sum));
    }
    manifests.merge(granule.manifestSource(), 1L, Long::sum);
  }

  /** The layouts of the granules. */
  Collection<ProductLayout> layouts() {
    return layouts.values();
  }

  /** Counts granules that the index has, and that are as they were. */
  void unchanged(long count) {
    unchanged += count;
  }

  /** Counts granules whose older rows the index has. */
  void replaced(long count) {
    replaced += count;
  }

  /** Granules that are new in the index, or replaced. */
  long granules() {
    return granules;
  }

  IndexReport report(
      Path index,
      IndexTotals totals,
      List<String> zones,
      Skipping skipping,
      GranuleChoice choice,
      Duration elapsed) {
    return new IndexReport(
        index,
        granules,
        resumed,
        unchanged,
        replaced,
        totals.granules(),
        totals.rows(),
        rows,
        totals.invalidPositions(),
        invalid,
        missingBeams,
        totals.coverageRows(),
        manifests,
        List.copyOf(unusableSidecars),
        manifestRequests,
        manifestBytes,
        requests,
        bytesRead,
        zones,
        zoneBytes,
        totals.granuleBytes(),
        totals.indexBytes(),
        skipping.skipped(),
        notes(),
        choice,
        elapsed);
  }

  /** Of each product's own granules, since those of others have nothing to do with it. */
  private List<IndexReport.Note> notes() {
    List<IndexReport.Note> all = new ArrayList<>();
    notes.forEach(
        (product, counts) ->
            counts.forEach(
                (text, count) -> all.add(new IndexReport.Note(text, count, scanned.get(product)))));
    return all;
  }
}
