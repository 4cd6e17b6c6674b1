package org.groundtrack.exporter;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.groundtrack.geo.AoiFeatures;

/** How the rows of an export spread over the area's features. Immutable. */
public final class FeatureReport {
  private final List<AoiFeatures.Feature> features;
  private final long[] rows;
  private final long points;
  private final long shared;

  /**
   * Rows of a feature.
   *
   * @param id of the feature
   * @param rows rows written for it, each a point
   */
  public record Rows(String id, long rows) {}

  private FeatureReport(List<AoiFeatures.Feature> features, long[] rows, long points, long shared) {
    this.features = features;
    this.rows = rows;
    this.points = points;
    this.shared = shared;
  }

  /** Number of features. */
  public int features() {
    return features.size();
  }

  /** Features that hold a point. */
  public long withPoints() {
    return IntStream.range(0, rows.length).filter(i -> rows[i] > 0).count();
  }

  /** Points written, each counted once. */
  public long points() {
    return points;
  }

  /** Points that are in more than one feature, and so have several rows. */
  public long shared() {
    return shared;
  }

  /**
   * The features with the most rows.
   *
   * @param count of features, at most
   * @return in the order of the features
   */
  public List<Rows> most(int count) {
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -rows[i]).thenComparing(i -> i))
        .limit(count)
        .sorted()
        .map(i -> new Rows(features.get(i).id(), rows[i]))
        .toList();
  }

  /** Counts rows while they are written. For one thread. */
  static final class Tally {
    private final List<AoiFeatures.Feature> features;
    private final long[] rows;
    private long points;
    private long shared;

    Tally(AoiFeatures features) {
      this.features = features.list();
      this.rows = new long[features.count()];
    }

    /** Counts rows; all those of a point come at once. */
    void add(PointBatch batch) {
      int[] numbers = batch.features();
      long[] point = batch.rows();
      for (int i = 0; i < numbers.length; ) {
        int first = i;
        while (i < numbers.length && point[i] == point[first]) {
          rows[numbers[i++]]++;
        }
        points++;
        shared += i - first > 1 ? 1 : 0;
      }
    }

    FeatureReport report() {
      return new FeatureReport(features, rows.clone(), points, shared);
    }
  }
}
