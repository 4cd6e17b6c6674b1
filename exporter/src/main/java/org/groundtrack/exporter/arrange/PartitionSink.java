package org.groundtrack.exporter.arrange;

import java.util.Map;
import org.groundtrack.exporter.points.PointTable;

/** Takes points partition by partition, each partition once. For one thread. */
interface PartitionSink extends AutoCloseable {
  /**
   * Begins.
   *
   * @param words what is to be said of all points, by key
   */
  void begin(Map<String, String> words);

  /** Adds points of one partition. */
  void add(int partition, PointTable points);

  /** Adds points partition by partition. */
  default void add(KeyedPoints points) {
    int[] partitions = points.partitions();
    int from = 0;
    for (int i = 1; i <= points.size(); i++) {
      if (i == points.size() || partitions[i] != partitions[from]) {
        add(partitions[from], points.points().slice(from, i));
        from = i;
      }
    }
  }

  /** Makes all of it durable. */
  void finish();

  @Override
  void close();
}
