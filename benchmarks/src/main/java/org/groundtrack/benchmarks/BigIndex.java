package org.groundtrack.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.groundtrack.area.AoiReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.groundtrack.index.IndexTotals;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.FaultServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a query of a whole collection costs: generates the index of so many coverage rows, and one
 * of a tenth of them, both with all granules that cross the Greenland tile, and asks both for the
 * tile. So the answer is the same, and only the rest of the collection differs. Granules are those
 * of the repeat cycles that {@link IceTracks} describes, with ten datasets a beam.
 *
 * <p>It prints how long generating took and what it came to; the tile's query in a fresh process,
 * by a newly opened index after the index left the page cache (where {@code dd} can do that), by
 * one opened anew, and by one that stays open; the bytes that it reads; its requests through HTTP
 * over the loopback address; and what memory it takes to stream the coverage of a continent.
 */
@Command(
    name = "BigIndex",
    description = "Times queries of a generated index of many million coverage rows.",
    mixinStandardHelpOptions = true)
public final class BigIndex implements Callable<Integer> {
  private static final int WARM_UPS = 30;
  private static final int RUNS = 20;
  private static final int COLD_RUNS = 5;
  private static final Path COUNTERS = Path.of("/proc/self/io");

  @Option(names = "--rows", description = "Of the coverage, about; default: ${DEFAULT-VALUE}.")
  private long rows = 100_000_000;

  @Option(names = "--threads", description = "That generate; default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--folder", description = "Where to write; default: temporary files.")
  private Path folder;

  @Option(names = "--keep", description = "Leave the indexes behind, for the next run.")
  private boolean keep;

  @Option(names = "--plan-continent", description = "Plan Antarctica too: it takes minutes.")
  private boolean planContinent;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BigIndex()).execute(args));
  }

  @Override
  public Integer call() {
    Print.environment();
    try (Workspace workspace = Workspace.open(folder, keep)) {
      Path large = workspace.resolve("index-" + rows);
      Path small = workspace.resolve("index-" + rows / 10);
      if (!Files.exists(small.resolve("index.json"))) {
        generate(large, small);
      }
      query(small);
      query(large);
    }
    return 0;
  }

  private void generate(Path large, Path small) {
    long start = System.nanoTime();
    int resolution = ProductLayouts.shipped().of("ATL06").orElseThrow().h3Resolution();
    IceTracks tracks = IceTracks.follow(resolution);
    int cycles = Math.toIntExact(Math.max(1, Math.round((double) rows / tracks.size)));
    Print.title("Generated, %s threads".formatted(threads));
    Print.line("  tracks         %,d runs a cycle, %s", tracks.size, since(start));
    generate(tracks, cycles, 1, large);
    generate(tracks, cycles, 0.1, small);
  }

  private void generate(IceTracks tracks, int cycles, double share, Path index) {
    if (Files.exists(index.resolve("index.json"))) {
      return;
    }
    long start = System.nanoTime();
    IndexTotals totals = new IceCollection(tracks, cycles, share).write(index, threads);
    Print.line(
        "  index          %,d coverage rows, %,d granules of %s cycles, %,d datasets, %,d bytes, %s",
        totals.coverageRows(),
        totals.granules(),
        cycles,
        totals.datasets(),
        totals.indexBytes(),
        since(start));
  }

  private static String since(long start) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }

  private void query(Path index) {
    Aoi tile = BenchmarkData.greenlandTile();
    long bytes;
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      bytes = opened.totals().indexBytes();
      Print.title(
          String.format(
              Locale.ROOT,
              "The Greenland tile of %,d coverage rows, %.1f MB",
              opened.totals().coverageRows(),
              Print.mb(bytes)));
    }
    ExportPlan plan = ColdQuery.plan(index, tile);
    Print.line(
        "  plan           %,d of %,d granules, %,d chunks, %,d rows to test",
        plan.totals().granules(),
        plan.granulesInIndex(),
        plan.totals().chunks(),
        plan.totals().maxRows());
    Runs fresh = new Runs();
    boolean dropped = true;
    for (int i = 0; i < COLD_RUNS; i++) {
      dropped &= PageCache.drop(index);
      fresh.add(ColdQuery.inFreshProcess(index));
    }
    for (int i = 0; i < WARM_UPS; i++) {
      ColdQuery.plan(index, tile);
    }
    Runs cold = new Runs();
    for (int i = 0; i < COLD_RUNS; i++) {
      dropped &= PageCache.drop(index);
      cold.time(() -> ColdQuery.plan(index, tile));
    }
    Runs reopened = new Runs();
    Runs warm = new Runs();
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      AoiQuery query = AoiQuery.of(opened).within(tile);
      query.plan();
      for (int i = 0; i < RUNS; i++) {
        reopened.time(() -> ColdQuery.plan(index, tile));
        warm.time(query::plan);
      }
    }
    String cache = dropped ? "not in the page cache" : "in the page cache: it can't be dropped";
    Print.line("  fresh process  %s, %s", fresh.millisText(), cache);
    Print.line("  cold           %s, %s", cold.millisText(), cache);
    Print.line("  opened anew    %s of %s, in the page cache", reopened.millisText(), RUNS);
    Print.line("  warm           %s of %s, by an open index", warm.millisText(), RUNS);
    Print.line("  processor      median %.1f ms of all threads", warm.processorMedian() * 1e3);
    long before = bytesRead();
    ColdQuery.plan(index, tile);
    long read = bytesRead() - before;
    Print.line("  bytes read     %,d, %.3f %% of the index", read, Print.percent(read, bytes));
    System.gc();
    Environment.resetPeakHeap();
    ColdQuery.plan(index, tile);
    Print.line("  peak heap      %.0f MB at most", Print.mb(Environment.peakHeap()));
    remote(index, tile);
    continent(index);
  }

  /** Bytes that this process has read; 0 where the system does not count them. */
  private static long bytesRead() {
    try {
      for (String line :
          Files.exists(COUNTERS) ? Files.readAllLines(COUNTERS) : List.<String>of()) {
        if (line.startsWith("rchar: ")) {
          return Long.parseLong(line.substring(7));
        }
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remote(Path index, Aoi tile) {
    try (FaultServer server = new FaultServer();
        Stream<Path> files = Files.walk(index)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = index.relativize(file).toString().replace('\\', '/');
        server.put("/" + name, file, "\"1\"", Instant.parse("2024-01-01T00:00:00Z"));
      }
      SourceSettings settings =
          SourceSettings.standard()
              .withEnvironment(Map.of())
              .allowing(List.of(server.url("/").toString()));
      try (Sources sources = Sources.of(settings);
          SpatialIndex opened =
              SpatialIndex.open(Location.of(server.url("/").toString()), sources)) {
        AoiQuery.of(opened).within(tile).plan();
      }
      Print.line(
          "  through HTTP   %,d requests, %.1f MB",
          server.requests().size(), Print.mb(server.bytesSent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void continent(Path index) {
    Aoi antarctica = AoiReader.parse("-180,-90,180,-60", "Antarctica");
    System.gc();
    Environment.resetPeakHeap();
    long start = System.nanoTime();
    long[] found = new long[1];
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      CellCover cover = CellCover.of(antarctica, opened.layouts().get(0).h3Resolution());
      opened.coverage(cover, false, row -> found[0]++);
    }
    Print.line(
        "  Antarctica     %,d coverage rows streamed in %s, peak heap %.0f MB at most",
        found[0], since(start), Print.mb(Environment.peakHeap()));
    if (planContinent) {
      plan(index, antarctica);
    }
  }

  /** Plans an area, and goes through the plan once. */
  private static void plan(Path index, Aoi area) {
    System.gc();
    Environment.resetPeakHeap();
    long start = System.nanoTime();
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      ExportPlan plan = AoiQuery.of(opened).within(area).plan();
      String planned = since(start);
      PlanTotals totals = plan.totals();
      Print.line(
          "  planned        %,d granules, %,d chunks in %s, %s with a pass over its tasks, peak heap %.0f MB at most",
          totals.granules(),
          totals.chunks(),
          planned,
          since(start),
          Print.mb(Environment.peakHeap()));
    }
  }
}
