package org.groundtrack.exporter.arrange;

import java.util.Map;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.points.PointTable;

/** All partitions in one output. */
final class OneFile implements PartitionSink {
  private final PointSink sink;
  private Map<String, String> words;

  OneFile(PointSink sink) {
    this.sink = sink;
  }

  @Override
  public void begin(Map<String, String> all) {
    words = all;
  }

  @Override
  public void add(int partition, PointTable points) {
    sink.add(points);
  }

  @Override
  public void finish() {
    sink.finish(words);
  }

  @Override
  public void close() {
    sink.close();
  }
}
