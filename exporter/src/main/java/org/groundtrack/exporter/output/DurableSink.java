package org.groundtrack.exporter.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.PointTable;

/** Writes to a file, and makes it durable when it is finished. */
final class DurableSink implements PointSink {
  private final Path file;
  private final FileChannel channel;
  private final PointSink sink;

  DurableSink(Path file, FileChannel channel, PointSink sink) {
    this.file = file;
    this.channel = channel;
    this.sink = sink;
  }

  @Override
  public void add(PointTable points) {
    sink.add(points);
  }

  @Override
  public void finish(Map<String, String> words) {
    sink.finish(words);
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
