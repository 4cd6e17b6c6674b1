package org.groundtrack.example;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.groundtrack.area.AoiReader;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.query.AoiQuery;

/** The Java API in one page: index granules, ask for an area, export it, read it as Arrow. */
public final class GreenlandExample {
  private GreenlandExample() {}

  /**
   * Indexes granules, exports an area, and averages its heights.
   *
   * @param granules a folder of ATL06 granules
   * @param area a file of GeoJSON or WKT
   * @param folder where to write the index and the points
   * @return mean height of the points inside, metres; NaN if there is none
   */
  public static double run(Path granules, Path area, Path folder) {
    // Once per collection: reads metadata, positions and times only.
    Path indexFolder = folder.resolve("index");
    new Indexer(IndexOptions.DEFAULT.withOverwrite(true))
        .build(GranuleInputs.find(List.of(granules.toString())), indexFolder, done -> {});

    try (SpatialIndex index = SpatialIndex.open(indexFolder)) {
      // A query is refined step by step and touches no granule.
      Aoi aoi = AoiReader.read(area);
      AoiQuery query = AoiQuery.of(index).within(aoi).variables(List.of("n_fit_photons"));
      ExportPlan plan = query.plan();
      PlanTotals totals = plan.totals();
      System.out.printf(
          Locale.ROOT,
          "Plan: %d granules, %d chunks, %d requests, %d bytes, at most %d rows%n",
          totals.granules(),
          totals.chunks(),
          totals.requests(),
          totals.bytes(),
          totals.maxRows());

      // The points as GeoParquet ...
      ExportReport report = Exporter.of(plan).write(folder.resolve("points.parquet"));
      System.out.printf(Locale.ROOT, "Wrote %d points to %s%n", report.points(), report.output());

      // ... or batch by batch as Arrow, here of the right beam of each pair.
      return meanHeight(query.beams(List.of("gt1r", "gt2r", "gt3r")).plan());
    }
  }

  private static double meanHeight(ExportPlan plan) {
    double sum = 0;
    long count = 0;
    try (PointReader points = Exporter.of(plan).read()) {
      while (points.loadNextBatch()) {
        VectorSchemaRoot batch = points.root();
        Float4Vector heights = (Float4Vector) batch.getVector("h_li");
        for (int i = 0; i < batch.getRowCount(); i++) {
          if (!heights.isNull(i)) {
            sum += heights.get(i);
            count++;
          }
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * Runs the example.
   *
   * @param args a folder of granules, a file with the area, and a folder to write to
   */
  public static void main(String[] args) {
    System.out.printf(
        Locale.ROOT,
        "Mean height: %.2f m%n",
        run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
  }
}
