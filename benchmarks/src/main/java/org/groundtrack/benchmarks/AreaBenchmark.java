package org.groundtrack.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.groundtrack.area.AoiReader;
import org.groundtrack.area.AoiSettings;
import org.groundtrack.geo.Aoi;
import org.locationtech.jts.geom.Coordinate;
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

/** Reading an area of many vertices, and what is made of it before anything is asked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class AreaBenchmark {
  private static final double RADIUS_KM = 600;
  private static final double METRES_PER_DEGREE = 111_200;

  @Param("100000")
  public int vertices;

  private String degrees;
  private String projected;

  /** Writes the area, in degrees and in the metres of a polar projection. */
  @Setup
  public void prepare() {
    Coordinate[] ring = BenchmarkData.coast(vertices, RADIUS_KM).geometry().getCoordinates();
    degrees = wkt(ring);
    projected =
        wkt(
            Arrays.stream(ring)
                .map(
                    c ->
                        new Coordinate(
                            (c.x - BenchmarkData.LON) * METRES_PER_DEGREE,
                            (c.y - BenchmarkData.LAT) * METRES_PER_DEGREE))
                .toArray(Coordinate[]::new));
  }

  private static String wkt(Coordinate[] ring) {
    StringBuilder wkt = new StringBuilder("POLYGON((");
    for (Coordinate vertex : ring) {
      wkt.append(vertex.x).append(' ').append(vertex.y).append(',');
    }
    wkt.setCharAt(wkt.length() - 1, ')');
    return wkt.append(')').toString();
  }

  /** In degrees. */
  @Benchmark
  public Aoi read() {
    return AoiReader.parse(degrees, "coast");
  }

  /** Round the pole, in EPSG:3413. */
  @Benchmark
  public Aoi project() {
    return AoiReader.parse(projected, "coast", AoiSettings.DEFAULT.withCrs("EPSG:3413"));
  }

  /** With everything within 10 km. */
  @Benchmark
  public Aoi buffer() {
    return AoiReader.parse(degrees, "coast", AoiSettings.DEFAULT.withBufferMetres(10_000));
  }
}
