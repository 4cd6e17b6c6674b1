package org.groundtrack.benchmarks;

import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.PointReader;
import org.groundtrack.plan.ExportPlan;

/**
 * What the points of a plan come to, so that runs and versions can be compared.
 *
 * @param count points
 * @param positionBits sum of the bits of longitudes and latitudes, overflow ignored
 * @param heightBits sum of the bits of {@code h_li} where there is one, overflow ignored
 */
record Points(long count, long positionBits, long heightBits) {

  /** Reads all points of a plan as Arrow batches. */
  static Points of(ExportPlan plan, int threads) {
    long count = 0;
    long positionBits = 0;
    long heightBits = 0;
    ExportOptions options = ExportOptions.DEFAULT.withThreads(threads);
    try (PointReader points = Exporter.of(plan).with(options).read()) {
      while (points.loadNextBatch()) {
        Float8Vector longitude = (Float8Vector) points.root().getVector("longitude");
        Float8Vector latitude = (Float8Vector) points.root().getVector("latitude");
        Float4Vector height = (Float4Vector) points.root().getVector("h_li");
        int rows = points.root().getRowCount();
        for (int i = 0; i < rows; i++) {
          positionBits += Double.doubleToRawLongBits(longitude.get(i));
          positionBits += Double.doubleToRawLongBits(latitude.get(i));
          if (!height.isNull(i)) {
            heightBits += Float.floatToRawIntBits(height.get(i));
          }
        }
        count += rows;
      }
    }
    return new Points(count, positionBits, heightBits);
  }
}
