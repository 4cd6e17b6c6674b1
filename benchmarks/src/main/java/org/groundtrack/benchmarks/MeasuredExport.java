package org.groundtrack.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.exporter.output.GeometryEncoding;
import org.groundtrack.exporter.output.OutputFormat;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.io.ByteRange;
import org.groundtrack.io.RangeReader;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;

/**
 * One stage of an export of everything in an index, or all of it, in a process of its own: its
 * memory is then nobody else's. Prints points, seconds, and the most memory that the process had.
 */
final class MeasuredExport {
  /** Of a polygon that holds all granules of the benchmark, its edge in bays as a coast's. */
  static final int VERTICES = 1000;

  private static final double RADIUS_KM = 1500;

  private MeasuredExport() {}

  /** What is run. */
  enum Stage {
    /** The requests are made, and nothing else. */
    FETCH,
    /** The chunks are inflated, on one thread; reading does not count. */
    INFLATE,
    /**
     * Positions are tested against a box that holds them, on one thread; decoding does not count.
     */
    BOX,
    /** The same against a polygon of {@value #VERTICES} vertices. */
    POLYGON,
    /** Points are found and handed over as Arrow batches. */
    BATCHES,
    /** An Arrow file is written. */
    ARROW,
    /** GeoParquet is written. */
    GEOPARQUET,
    /** GeoParquet with points as coordinates is written. */
    COORDINATES
  }

  /**
   * What it took.
   *
   * @param memory most bytes of the process that were in memory
   */
  record Result(long points, double seconds, long memory) {
    static Result parse(String line) {
      String[] words = line.strip().split(" ");
      return new Result(
          Long.parseLong(words[0]), Double.parseDouble(words[1]), Long.parseLong(words[2]));
    }
  }

  /** Stage, index, output, threads. */
  public static void main(String[] args) throws IOException {
    ExportPlan plan = ColdQuery.plan(Path.of(args[1]), BenchmarkData.world());
    int threads = Integer.parseInt(args[3]);
    long start = System.nanoTime();
    long points = 0;
    double seconds = -1;
    Stage stage = Stage.valueOf(args[0]);
    switch (stage) {
      case FETCH -> fetch(plan);
      case INFLATE -> seconds = PlanInflation.of(plan).seconds();
      case BOX -> {
        PlanFilter.Result filtered = PlanFilter.of(plan, BenchmarkData.world());
        points = filtered.found();
        seconds = filtered.seconds();
      }
      case POLYGON -> {
        PlanFilter.Result filtered = PlanFilter.of(plan, BenchmarkData.coast(VERTICES, RADIUS_KM));
        points = filtered.found();
        seconds = filtered.seconds();
      }
      case BATCHES -> points = batches(plan, threads);
      default -> points = write(plan, stage, Path.of(args[2]), threads);
    }
    if (seconds < 0) {
      seconds = (System.nanoTime() - start) / 1e9;
    }
    System.out.println(points + " " + seconds + " " + memory());
  }

  private static void fetch(ExportPlan plan) {
    for (Task task : plan.tasks()) {
      try (RangeReader reader = Sources.standard().open(Location.of(task.granule().uri()))) {
        for (ByteRange request : task.requests()) {
          reader.read(request);
        }
      }
    }
  }

  private static long batches(ExportPlan plan, int threads) {
    long points = 0;
    try (PointReader reader =
        Exporter.of(plan).with(ExportOptions.DEFAULT.withThreads(threads)).read()) {
      while (reader.loadNextBatch()) {
        points += reader.root().getRowCount();
      }
    }
    return points;
  }

  private static long write(ExportPlan plan, Stage stage, Path output, int threads) {
    OutputOptions written =
        switch (stage) {
          case ARROW -> OutputOptions.DEFAULT.withFormat(OutputFormat.ARROW);
          case COORDINATES -> OutputOptions.DEFAULT.withGeometry(GeometryEncoding.POINT);
          default -> OutputOptions.DEFAULT;
        };
    ExportOptions options =
        ExportOptions.DEFAULT.withThreads(threads).withOverwrite(true).withOutput(written);
    return Exporter.of(plan).with(options).write(output).points();
  }

  /** The most memory that this process had, by the kernel's count. */
  private static long memory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return -1;
  }

  /** Runs a stage in a process with some heap, and the options of the launcher. */
  static Result run(Stage stage, Path index, Path output, int threads, String heap) {
    return run(
        List.of(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            // As the launcher has it.
            "-XX:+UseParallelGC",
            "-Xmx" + heap,
            "-cp",
            System.getProperty("java.class.path"),
            MeasuredExport.class.getName(),
            stage.name(),
            index.toString(),
            output.toString(),
            Integer.toString(threads)));
  }

  /** Runs a program that prints points, seconds and memory as its only line. */
  static Result run(List<String> program) {
    try {
      Process process =
          new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("Failed: " + String.join(" ", program.subList(0, 8)));
      }
      return Result.parse(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
