package org.groundtrack.indexer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
import org.groundtrack.error.BeyondEndException;
import org.groundtrack.error.ErrorCode;
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
import org.groundtrack.layout.ProductLayout;
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
   * @throws GroundtrackException if a granule is bad or can't be read and such are not skipped, or
   *     all are; if one may not be read; or the index can't be written
   */
  public IndexReport build(Map<String, Location> granules, Path output, LongConsumer progress) {
    long start = System.nanoTime();
    granules.values().forEach(Indexer::checkHasNoQuery);
    // Before any sidecar, which would be refused in its granule's place.
    granules.values().forEach(sources::checkNamed);
    // If H3 can't be loaded no granule is to blame: that ends the run before it starts.
    H3Cells.cell(0, 0, 0);
    RateChoice rates = new RateChoice(options.rates());
    rates.checkKnown(options.layouts().all());
    GranuleMetadata.checkKnown(options.layouts(), options.product());
    Tally tally = new Tally();
    // A remote granule keeps a thread waiting, not working.
    boolean remote = granules.values().stream().anyMatch(location -> !location.isLocal());
    int atOnce = Math.max(options.threads(), remote ? sources.requestsAtOnce() : 1);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, Indexer::thread);
    try (IndexWriter writer = IndexWriter.create(output, options.overwrite())) {
      Iterator<Map.Entry<String, Location>> todo = new TreeMap<>(granules).entrySet().iterator();
      Deque<Pending> pending = new ArrayDeque<>();
      GranuleScanner scanner = new GranuleScanner(layouts(), options.product(), rates);
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
        throw tally.skipping.nothingLeft("nothing is left to index");
      }
      rates.checkKnown(tally.layouts.values());
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
   *     such are not skipped, or all are; if one may not be read. The index is then as it was
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
    Skipping skipping = new Skipping();
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
        if (skipping.orSkip(checks.get(i), granule.id()).orElse(false)) {
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
                            new GranuleScanner(
                                layouts, granule.product(), new RateChoice(granule.rates())),
                            granule.id(),
                            Location.of(granule.uri()),
                            referrer),
                    threads);
            skipping
                .orSkip(scan, granule.id())
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
      if (!granules.isEmpty() && skipping.skipped.size() == granules.size()) {
        throw skipping.nothingLeft("the index is as it was");
      }
      return new RefreshReport(
          index,
          granules.size(),
          List.copyOf(refreshed),
          List.copyOf(skipping.skipped),
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
          GranuleScan scan = bySidecar(scanner, id, location, reader, counters, sidecar, fetching);
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

  /** A sidecar that leads beyond the granule's end is as bad as one that leads to other chunks. */
  private static GranuleScan bySidecar(
      GranuleScanner scanner,
      String id,
      Location location,
      RangeReader reader,
      ReadCounters counters,
      ChunkManifest sidecar,
      Fetching fetching) {
    try {
      return scanner.scan(id, location.uri(), reader, counters, sidecar, fetching);
    } catch (BeyondEndException e) {
      throw new BadGranuleException(
          "[%s] is shorter than its sidecar, %s, says, which is wrong or of another version, or the granule is truncated: %s"
              .formatted(reader.name(), sidecar.origin(), e.getMessage()),
          e);
    }
  }

  /** What a request and a byte of a granule's metadata cost, as far as it was measured. */
  static CoalescePolicy policy(Location location, Sources sources) {
    LinkMeter link = sources.meter();
    return location.isLocal()
        ? CoalescePolicy.LOCAL
        : CoalescePolicy.REMOTE.measured(link.latencySeconds(), link.bytesPerSecond());
  }

  private static void take(Pending granule, IndexWriter writer, Tally tally) {
    tally
        .skipping
        .orSkip(granule.scan(), granule.id())
        .ifPresent(
            scan -> {
              writer.add(scan.layout(), scan.granule(), scan.datasets(), scan.coverage());
              tally.add(scan);
            });
  }

  /** Granules that are left out, if that was asked for. */
  private final class Skipping {
    private final List<IndexReport.Skipped> skipped = new ArrayList<>();
    private ErrorCode first;

    /**
     * The result of work on a granule; empty if the granule is skipped.
     *
     * @throws GroundtrackException if it failed in a way that is not to be skipped
     */
    <T> Optional<T> orSkip(CompletableFuture<T> work, String granule) {
      try {
        return Optional.of(work.join());
      } catch (CompletionException | CancellationException e) {
        if (!(e.getCause() instanceof GroundtrackException failure)) {
          throw e;
        }
        if (!options.skipBadGranules() || !isOfGranule(failure.code())) {
          throw failure;
        }
        first = first == null ? failure.code() : first;
        skipped.add(new IndexReport.Skipped(granule, failure.getMessage()));
        return Optional.empty();
      }
    }

    /** What a login, a rule or an option ends is no granule's fault, and may end all of them. */
    private static boolean isOfGranule(ErrorCode code) {
      return switch (code) {
        case BAD_GRANULE, SOURCE_UNAVAILABLE, SOURCE_CHANGED, LIMIT_EXCEEDED -> true;
        default -> false;
      };
    }

    /** A network that is down is no success, nor is a list of granules that are all bad. */
    GroundtrackException nothingLeft(String outcome) {
      return new GroundtrackException(
          first,
          "All %s granules were skipped, %s; the first: %s"
              .formatted(skipped.size(), outcome, skipped.get(0).reason()));
    }
  }

  /** Sums over the granules. */
  private final class Tally {
    private final Skipping skipping = new Skipping();
    private final Map<String, ProductLayout> layouts = new TreeMap<>();
    private final Map<String, Map<String, Long>> rows = new TreeMap<>();
    private final Map<String, Long> notes = new LinkedHashMap<>();
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
      layouts.put(granule.product() + " " + granule.version(), scan.layout());
      missingBeams += scan.layout().beams().groups().size() - granule.beams().size();
      Map<String, Long> byRate = rows.computeIfAbsent(granule.product(), p -> new TreeMap<>());
      granule
          .beams()
          .forEach(
              beam -> beam.rowsByRate().forEach((rate, n) -> byRate.merge(rate, n, Long::sum)));
      LayoutNotes.of(scan).forEach(note -> notes.merge(note, 1L, Long::sum));
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
          rows,
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
          List.copyOf(skipping.skipped),
          notes,
          elapsed);
    }
  }
}
