package org.groundtrack.exporter.output;

import java.util.Map;
import org.groundtrack.exporter.points.PointTable;

/**
 * Writes points in the order in which they come. For one thread. Closed before it is finished, it
 * leaves nothing that could be read as an output with fewer points.
 */
public interface PointSink extends AutoCloseable {
  /**
   * Adds points.
   *
   * @throws org.groundtrack.error.LimitExceededException if the disk is full
   */
  void add(PointTable points);

  /**
   * Writes what is left, and makes it durable.
   *
   * @param words what is to be said of the whole, by key; formats without room for it leave it out
   * @throws org.groundtrack.error.LimitExceededException if the disk is full
   */
  void finish(Map<String, String> words);

  @Override
  void close();
}
