package org.groundtrack.query;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.index.CoverageTable;
import org.locationtech.jts.geom.Envelope;

/** Adds up coverage rows by the features that they come near. For one thread at a time. */
final class FeatureSums {
  private final AoiFeatures features;
  private final int link;
  private final long[] sums;

  /**
   * Of no rows yet.
   *
   * @param link number of the link that leads to the rows that count, or -1 if the coverage's own
   *     do
   */
  FeatureSums(AoiFeatures features, int link) {
    this.features = features;
    this.link = link;
    this.sums = new long[features.count()];
  }

  void add(CoverageTable.Row row) {
    long rows = CellSums.rows(row, link);
    if (rows > 0) {
      Envelope bounds = new Envelope(row.west(), row.east(), row.south(), row.north());
      features.near(bounds, feature -> sums[feature] += rows);
    }
  }

  /** In the order of the features. */
  List<FeatureRows> features() {
    List<FeatureRows> rows = new ArrayList<>(sums.length);
    for (int i = 0; i < sums.length; i++) {
      rows.add(new FeatureRows(features.list().get(i).id(), sums[i]));
    }
    return rows;
  }
}
