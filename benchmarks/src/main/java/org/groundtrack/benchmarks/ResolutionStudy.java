package org.groundtrack.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.geo.Aoi;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.BeamTask;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.samples.SampleCollection;
import org.groundtrack.samples.VariableSet;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the H3 resolution of an index costs and saves: its size, and how much more its plans name
 * than the rows that truly lie inside, which are found by testing every row of every granule.
 */
@Command(
    name = "ResolutionStudy",
    description = "Compares the H3 resolutions of an index on generated granules over Greenland.",
    mixinStandardHelpOptions = true)
public final class ResolutionStudy implements Callable<Integer> {
  private static final long SEED = 20181014;
  private static final int WARM_UPS = 5;
  private static final int WARM_QUERIES = 20;
  private static final String GROUP = "/land_ice_segments/";

  @Option(names = "--granules", description = "Default: ${DEFAULT-VALUE}.")
  private int granules = 60;

  @Option(names = "--rows", description = "Rows of each beam; default: ${DEFAULT-VALUE}.")
  private int rows = 100_000;

  @Option(names = "--resolutions", split = ",", description = "Default: 3,4,5,6,7.")
  private List<Integer> resolutions = List.of(3, 4, 5, 6, 7);

  @Option(names = "--threads", description = "Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--folder", description = "Where to write; default: temporary files.")
  private Path folder;

  @Option(names = "--keep", description = "Leave granules and indexes behind.")
  private boolean keep;

  /** Position chunks and rows. */
  private record Amount(long chunks, long rows) {}

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ResolutionStudy()).execute(args));
  }

  @Override
  public Integer call() {
    Print.environment();
    try (Workspace workspace = Workspace.open(folder, keep)) {
      Path samples =
          workspace.granules(
              "granules-%s-%s-%s".formatted(granules, rows, VariableSet.CORE),
              SampleCollection.greenland(SEED, granules, rows).specs(),
              threads);
      Map<String, Location> found = GranuleInputs.find(List.of(samples.toString()));
      Map<Integer, Path> indexes = new HashMap<>();
      Print.title("Index");
      Print.line("| Resolution | Build s | Index bytes | of the granules | Coverage rows |");
      Print.line("|---:|---:|---:|---:|---:|");
      for (int resolution : resolutions) {
        Path index = workspace.resolve("index-" + resolution);
        indexes.put(resolution, index);
        index(found, index, resolution);
      }
      for (Aoi aoi :
          List.of(
              BenchmarkData.greenlandTile(),
              BenchmarkData.box(5, 5),
              BenchmarkData.coast(1000, 200))) {
        compare(aoi, indexes);
      }
    }
    return 0;
  }

  private void index(Map<String, Location> found, Path index, int resolution) {
    IndexOptions options =
        IndexOptions.DEFAULT.withThreads(threads).withOverwrite(true).withResolution(resolution);
    IndexReport report = new Indexer(options).build(found, index, done -> {});
    Print.line(
        "| %d | %.2f | %,d | %.3f %% | %,d |",
        resolution,
        report.elapsed().toNanos() / 1e9,
        report.indexBytes(),
        Print.percent(report.indexBytes(), report.granuleBytes()),
        report.coverageRows());
  }

  private void compare(Aoi aoi, Map<Integer, Path> indexes) {
    Amount truth = truth(indexes.get(resolutions.get(0)), aoi);
    Print.title("Plan of [%s]".formatted(aoi));
    Print.line(
        "| Resolution | Position chunks planned | with a point inside | Rows planned | inside"
            + " | All chunks | Read MB | Query ms, median |");
    Print.line("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (int resolution : resolutions) {
      Path index = indexes.get(resolution);
      ExportPlan plan = ColdQuery.plan(index, aoi);
      Runs queries = new Runs();
      for (int i = 0; i < WARM_UPS + WARM_QUERIES; i++) {
        if (i < WARM_UPS) {
          ColdQuery.plan(index, aoi);
        } else {
          queries.time(() -> ColdQuery.plan(index, aoi));
        }
      }
      Print.line(
          "| %d | %,d | %,d | %,d | %,d | %,d | %.2f | %.1f |",
          resolution,
          positionChunks(plan),
          truth.chunks(),
          plan.totals().maxRows(),
          truth.rows(),
          plan.totals().chunks(),
          Print.mb(plan.totals().bytes()),
          queries.median() * 1e3);
    }
  }

  private static long positionChunks(ExportPlan plan) {
    long chunks = 0;
    for (Task task : plan.tasks()) {
      for (BeamTask beam : task.beams()) {
        Set<Long> touched = new HashSet<>();
        for (RowRun run : beam.runs()) {
          long last = (run.end() - 1) / beam.positions().latitude().chunkRows();
          for (long i = run.first() / beam.positions().latitude().chunkRows(); i <= last; i++) {
            touched.add(i);
          }
        }
        chunks += touched.size();
      }
    }
    return chunks;
  }

  /** Tests every row of every granule. */
  private static Amount truth(Path index, Aoi aoi) {
    List<Granule> all;
    Map<String, Map<String, Dataset>> datasets = new HashMap<>();
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      all = opened.granules();
      Set<String> ids = new HashSet<>();
      all.forEach(granule -> ids.add(granule.id()));
      opened.datasets(
          ids,
          path -> true,
          (id, dataset) ->
              datasets.computeIfAbsent(id, k -> new HashMap<>()).put(dataset.path(), dataset));
    }
    List<Amount> amounts = new ArrayList<>();
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      for (Granule granule : all) {
        try (RangeReader reader = Sources.standard().open(Location.of(granule.uri()))) {
          for (Beam beam : granule.beams()) {
            Map<String, Dataset> own = datasets.get(granule.id());
            amounts.add(
                truth(
                    rows(reader, decoder, own.get(beam.name() + GROUP + "longitude")),
                    rows(reader, decoder, own.get(beam.name() + GROUP + "latitude")),
                    aoi));
          }
        }
      }
    }
    return new Amount(
        amounts.stream().mapToLong(Amount::chunks).sum(),
        amounts.stream().mapToLong(Amount::rows).sum());
  }

  private static RowReader rows(RangeReader reader, ChunkDecoder decoder, Dataset dataset) {
    return RowReader.of(
        reader.name(),
        dataset,
        decoder,
        (offset, size) -> reader.read(new ByteRange(offset, size)));
  }

  private static Amount truth(RowReader longitudes, RowReader latitudes, Aoi aoi) {
    Dataset dataset = latitudes.dataset();
    int chunkRows = Math.toIntExact(dataset.chunkRows());
    double[] longitude = new double[chunkRows];
    double[] latitude = new double[chunkRows];
    int[] inside = new int[chunkRows];
    long chunks = 0;
    long rows = 0;
    for (int chunk = 0; chunk < dataset.chunks().count(); chunk++) {
      long first = (long) chunk * chunkRows;
      int count = (int) Math.min(chunkRows, dataset.rows() - first);
      longitudes.doubles(first, count, longitude);
      latitudes.doubles(first, count, latitude);
      int found = aoi.select(longitude, latitude, 0, count, inside);
      chunks += found > 0 ? 1 : 0;
      rows += found;
    }
    return new Amount(chunks, rows);
  }
}
