package org.groundtrack.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;

/** Opens an index and plans the Greenland tile once in a fresh process; prints nanoseconds. */
final class ColdQuery {
  private ColdQuery() {}

  /** Plans; the argument is the index. */
  public static void main(String[] args) {
    long start = System.nanoTime();
    ExportPlan plan = plan(Path.of(args[0]), BenchmarkData.greenlandTile());
    System.out.println((System.nanoTime() - start) + " " + plan.totals().chunks());
  }

  /** Opens an index and plans an area. */
  static ExportPlan plan(Path index, Aoi aoi) {
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      return AoiQuery.of(opened).within(aoi).plan();
    }
  }

  /** Seconds of a query that is the first work of its process, without the start of Java. */
  static double inFreshProcess(Path index) {
    List<String> command =
        List.of(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-cp",
            System.getProperty("java.class.path"),
            ColdQuery.class.getName(),
            index.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("The query in a fresh process failed");
      }
      return Long.parseLong(answer.substring(0, answer.indexOf(' '))) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
