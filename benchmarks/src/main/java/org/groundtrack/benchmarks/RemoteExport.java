package org.groundtrack.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.geo.Aoi;
import org.groundtrack.http.HttpSettings;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.indexer.Sidecars;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.source.Location;
import org.groundtrack.source.SourceSettings;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.FaultServer;
import org.groundtrack.testing.SeenRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Query, export and indexing over HTTP, beside what the link alone takes. Server and client are
 * this process, over the loopback address; the server waits before each answer, and its connections
 * share a bandwidth. Each run has sources of its own, so that it knows no host and has no
 * connection, as a command has none when it starts.
 *
 * <p>The ideal is {@code rounds * latency + bytes / bandwidth}, of the requests and bytes that were
 * made. Rounds are the longest chain of requests that must follow one another, if as many as a host
 * may be asked at once are always under way:
 *
 * <ul>
 *   <li>export: the host's first request, which goes alone since it may be redirected to a login,
 *       then all others;
 *   <li>query: {@code index.json}, then for each table, since what is asked of it follows from the
 *       one before it, the ends of its parts and then their pages;
 *   <li>index: the host's first request, then those of the metadata of a granule, one after the
 *       other, then all requests for positions.
 * </ul>
 *
 * <p>An ideal link has no processor behind it. So the same work on local files is timed, and the
 * wall time is also compared with the sum of both, as if nothing overlapped; and with the larger
 * one, as if everything did.
 */
@Command(
    name = "RemoteExport",
    description = "Times query, export and index of granules behind a slow link.",
    mixinStandardHelpOptions = true)
public final class RemoteExport implements Callable<Integer> {
  private static final long SEED = 20181014;
  private static final int AT_ONCE = HttpSettings.DEFAULT.requestsPerHost();
  private static final Set<String> TABLES = Set.of("coverage", "granules", "manifest");

  @Option(names = "--granules", description = "Default: ${DEFAULT-VALUE}.")
  private int granules = 8;

  @Option(names = "--rows", description = "Rows of each beam; default: ${DEFAULT-VALUE}.")
  private int rows = 60_000;

  @Option(names = "--variables", description = "CORE or FULL; default: ${DEFAULT-VALUE}.")
  private VariableSet variables = VariableSet.CORE;

  @Option(names = "--length", description = "North to south of the area, km; 0: the tile.")
  private double lengthKm;

  @Option(
      names = "--latencies",
      split = ",",
      description = "Milliseconds before each answer; default: 0,20,80.")
  private List<Integer> latencies = List.of(0, 20, 80);

  @Option(
      names = "--bandwidths",
      split = ",",
      description = "MB/s of all connections, 0 for no limit; default: 0,100,12.5.")
  private List<Double> bandwidths = List.of(0.0, 100.0, 12.5);

  @Option(names = "--only", split = ",", description = "Of query, export, index.")
  private List<String> only = List.of("query", "export", "index");

  @Option(names = "--folder", description = "Where to write; default: temporary files.")
  private Path folder;

  @Option(names = "--runs", description = "Of each measurement; default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(names = "--keep", description = "Leave granules, index and exports behind.")
  private boolean keep;

  /** Work through some sources; gives the chain of the requests that it made. */
  private interface Work {
    ToIntFunction<List<SeenRequest>> run(Sources sources);
  }

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new RemoteExport())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() {
    Print.environment();
    try (Workspace workspace = Workspace.open(folder, keep);
        FaultServer server = new FaultServer()) {
      run(workspace, server);
    }
    return 0;
  }

  private void run(Workspace workspace, FaultServer server) {
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
            "granules-%s-%s-%s".formatted(granules, rows, variables),
            collection.specs(),
            Runtime.getRuntime().availableProcessors());
    Map<String, Location> local = GranuleInputs.find(List.of(samples.toString()));
    List<String> urls = new ArrayList<>();
    local.values().forEach(granule -> urls.add(serve(server, granule.path(), "/granules/")));
    Map<String, Location> remote = GranuleInputs.find(urls);
    Aoi aoi = lengthKm > 0 ? BenchmarkData.box(38, lengthKm) : BenchmarkData.greenlandTile();

    Path localIndex = workspace.resolve("local-index");
    Path index = workspace.resolve("index");
    Work indexing = sources -> index(remote, index, sources);
    index(local, localIndex, Sources.standard());
    once(server, indexing);
    serveFolder(server, index);
    Location remoteIndex = Location.of(server.url("/index").toString());
    Path output = workspace.resolve("points.parquet");
    ExportPlan localPlan = ColdQuery.plan(localIndex, aoi);
    ExportPlan plan = ColdQuery.plan(index, aoi);
    long points = export(localPlan, output, Sources.standard()).points();

    Print.title("Data");
    Print.line("  granules       %s of 6 beams of %,d rows, %s", granules, rows, variables);
    Print.line(
        "  plan           %s granules, %,d chunks, %,d requests, %.1f MB, %,d points",
        plan.totals().granules(),
        plan.totals().chunks(),
        plan.totals().requests(),
        Print.mb(plan.totals().bytes()),
        points);
    Print.title("Query, export and index; %s requests at once".formatted(AT_ONCE));
    Print.line(
        "| work | latency ms | MB/s | requests | rounds | MB | best s | median s | ideal s | local s | wall/ideal | wall/(ideal+local) | wall/max |");
    Print.line("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    if (only.contains("query")) {
      table(
          "query",
          server,
          local(() -> ColdQuery.plan(localIndex, aoi)),
          sources -> {
            try (SpatialIndex opened = SpatialIndex.open(remoteIndex, sources)) {
              check(
                  AoiQuery.of(opened).within(aoi).plan().totals().chunks()
                      == plan.totals().chunks());
            }
            return RemoteExport::roundsOfQuery;
          });
    }
    if (only.contains("export")) {
      table(
          "export",
          server,
          local(() -> export(localPlan, output, Sources.standard())),
          sources -> {
            check(export(plan, output, sources).points() == points);
            return seen -> 1 + rounds(seen.size() - 1);
          });
    }
    if (only.contains("index")) {
      table("index", server, local(() -> index(local, localIndex, Sources.standard())), indexing);
    }
  }

  private static String serve(FaultServer server, Path file, String folder) {
    try {
      String path = folder + file.getFileName();
      server.put(
          path,
          Files.readAllBytes(file),
          "\"%s\"".formatted(file.getFileName()),
          Instant.parse("2024-01-01T00:00:00Z"));
      return server.url(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serveFolder(FaultServer server, Path index) {
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String parent = index.relativize(file.getParent()).toString().replace('\\', '/');
        serve(server, file, "/index/" + (parent.isEmpty() ? "" : parent + "/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExportReport export(ExportPlan plan, Path output, Sources sources) {
    return Exporter.of(plan)
        .from(sources)
        .with(ExportOptions.DEFAULT.withOverwrite(true))
        .write(output);
  }

  private static ToIntFunction<List<SeenRequest>> index(
      Map<String, Location> granules, Path output, Sources sources) {
    IndexOptions options = IndexOptions.DEFAULT.withOverwrite(true).withSidecars(Sidecars.OFF);
    IndexReport report = new Indexer(options, sources).build(granules, output, done -> {});
    int count = Math.toIntExact(report.granules());
    int metadata = Math.toIntExact(report.manifestRequests());
    return seen ->
        1 + (metadata + count - 1) / count * rounds(count) + rounds(seen.size() - metadata);
  }

  private static int roundsOfQuery(List<SeenRequest> seen) {
    int rounds = 1;
    for (String table : TABLES) {
      List<String> paths =
          seen.stream().map(SeenRequest::path).filter(path -> path.contains(table)).toList();
      int parts = new HashSet<>(paths).size();
      rounds += rounds(parts) + rounds(paths.size() - parts);
    }
    return rounds;
  }

  private static int rounds(int requests) {
    return (requests + AT_ONCE - 1) / AT_ONCE;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("Remote and local work had different results");
    }
  }

  private double local(Runs.Work<Object> work) {
    Runs times = new Runs();
    work.run();
    for (int i = 0; i < runs; i++) {
      times.time(work);
    }
    return times.median();
  }

  private static ToIntFunction<List<SeenRequest>> once(FaultServer server, Work work) {
    try (Sources sources = Sources.of(settings(server))) {
      return work.run(sources);
    }
  }

  private static SourceSettings settings(FaultServer server) {
    return SourceSettings.standard()
        .withEnvironment(Map.of())
        .allowing(List.of(server.url("/").toString()));
  }

  private void table(String name, FaultServer server, double local, Work work) {
    server.latency(Duration.ZERO);
    server.bandwidth(0);
    once(server, work);
    for (double bandwidth : bandwidths) {
      for (int latency : latencies) {
        server.latency(Duration.ofMillis(latency));
        server.bandwidth(Math.round(bandwidth * 1e6));
        Runs times = new Runs();
        int before = 0;
        long bytesBefore = 0;
        ToIntFunction<List<SeenRequest>> rounds = null;
        for (int i = 0; i < runs; i++) {
          before = server.requests().size();
          bytesBefore = server.bytesSent();
          rounds = times.time(() -> once(server, work));
        }
        List<SeenRequest> all = server.requests();
        List<SeenRequest> seen = all.subList(before, all.size());
        long bytes = server.bytesSent() - bytesBefore;
        int chain = rounds.applyAsInt(seen);
        double ideal = chain * latency / 1e3 + (bandwidth > 0 ? bytes / (bandwidth * 1e6) : 0);
        double wall = times.median();
        Print.line(
            "| %s | %s | %s | %,d | %s | %.2f | %.3f | %.3f | %.3f | %.3f | %s | %.2f | %.2f |",
            name,
            latency,
            bandwidth > 0 ? text(bandwidth) : "unlimited",
            seen.size(),
            chain,
            Print.mb(bytes),
            times.min(),
            wall,
            ideal,
            local,
            ideal > 0 ? String.format(Locale.ROOT, "%.2f", wall / ideal) : "",
            wall / (ideal + local),
            wall / Math.max(ideal, local));
      }
    }
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.1f", number);
  }
}
