package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.ChunkManifest;
import org.groundtrack.granule.Granule;
import org.groundtrack.hdf5.Hdf5File;
import org.groundtrack.http.LinkMeter;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.index.IndexWriter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * Builds an index from granules. Immutable; one may build several indexes, one after the other or
 * at once.
 *
 * <p>Granules are scanned in parallel, a few ahead of the writer, so that memory does not grow with
 * their number. The same granules give the same index, whatever the number of threads.
 */
public final class Indexer {
  /** Granules that may be scanned but not yet written, per thread. */
  private static final int AHEAD_PER_THREAD = 2;

  private final IndexOptions options;
  private final Sources sources;

  /** An indexer with some options and the standard sources. */
  public Indexer(IndexOptions options) {
    this(options, Sources.standard());
  }

  /** An indexer with some options. */
  public Indexer(IndexOptions options, Sources sources) {
    this.options = options;
    this.sources = sources;
  }

  /** A granule on its way. */
  private record Pending(String id, CompletableFuture<GranuleScan> scan) {}

  /**
   * Builds an index. Nothing is committed unless all of it is written.
   *
   * @param granules locations by granule id, as {@link GranuleInputs#find} gives them
   * @param output the folder to write; it must not exist, be empty, or be an index to replace
   * @param progress is told how many granules are done, by the calling thread
   * @throws GroundtrackException if a granule is bad and bad ones are not skipped, or all are bad,
   *     or the index can't be written
   */
  public IndexReport build(Map<String, Location> granules, Path output, LongConsumer progress) {
    long start = System.nanoTime();
    granules.values().forEach(Indexer::checkHasNoQuery);
    // If H3 can't be loaded no granule is to blame: that ends the run before it starts.
    H3Cells.cell(0, 0, 0);
    Tally tally = new Tally();
    // A remote granule keeps a thread waiting, not working.
    boolean remote = granules.values().stream().anyMatch(location -> !location.isLocal());
    int atOnce = Math.max(options.threads(), remote ? sources.requestsAtOnce() : 1);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, Indexer::thread);
    try (IndexWriter writer = IndexWriter.create(output, options.overwrite())) {
      Iterator<Map.Entry<String, Location>> todo = new TreeMap<>(granules).entrySet().iterator();
      Deque<Pending> pending = new ArrayDeque<>();
      GranuleScanner scanner = new GranuleScanner(layouts(), new RateChoice(options.rates()));
      long done = 0;
      while (todo.hasNext() || !pending.isEmpty()) {
        while (todo.hasNext() && pending.size() < atOnce * AHEAD_PER_THREAD) {
          Map.Entry<String, Location> next = todo.next();
          pending.add(
              new Pending(
                  next.getKey(),
                  CompletableFuture.supplyAsync(
                      () -> scan(scanner, next.getKey(), next.getValue(), null), threads)));
        }
        take(pending.remove(), writer, tally);
        progress.accept(++done);
      }
      if (tally.granules == 0) {
        throw new BadGranuleException(
            "All %s granules are bad, nothing is left to index; the first: %s"
                .formatted(tally.skipped.size(), tally.skipped.get(0).reason()));
      }
      IndexTotals totals = writer.commit();
      return tally.report(output, totals, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      threads.shutdownNow();
    }
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
   *     such are not skipped; the index is then as it was
   */
  public RefreshReport refresh(Path index, LongConsumer progress) {
    long start = System.nanoTime();
    Location referrer = Location.of(index);
    List<Granule> granules;
    ProductLayouts layouts;
    try (SpatialIndex opened = SpatialIndex.open(referrer, sources)) {
      granules = opened.granules();
      layouts = ProductLayouts.of(opened.layouts());
    }
    List<IndexReport.Skipped> skipped = new ArrayList<>();
    List<Granule> changed = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(options.threads(), sources.requestsAtOnce()), Indexer::thread);
    try {
      List<CompletableFuture<Boolean>> checks = new ArrayList<>();
      for (Granule granule : granules) {
        checks.add(CompletableFuture.supplyAsync(() -> isChanged(granule, referrer), threads));
      }
      for (int i = 0; i < granules.size(); i++) {
        Granule granule = granules.get(i);
        if (orSkip(checks.get(i), granule.id(), skipped).orElse(false)) {
          changed.add(granule);
        }
        progress.accept(i + 1);
      }
      List<String> refreshed = new ArrayList<>();
      if (!changed.isEmpty()) {
        try (IndexWriter writer = IndexWriter.replacing(index, changed)) {
          for (Granule granule : changed) {
            CompletableFuture<GranuleScan> scan =
                CompletableFuture.supplyAsync(
                    () ->
                        scan(
                            new GranuleScanner(layouts, new RateChoice(granule.rates())),
                            granule.id(),
                            Location.of(granule.uri()),
                            referrer),
                    threads);
            orSkip(scan, granule.id(), skipped)
                .ifPresent(
                    found -> {
                      writer.add(
                          found.layout(), found.granule(), found.datasets(), found.coverage());
                      refreshed.add(granule.id());
                    });
          }
          if (!refreshed.isEmpty()) {
            writer.commit();
          }
        }
      }
      return new RefreshReport(
          index,
          granules.size(),
          List.copyOf(refreshed),
          List.copyOf(skipped),
          Duration.ofNanos(System.nanoTime() - start));
    } finally {
      threads.shutdownNow();
    }
  }

  private ProductLayouts layouts() {
    return options.resolution() == null
        ? options.layouts()
        : options.layouts().withResolution(options.resolution());
  }

  /** Whether a granule is another version than the one that was indexed. */
  private boolean isChanged(Granule granule, Location index) {
    Location location = Location.of(granule.uri());
    try (RangeReader reader =
        sources.uncached().openReferenced(location, index, granule.identity())) {
      if (!location.isLocal()) {
        reader.read(new ByteRange(0, 1));
      }
      return false;
    } catch (SourceChangedException e) {
      return true;
    }
  }

  private <T> Optional<T> orSkip(
      CompletableFuture<T> work, String granule, List<IndexReport.Skipped> skipped) {
    try {
      return Optional.of(work.join());
    } catch (CompletionException | CancellationException e) {
      if (!(e.getCause() instanceof GroundtrackException failure)) {
        throw e;
      }
      if (!options.skipBadGranules()) {
        throw failure;
      }
      skipped.add(new IndexReport.Skipped(granule, failure.getMessage()));
      return Optional.empty();
    }
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

  /**
   * Scans one granule.
   *
   * @param index that names it, or {@code null} if the user does
   */
  private GranuleScan scan(GranuleScanner scanner, String id, Location location, Location index) {
    ReadCounters counters = new ReadCounters();
    Sources counted = sources.counting(counters);
    Fetching fetching = location.isLocal() ? Fetching.LOCAL : Fetching.remote();
    ChunkManifest sidecar = null;
    GroundtrackException unusable = null;
    try {
      sidecar = options.sidecars().manifest(location, index, counted).orElse(null);
    } catch (BadGranuleException | LimitExceededException e) {
      if (!options.sidecars().isOptional()) {
        throw e;
      }
      unusable = e;
    }
    try (RangeReader reader =
        index == null ? counted.open(location) : counted.openReferenced(location, index, null)) {
      if (sidecar != null) {
        try {
          GranuleScan scan = scanner.scan(id, location.uri(), reader, counters, sidecar, fetching);
          if (scan.granule().invalidPositions() > 0) {
            // A granule may have some; so has one that is decoded in a wrong way.
            SidecarCheck.sameAs(Hdf5File.open(reader, () -> policy(location, sources)), scan);
          }
          return scan;
        } catch (BadGranuleException | LimitExceededException e) {
          if (!options.sidecars().isOptional()) {
            throw e;
          }
          unusable = e;
        }
      }
      ChunkManifest own = Hdf5File.open(reader, () -> policy(location, sources));
      GranuleScan scan = scanner.scan(id, location.uri(), reader, counters, own, fetching);
      return unusable == null ? scan : scan.withUnusableSidecar(unusable.getMessage());
    }
  }

  /** What a request and a byte of a granule's metadata cost, as far as it was measured. */
  static CoalescePolicy policy(Location location, Sources sources) {
    LinkMeter link = sources.meter();
    return location.isLocal()
        ? CoalescePolicy.LOCAL
        : CoalescePolicy.REMOTE.measured(link.latencySeconds(), link.bytesPerSecond());
  }

  private void take(Pending granule, IndexWriter writer, Tally tally) {
    try {
      GranuleScan scan = granule.scan().join();
      writer.add(scan.layout(), scan.granule(), scan.datasets(), scan.coverage());
      tally.add(scan);
    } catch (CompletionException | CancellationException e) {
      if (!(e.getCause() instanceof GroundtrackException bad)) {
        throw e;
      }
      if (!options.skipBadGranules()) {
        throw bad;
      }
      tally.skipped.add(new IndexReport.Skipped(granule.id(), bad.getMessage()));
    }
  }

  /** Sums over the granules. */
  private static final class Tally {
    private final List<IndexReport.Skipped> skipped = new ArrayList<>();
    private long granules;
    private long missingBeams;
    private final Map<String, Long> manifests = new TreeMap<>();
    private final List<IndexReport.Skipped> unusableSidecars = new ArrayList<>();
    private long manifestRequests;
    private long manifestBytes;
    private long requests;
    private long bytesRead;

    void add(GranuleScan scan) {
      Granule granule = scan.granule();
      granules++;
      missingBeams += scan.layout().beams().groups().size() - granule.beams().size();
      manifests.merge(granule.manifestSource(), 1L, Long::sum);
      scan.unusableSidecar()
          .ifPresent(reason -> unusableSidecars.add(new IndexReport.Skipped(granule.id(), reason)));
      manifestRequests += scan.cost().manifestRequests();
      manifestBytes += scan.cost().manifestBytes();
      requests += scan.cost().requests();
      bytesRead += scan.cost().bytes();
    }

    IndexReport report(Path output, IndexTotals totals, Duration elapsed) {
      return new IndexReport(
          output,
          granules,
          totals.rows(),
          totals.invalidPositions(),
          missingBeams,
          totals.coverageRows(),
          manifests,
          List.copyOf(unusableSidecars),
          manifestRequests,
          manifestBytes,
          requests,
          bytesRead,
          totals.granuleBytes(),
          totals.indexBytes(),
          List.copyOf(skipped),
          elapsed);
    }
  }
}
