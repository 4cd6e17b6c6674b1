package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.GranuleOrder;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.index.IndexWriter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.GranuleChoice;
import org.groundtrack.plan.Versions;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Builds an index from granules, and keeps it up to date. Immutable; one may work on several
 * indexes, one after the other or at once, but on each one at a time.
 *
 * <p>Granules are scanned in parallel, a few ahead of the writer, so that memory does not grow with
 * their number. The same granules give the same index, whatever the number of threads. A run that
 * is killed leaves the index as it was, and what it finished to the next run of the same kind.
 */
public final class Indexer {
  /** Granules that may be scanned but not yet written, per thread. */
  private static final int AHEAD_PER_THREAD = 2;

  private final IndexOptions options;
  private final Sources sources;
  private final GranuleOpener opener;

  /** An indexer with some options and the standard sources. */
  public Indexer(IndexOptions options) {
    this(options, Sources.standard());
  }

  /** An indexer with some options. */
  public Indexer(IndexOptions options, Sources sources) {
    this.options = options;
    this.sources = sources;
    this.opener = new GranuleOpener(sources, options.sidecars());
  }

  /** A granule on its way. */
  private record Pending(String id, CompletableFuture<GranuleScan> scan) {}

  /**
   * Builds an index. Nothing is committed unless all of it is written.
   *
   * @param granules locations by granule id, as {@link GranuleInputs#find} gives them
   * @param output the folder to write; it must not exist, be empty, or be an index to replace
   * @param progress is told how many granules are done, by the calling thread
   * @throws GroundtrackException if a granule is bad or can't be read and such are not skipped, or
   *     all are; if one may not be read; or the index can't be written
   */
  public IndexReport build(Map<String, Location> granules, Path output, LongConsumer progress) {
    long start = System.nanoTime();
    check(granules);
    RateChoice rates = new RateChoice(options.rates());
    ProductLayouts layouts = layouts();
    checkKnown(rates, layouts);
    try (IndexWriter writer =
        IndexWriter.create(
            output,
            options.overwrite(),
            Recipe.of(layouts, options, rates, options.zones()),
            options.keepEvery())) {
      writer.withZones(options.zones());
      Tally tally = new Tally();
      Skipping skipping = new Skipping(options.skipBadGranules());
      index(writer, new TreeMap<>(granules), layouts, rates, tally, skipping, progress);
      if (tally.granules() == 0) {
        throw skipping.nothingLeft("nothing is left to index");
      }
      rates.checkKnown(tally.layouts());
      checkPlaced(writer);
      IndexTotals totals = writer.commit();
      GranuleChoice choice = choice(Location.of(output));
      return tally.report(output, totals, options.zones(), skipping, choice, since(start));
    }
  }

  /**
   * Adds granules to an index, in one step. Those that it has already, at the same place and as
   * they were, stay; those that changed are replaced. Products that the index holds are indexed as
   * they were, by its own layouts and with the same rates.
   *
   * @param granules locations by granule id, as {@link GranuleInputs#find} gives them
   * @param index a local index
   * @param progress is told how many granules are done, by the calling thread
   * @throws GroundtrackException as {@link #build} throws; the index is then as it was
   */
  public IndexReport append(Map<String, Location> granules, Path index, LongConsumer progress) {
    long start = System.nanoTime();
    check(granules);
    Location referrer = Location.of(index);
    List<Granule> known;
    ProductLayouts layouts;
    RateChoice rates;
    List<String> zones;
    IndexTotals totals;
    try (SpatialIndex opened = SpatialIndex.open(referrer, sources)) {
      known = opened.granules(granules.keySet());
      layouts = layouts(opened.layouts());
      checkKnown(new RateChoice(options.rates()), layouts);
      rates = rates(opened);
      zones = zones(opened);
      totals = opened.totals();
    }
    Tally tally = new Tally();
    Skipping skipping = new Skipping(options.skipBadGranules());
    Map<String, Location> todo = new TreeMap<>(granules);
    List<Granule> changed =
        changed(
            known.stream().filter(granule -> isAt(granule, granules.get(granule.id()))).toList(),
            null,
            skipping,
            done -> {});
    Set<String> again = new LinkedHashSet<>();
    changed.forEach(granule -> again.add(granule.id()));
    Set<String> unreachable = new LinkedHashSet<>();
    skipping.skipped().forEach(skipped -> unreachable.add(skipped.granule()));
    Set<String> older = new LinkedHashSet<>();
    for (Granule granule : known) {
      String id = granule.id();
      if (again.contains(id) || !isAt(granule, granules.get(id))) {
        older.add(id);
      } else {
        // One that can't be reached stays in the index as it is, and is reported.
        todo.remove(id);
        tally.unchanged(unreachable.contains(id) ? 0 : 1);
      }
    }
    if (!todo.isEmpty()) {
      try (IndexWriter writer =
          IndexWriter.append(
              index, Recipe.of(layouts, options, rates, zones), options.keepEvery())) {
        List<String> added = index(writer, todo, layouts, rates, tally, skipping, progress);
        tally.replaced(added.stream().filter(older::contains).count());
        if (tally.granules() == 0) {
          throw skipping.nothingLeft("the index is as it was");
        }
        totals = writer.commit();
      }
    }
    return tally.report(index, totals, zones, skipping, choice(referrer), since(start));
  }

  /**
   * Looks at every granule of an index, and indexes those again that changed since. Each costs a
   * request for a byte, or a look at a file. The rows of those that changed are replaced in one
   * step; all others stay.
   *
   * @param index a local index
   * @param progress is told how many granules were looked at, by the calling thread
   * @return what was done
   * @throws GroundtrackException if a granule can't be reached, or one that changed is bad, and
   *     such are not skipped, or all are; if one may not be read. The index is then as it was
   */
  public RefreshReport refresh(Path index, LongConsumer progress) {
    long start = System.nanoTime();
    Location referrer = Location.of(index);
    List<Granule> granules;
    ProductLayouts layouts;
    List<String> zones;
    try (SpatialIndex opened = SpatialIndex.open(referrer, sources)) {
      granules = opened.granules();
      layouts = ProductLayouts.of(opened.layouts());
      zones = zones(opened);
    }
    Skipping skipping = new Skipping(options.skipBadGranules());
    List<Granule> changed = changed(granules, referrer, skipping, progress);
    List<String> refreshed = new ArrayList<>();
    if (!changed.isEmpty()) {
      try (IndexWriter writer = IndexWriter.append(index, null, options.keepEvery())) {
        List<ScanJob> jobs = new ArrayList<>();
        for (Granule granule : changed) {
          jobs.add(
              new ScanJob(
                  granule.id(),
                  Location.of(granule.uri()),
                  referrer,
                  new GranuleScanner(
                      layouts, granule.product(), new RateChoice(granule.rates()), zones)));
        }
        refreshed.addAll(scan(jobs, writer, new Tally(), skipping, () -> {}));
        if (!refreshed.isEmpty()) {
          writer.commit();
        }
      }
    }
    if (!granules.isEmpty() && skipping.skipped().size() == granules.size()) {
      throw skipping.nothingLeft("the index is as it was");
    }
    return new RefreshReport(
        index, granules.size(), List.copyOf(refreshed), skipping.skipped(), since(start));
  }

  /** Which granules of an index are others once more. */
  private GranuleChoice choice(Location index) {
    Versions versions = new Versions();
    try (SpatialIndex opened = SpatialIndex.open(index, sources)) {
      opened.eachGranule(versions::add);
    }
    return versions.choice();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void check(Map<String, Location> granules) {
    granules.values().forEach(Indexer::checkHasNoQuery);
    // Before any sidecar, which would be refused in its granule's place.
    granules.values().forEach(sources::checkNamed);
    // If H3 can't be loaded no granule is to blame: that ends the run before it starts.
    H3Cells.cell(0, 0, 0);
  }

  private void checkKnown(RateChoice rates, ProductLayouts layouts) {
    rates.checkKnown(layouts.all());
    GranuleMetadata.checkKnown(layouts, options.product());
  }

  private static ProductLayout layout(ProductLayouts layouts, Granule granule) {
    return layouts
        .of(granule.product(), granule.version())
        .orElseGet(() -> layouts.nearest(granule.product(), granule.version()).get(0));
  }

  /**
   * Adds granules to what is written, but for those that a run before has finished.
   *
   * @return the ids of both
   */
  private List<String> index(
      IndexWriter writer,
      Map<String, Location> granules,
      ProductLayouts layouts,
      RateChoice rates,
      Tally tally,
      Skipping skipping,
      LongConsumer progress) {
    Map<String, Location> todo = new TreeMap<>(granules);
    List<Granule> outdated = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (Granule granule : writer.done()) {
      Location location = granules.get(granule.id());
      // Whether a remote one changed meanwhile is found out when it is exported.
      boolean same = isAt(granule, location) && !(location.isLocal() && isChanged(granule, null));
      if (same) {
        todo.remove(granule.id());
        tally.resumed(granule, layout(layouts, granule));
        added.add(granule.id());
      } else {
        outdated.add(granule);
      }
    }
    writer.drop(outdated);
    List<String> zones = writer.zones().stream().map(ZoneColumn::name).toList();
    GranuleScanner scanner = new GranuleScanner(layouts, options.product(), rates, zones);
    List<ScanJob> jobs = new ArrayList<>();
    todo.forEach((id, location) -> jobs.add(new ScanJob(id, location, null, scanner)));
    long[] done = {tally.granules()};
    progress.accept(done[0]);
    added.addAll(scan(jobs, writer, tally, skipping, () -> progress.accept(++done[0])));
    return added;
  }

  /**
   * Scans granules, a few at once, and adds them in the index's order.
   *
   * @param step is done after each
   * @return the ids of those that were not skipped
   */
  private List<String> scan(
      List<ScanJob> jobs, IndexWriter writer, Tally tally, Skipping skipping, Runnable step) {
    List<String> added = new ArrayList<>();
    // A remote granule keeps a thread waiting, not working.
    boolean remote = jobs.stream().anyMatch(job -> !job.location().isLocal());
    int atOnce = Math.max(options.threads(), remote ? sources.requestsAtOnce() : 1);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, Indexer::thread);
    try {
      Iterator<ScanJob> todo =
          jobs.stream().sorted(Comparator.comparing(ScanJob::id, GranuleOrder.INSTANCE)).iterator();
      Deque<Pending> pending = new ArrayDeque<>();
      while (todo.hasNext() || !pending.isEmpty()) {
        while (todo.hasNext() && pending.size() < atOnce * AHEAD_PER_THREAD) {
          ScanJob job = todo.next();
          pending.add(
              new Pending(
                  job.id(), CompletableFuture.supplyAsync(() -> opener.scan(job), threads)));
        }
        Pending next = pending.remove();
        skipping
            .orSkip(next.scan(), next.id())
            .ifPresent(
                scan -> {
                  writer.add(
                      scan.layout(),
                      scan.granule(),
                      scan.datasets(),
                      scan.coverage(),
                      scan.places());
                  tally.add(scan);
                  added.add(next.id());
                });
        step.run();
      }
      return added;
    } finally {
      threads.shutdownNow();
    }
  }

  private ProductLayouts layouts() {
    return options.resolution() == null
        ? options.layouts()
        : options.layouts().withResolution(options.resolution());
  }

  /** An index's own layouts, and for products that it lacks those of the options. */
  private ProductLayouts layouts(List<ProductLayout> own) {
    List<ProductLayout> all = new ArrayList<>(own);
    for (ProductLayout layout : layouts().all()) {
      if (own.stream().noneMatch(known -> known.isCalled(layout.product()))) {
        all.add(layout);
      }
    }
    return ProductLayouts.of(all);
  }

  /**
   * The rates that an index has of its products, and for others those that were asked for: rows of
   * a granule without a rate could not be told from rows that are not there.
   */
  private RateChoice rates(SpatialIndex index) {
    RateChoice asked = new RateChoice(options.rates());
    List<String> rates = new ArrayList<>(options.rates());
    for (ProductLayout layout : index.layouts()) {
      Set<String> held = new LinkedHashSet<>();
      index
          .granules(index.firstGranule(layout.product()))
          .forEach(granule -> held.addAll(granule.rates()));
      for (Rate rate : layout.rates()) {
        if (asked.isNamed(layout, rate) && !held.contains(rate.name())) {
          throw new UsageException(
              "[%s] holds %s with the rates %s, not %s: build it again, or leave --rates out"
                  .formatted(index.name(), layout.product(), String.join(", ", held), rate.name()));
        }
      }
      held.forEach(rate -> rates.add(layout.product() + ":" + rate));
    }
    return new RateChoice(rates);
  }

  /**
   * The zones of an index: a part of it without them would be as slow as an index that has none.
   */
  private List<String> zones(SpatialIndex index) {
    List<String> held = index.zones().stream().map(ZoneColumn::name).toList();
    if (!options.zones().isEmpty() && !Set.copyOf(options.zones()).equals(Set.copyOf(held))) {
      throw new UsageException(
          "[%s] holds zones of %s, not of %s: build it again, or leave --zones out"
              .formatted(
                  index.name(),
                  held.isEmpty() ? "no variable" : String.join(", ", held),
                  String.join(", ", options.zones())));
    }
    return held;
  }

  /** A name that is misspelt would make an index that is slow for no reason that anybody sees. */
  private static void checkPlaced(IndexWriter writer) {
    for (ZoneColumn zone : writer.zones()) {
      if (zone.places().isEmpty()) {
        throw new UsageException(
            "--zones: no granule has numbers '%s' at an indexed rate with a position of its own for each row: 'groundtrack inspect' lists the variables of a granule"
                .formatted(zone.name()));
      }
    }
  }

  private static boolean isAt(Granule granule, Location location) {
    return location != null && location.uri().equals(granule.uri());
  }

  /**
   * Granules that are not any more as they were indexed.
   *
   * @param referrer the index that names them, or {@code null} if the user does
   */
  private List<Granule> changed(
      List<Granule> granules, Location referrer, Skipping skipping, LongConsumer progress) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(options.threads(), sources.requestsAtOnce()), Indexer::thread);
    try {
      Map<String, CompletableFuture<Boolean>> checks = new HashMap<>();
      for (Granule granule : granules) {
        checks.put(
            granule.id(),
            CompletableFuture.supplyAsync(() -> isChanged(granule, referrer), threads));
      }
      List<Granule> changed = new ArrayList<>();
      long done = 0;
      for (Granule granule : granules) {
        if (skipping.orSkip(checks.get(granule.id()), granule.id()).orElse(false)) {
          changed.add(granule);
        }
        progress.accept(++done);
      }
      return changed;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether a granule is another version than the one that was indexed. */
  private boolean isChanged(Granule granule, Location referrer) {
    Location location = Location.of(granule.uri());
    try (RangeReader reader = open(location, referrer, granule)) {
      if (!location.isLocal()) {
        reader.read(new ByteRange(0, 1));
      }
      return false;
    } catch (SourceChangedException e) {
      return true;
    }
  }

  private RangeReader open(Location location, Location referrer, Granule granule) {
    return referrer == null
        ? sources.uncached().open(location, granule.identity())
        : sources.uncached().openReferenced(location, referrer, granule.identity());
  }

  /** An index is passed on, and outlives a signature. */
  private static void checkHasNoQuery(Location granule) {
    if (granule.hasQuery()) {
      throw new UsageException(
          "[%s] was given with a query, which may be a signature: an index must not hold it. Give the URL without it, and a login by EARTHDATA_TOKEN or .netrc, or the granule's s3: URI"
              .formatted(granule));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "index");
    thread.setDaemon(true);
    return thread;
  }
}
