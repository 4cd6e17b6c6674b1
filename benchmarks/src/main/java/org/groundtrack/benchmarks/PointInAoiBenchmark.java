package org.groundtrack.benchmarks;

import java.util.concurrent.TimeUnit;
import org.groundtrack.benchmarks.BenchmarkData.Track;
import org.groundtrack.geo.Aoi;
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

/** Points per second that are tested for lying inside, along passes over the area. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PointInAoiBenchmark {
  private static final int POINTS = 100_000;
  private static final double RADIUS_KM = 20;

  /** The area that points are in or not. */
  public enum Area {
    RECTANGLE,
    VERTICES_5,
    VERTICES_1000
  }

  @Param public Area area;

  private Aoi aoi;
  private Track track;
  private int[] inside;

  /** Makes area and points. */
  @Setup
  public void prepare() {
    aoi =
        switch (area) {
          case RECTANGLE -> BenchmarkData.box(2 * RADIUS_KM, 2 * RADIUS_KM);
          case VERTICES_5 -> BenchmarkData.coast(5, RADIUS_KM);
          case VERTICES_1000 -> BenchmarkData.coast(1000, RADIUS_KM);
        };
    track = BenchmarkData.track(POINTS);
    inside = new int[POINTS];
  }

  /** Tests all points. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public int select() {
    return aoi.select(track.longitude(), track.latitude(), 0, POINTS, inside);
  }
}
