package org.groundtrack.exporter.arrange;

import java.util.Map;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.points.PointTable;

/** Gives points on that come in the order that is wanted. */
final class DirectSink implements PointSink {
  private final RowKeys keys;
  private final PartitionSink target;

  /**
   * @param words what is to be said of all points, by key
   */
  DirectSink(RowKeys keys, PartitionSink target, Map<String, String> words) {
    this.keys = keys;
    this.target = target;
    target.begin(words);
  }

  @Override
  public void add(PointTable points) {
    target.add(keys.of(points));
  }

  @Override
  public void finish(Map<String, String> words) {
    target.finish();
  }

  @Override
  public void close() {
    target.close();
  }
}
