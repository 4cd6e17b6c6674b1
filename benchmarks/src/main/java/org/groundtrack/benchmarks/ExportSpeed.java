package org.groundtrack.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.groundtrack.benchmarks.MeasuredExport.Result;
import org.groundtrack.benchmarks.MeasuredExport.Stage;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.samples.VariableSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Large exports of ATL03 and ATL06: how long their stages take, how much memory and how many bytes,
 * against the same job written with h5py, GeoPandas and pyarrow. Each run has a process of its own.
 */
@Command(
    name = "ExportSpeed",
    description = "Times the stages of large exports, and the same job in Python.",
    mixinStandardHelpOptions = true)
public final class ExportSpeed implements Callable<Integer> {
  private static final int BEAMS = 6;
  private static final int PHOTONS_PER_SEGMENT = 30;

  /** Weak beams have a fifth of the photons of strong ones. */
  private static final double SHARE_OF_STRONG = 0.595;

  private static final int PHOTON_GRANULES = 12;
  private static final int SEGMENT_ROWS = 10_000;

  @Option(names = "--photons", description = "Of ATL03; default: ${DEFAULT-VALUE}.")
  private long photons = 50_000_000;

  @Option(names = "--segments", description = "Of ATL06; default: ${DEFAULT-VALUE}.")
  private long segments = 5_000_000;

  @Option(names = "--python", description = "With h5py, geopandas and pyarrow; default: none.")
  private String python;

  @Option(names = "--threads", description = "Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--heap", description = "Of each process; default: ${DEFAULT-VALUE}.")
  private String heap = "600m";

  @Option(names = "--runs", description = "Of each stage; default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(names = "--folder", description = "Where to write; default: temporary files.")
  private Path folder;

  @Option(names = "--keep", description = "Leave granules and indexes behind.")
  private boolean keep;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ExportSpeed()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Print.environment();
    try (Workspace workspace = Workspace.open(folder, keep)) {
      if (segments > 0) {
        measure("ATL06", segmentGranules(workspace), workspace);
      }
      if (photons > 0) {
        measure("ATL03", photonGranules(workspace), workspace);
      }
    }
    return 0;
  }

  private Path segmentGranules(Workspace workspace) throws IOException {
    Path target = workspace.resolve("atl06-" + segments);
    if (Files.exists(target)) {
      return target;
    }
    Files.createDirectories(target);
    for (int i = 0; i * (long) SEGMENT_ROWS * BEAMS < segments; i++) {
      Atl06Generator.write(
          target,
          Atl06Spec.builder()
              .seed(i)
              .pass(1 + i, 3)
              .centreOn(-45, 70, true)
              .rows(SEGMENT_ROWS)
              .variables(VariableSet.CORE)
              .build());
    }
    return target;
  }

  private Path photonGranules(Workspace workspace) throws IOException {
    Path target = workspace.resolve("atl03-" + photons);
    if (Files.exists(target)) {
      return target;
    }
    Files.createDirectories(target);
    double perSegment = PHOTONS_PER_SEGMENT * SHARE_OF_STRONG;
    double each = Math.ceil(photons / (PHOTON_GRANULES * BEAMS * perSegment));
    for (int i = 0; i < PHOTON_GRANULES; i++) {
      GranuleGenerator.write(
          target,
          GranuleSpec.builder(SampleProduct.ATL03)
              .seed(i)
              .pass(1 + i, 3)
              .centreOn(-45, 70, true)
              .segments((int) each)
              .photonsPerSegment(PHOTONS_PER_SEGMENT)
              .emptyFraction(0)
              .variables(VariableSet.CORE)
              .build());
    }
    return target;
  }

  private void measure(String product, Path granules, Workspace workspace) throws IOException {
    Path index = workspace.resolve("index-" + granules.getFileName());
    new Indexer(IndexOptions.DEFAULT.withThreads(threads).withOverwrite(true))
        .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
    Print.title("%s, %s threads, heap of %s".formatted(product, threads, heap));
    Map<Stage, Runs> times = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      times.put(stage, stage(stage, index, workspace));
    }
    double inflating = times.get(Stage.INFLATE).median() / threads;
    double writing = times.get(Stage.GEOPARQUET).median();
    Print.line(
        "  GeoParquet takes %.2f of the time that inflating alone takes on %s threads",
        writing / inflating, threads);
    if (python != null) {
      double baseline = python(product, granules, workspace);
      Print.line(
          "  h5py, GeoPandas, pyarrow take %.1f of the time of GeoParquet", baseline / writing);
    }
  }

  private Runs stage(Stage stage, Path index, Workspace workspace) throws IOException {
    Path output = workspace.resolve("export");
    Runs times = new Runs();
    Result result = null;
    for (int i = 0; i < runs; i++) {
      result = MeasuredExport.run(stage, index, output, threads, heap);
      times.add(result.seconds());
    }
    print(stage.name().toLowerCase(Locale.ROOT), times, result, output);
    return times;
  }

  private static void print(String name, Runs times, Result result, Path output)
      throws IOException {
    Print.line(
        "  %-11s %s, %.0f MB of memory", name, times.secondsText(), Print.mb(result.memory()));
    if (result.points() > 0) {
      Print.line(
          "  %-11s %,d points, %,.0f points/s",
          "", result.points(), result.points() / times.median());
    }
    if (Files.exists(output)) {
      Print.line(
          "  %-11s %.0f MB, %.1f bytes a point",
          "", Print.mb(Files.size(output)), Files.size(output) / (double) result.points());
      Files.delete(output);
    }
  }

  private double python(String product, Path granules, Workspace workspace) throws IOException {
    Path script = workspace.resolve("baseline.py");
    try (InputStream in = ExportSpeed.class.getResourceAsStream("baseline.py")) {
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path output = workspace.resolve("baseline.parquet");
    List<String> program =
        new ArrayList<>(
            List.of(
                python, script.toString(), product, "-180", "-90", "180", "90", output.toString()));
    try (Stream<Path> files = Files.list(granules)) {
      files.sorted().map(Path::toString).forEach(program::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runs times = new Runs();
    Result result = MeasuredExport.run(program);
    times.add(result.seconds());
    print("python", times, result, output);
    return times.median();
  }
}
