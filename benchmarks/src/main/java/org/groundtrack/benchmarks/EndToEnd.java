package org.groundtrack.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.geo.Aoi;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.source.Location;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole way on a generated collection: build the index, ask it, export a tile and everything.
 * Prints each run, and what the points come to, so that versions can be compared.
 */
@Command(
    name = "EndToEnd",
    description = "Times index, query and export on generated granules over Greenland.",
    mixinStandardHelpOptions = true)
public final class EndToEnd implements Callable<Integer> {
  private static final long SEED = 20181014;
  private static final int WARM_QUERIES = 20;

  @Option(names = "--granules", description = "Default: ${DEFAULT-VALUE}.")
  private int granules = 200;

  @Option(names = "--rows", description = "Rows of each beam; default: ${DEFAULT-VALUE}.")
  private int rows = 10_000;

  @Option(names = "--variables", description = "CORE or FULL; default: ${DEFAULT-VALUE}.")
  private VariableSet variables = VariableSet.CORE;

  @Option(names = "--threads", description = "Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--folder", description = "Where to write; default: temporary files.")
  private Path folder;

  @Option(names = "--runs", description = "Of index and exports; default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(names = "--keep", description = "Leave granules, index and exports behind.")
  private boolean keep;

  @Option(
      names = "--one-granule",
      paramLabel = "ROWS",
      description = "Index one granule of so many rows with all variables instead.")
  private int oneGranule;

  @Option(names = "--warm-ups", description = "Runs of --one-granule that do not count.")
  private int warmUps = -1;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new EndToEnd()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() {
    Print.environment();
    try (Workspace workspace = Workspace.open(folder, keep)) {
      if (oneGranule > 0) {
        OneGranule.run(workspace, oneGranule, warmUps);
      } else {
        run(workspace);
      }
    }
    return 0;
  }

  private void run(Workspace workspace) {
    SampleCollection collection =
        new SampleCollection(
            SEED,
            granules,
            rows,
            SampleCollection.GREENLAND_LON,
            SampleCollection.GREENLAND_LAT,
            variables);
    Path samples =
        workspace.granules(
            "granules-%s-%s-%s".formatted(granules, rows, variables), collection.specs(), threads);
    Path index = workspace.resolve("index");
    index(samples, index);
    ExportPlan tile = query(index, BenchmarkData.greenlandTile());
    export(tile, workspace.resolve("tile.parquet"));
    export(ColdQuery.plan(index, BenchmarkData.world()), workspace.resolve("all.parquet"));
  }

  private void index(Path samples, Path index) {
    Map<String, Location> found = GranuleInputs.find(List.of(samples.toString()));
    Indexer indexer = new Indexer(IndexOptions.DEFAULT.withThreads(threads).withOverwrite(true));
    Runs times = new Runs();
    Environment.resetPeakHeap();
    IndexReport report = null;
    for (int i = 0; i < runs; i++) {
      report = times.time(() -> indexer.build(found, index, done -> {}));
    }
    Print.title("Data");
    Print.line(
        "  granules       %,d of 6 beams of %,d rows, %s variables",
        report.granules(), rows, variables);
    Print.line(
        "  together       %,d rows, %.1f MB", report.rows(), Print.mb(report.granuleBytes()));
    Print.title("Index build, %s threads".formatted(threads));
    Print.line("  time           %s", times.secondsText());
    Print.line("  processor      median %.3f s of all threads", times.processorMedian());
    Print.line(
        "  speed          %,.0f granules/s, %,.0f rows/s",
        report.granules() / times.median(), report.rows() / times.median());
    Print.line(
        "  read           %.1f MB, %.1f %% of the granules, in %,d requests",
        Print.mb(report.bytesRead()),
        Print.percent(report.bytesRead(), report.granuleBytes()),
        report.requests());
    Print.line(
        "  index          %,d bytes, %.3f %% of the granules, %,d coverage rows",
        report.indexBytes(),
        Print.percent(report.indexBytes(), report.granuleBytes()),
        report.coverageRows());
    Print.line("  peak heap      %.0f MB at most", Print.mb(Environment.peakHeap()));
  }

  private ExportPlan query(Path index, Aoi aoi) {
    Runs first = new Runs();
    ExportPlan plan = first.time(() -> ColdQuery.plan(index, aoi));
    Runs fresh = new Runs();
    for (int i = 0; i < runs; i++) {
      fresh.add(ColdQuery.inFreshProcess(index));
    }
    Runs warm = new Runs();
    for (int i = 0; i < WARM_QUERIES; i++) {
      warm.time(() -> ColdQuery.plan(index, aoi));
    }
    Print.title("Query of the Greenland tile: open and plan");
    Print.line("  fresh process  %s", fresh.millisText());
    Print.line("  first here     %.1f ms, after the index was built", first.median() * 1e3);
    Print.line("  warm           %s of %s", warm.millisText(), WARM_QUERIES);
    Print.line(
        "  plan           %,d of %,d granules, %,d chunks, %,d requests, %.2f MB, %,d rows to test",
        plan.totals().granules(),
        plan.granulesInIndex(),
        plan.totals().chunks(),
        plan.totals().requests(),
        Print.mb(plan.totals().bytes()),
        plan.totals().maxRows());
    return plan;
  }

  private void export(ExportPlan plan, Path output) {
    ExportOptions options = ExportOptions.DEFAULT.withThreads(threads).withOverwrite(true);
    Runs file = new Runs();
    Runs oneThread = new Runs();
    Runs arrow = new Runs();
    Runs inflate = new Runs();
    ExportReport report = null;
    Points points = null;
    PlanInflation.Result inflated = null;
    Environment.resetPeakHeap();
    for (int i = 0; i < runs; i++) {
      report = file.time(() -> Exporter.of(plan).with(options).write(output));
    }
    long peak = Environment.peakHeap();
    for (int i = 0; i < runs; i++) {
      oneThread.time(() -> Exporter.of(plan).with(options.withThreads(1)).write(output));
      points = arrow.time(() -> Points.of(plan, threads));
      inflated = PlanInflation.of(plan);
      inflate.add(inflated.seconds());
    }
    Print.title("Export of [%s], %s threads".formatted(plan.aoi(), threads));
    Print.line(
        "  points         %,d of %,d rows tested, from %,d granules",
        report.points(), report.candidates(), report.granules());
    Print.line(
        "  read           %.2f MB in %,d requests, %.2f %% of these granules",
        Print.mb(report.bytes()),
        report.requests(),
        Print.percent(report.bytes(), report.granuleBytes()));
    Print.line("  written        %.2f MB", Print.mb(report.outputBytes()));
    Print.line("  to GeoParquet  %s", file.secondsText());
    Print.line("  speed          %,.0f points/s", report.points() / file.median());
    Print.line("  on one thread  %s", oneThread.secondsText());
    Print.line("  processor      median %.3f s of all threads", oneThread.processorMedian());
    Print.line("  to Arrow       %s", arrow.secondsText());
    Print.line("  speed          %,.0f points/s", report.points() / arrow.median());
    Print.line("  inflate alone  %s, one thread", inflate.secondsText());
    Print.line(
        "  inflated       %,d chunks, %.1f MB to %.1f MB, %.0f MB/s",
        inflated.chunks(),
        Print.mb(inflated.storedBytes()),
        Print.mb(inflated.bytes()),
        Print.mb(inflated.bytes()) / inflate.median());
    Print.line(
        "  inflate share  %.0f %% of the export on one thread",
        100 * inflate.median() / oneThread.median());
    Print.line("  peak heap      %.0f MB at most", Print.mb(peak));
    Print.line(
        "  checksum       %,d points, positions %016x, h_li %016x",
        points.count(), points.positionBits(), points.heightBits());
  }
}
