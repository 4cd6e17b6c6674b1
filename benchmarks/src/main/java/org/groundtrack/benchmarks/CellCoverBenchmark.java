package org.groundtrack.benchmarks;

import java.util.concurrent.TimeUnit;
import org.groundtrack.area.AoiReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.CellCover;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Covering an area with H3 cells, as each query does once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CellCoverBenchmark {
  /** The area to cover. */
  public enum Area {
    GREENLAND_TILE,
    HEMISPHERE,
    COAST_OF_10000_VERTICES,
    COAST_OF_100000_VERTICES
  }

  @Param public Area area;

  @Param("5")
  public int resolution;

  private Aoi aoi;

  /** Makes the area. */
  @Setup
  public void prepare() {
    aoi =
        switch (area) {
          case GREENLAND_TILE -> BenchmarkData.greenlandTile();
          case HEMISPHERE -> AoiReader.parse("-180,0,180,90", "northern hemisphere");
          case COAST_OF_10000_VERTICES -> BenchmarkData.coast(10_000, 200);
          case COAST_OF_100000_VERTICES -> BenchmarkData.coast(100_000, 600);
        };
  }

  /** Covers the area. */
  @Benchmark
  public CellCover cover() {
    return CellCover.of(aoi, resolution);
  }
}
