package org.groundtrack.benchmarks;

import java.util.concurrent.TimeUnit;
import org.groundtrack.benchmarks.BenchmarkData.Track;
import org.groundtrack.geo.CellFinder;
import org.groundtrack.geo.H3Cells;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The H3 cell of a position, which indexing asks for once per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CellOfPositionBenchmark {
  private static final int POINTS = 100_000;

  @Param({"3", "5", "7"})
  public int resolution;

  private Track track;

  /** Makes the positions. */
  @Setup
  public void prepare() {
    track = BenchmarkData.track(POINTS);
  }

  /** Finds the cells of all positions as indexing does: H3 is asked where it must be. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long finder() {
    CellFinder finder = new CellFinder(resolution);
    long sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += finder.cell(track.longitude()[i], track.latitude()[i]);
    }
    return sum;
  }

  /** Asks H3 for the cells of all positions. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long h3() {
    long sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += H3Cells.cell(track.longitude()[i], track.latitude()[i], resolution);
    }
    return sum;
  }
}
