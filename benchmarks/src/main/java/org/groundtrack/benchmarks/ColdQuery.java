package org.groundtrack.benchmarks;

import java.nio.file.Path;
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
    System.out.println((System.nanoTime() - start) + " " + plan.chunks());
  }

  /** Opens an index and plans an area. */
  static ExportPlan plan(Path index, Aoi aoi) {
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      return AoiQuery.of(opened).within(aoi).plan();
    }
  }
}
