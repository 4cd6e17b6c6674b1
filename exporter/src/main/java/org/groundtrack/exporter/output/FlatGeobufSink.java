package org.groundtrack.exporter.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executor;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;

/**
 * Writes points as FlatGeobuf, without an index. How many there are, and between what they lie, is
 * in front of them: the header is written again when that is known.
 */
final class FlatGeobufSink implements PointSink {
  private static final double[] NOWHERE = new double[4];

  private final Path file;
  private final FileChannel channel;
  private final PointSchema schema;
  private final Geometries geometries;
  private final Map<String, String> words;
  private final Geometries.Bounds bounds = new Geometries.Bounds();
  private final RowSink features;
  private long count;

  /**
   * Starts a file.
   *
   * @param words what is known of the whole already, by key
   * @param threads that encode
   * @param atOnce pieces that are encoded at once
   */
  FlatGeobufSink(
      Path file,
      FileChannel channel,
      PointSchema schema,
      Geometries geometries,
      Map<String, String> words,
      Executor threads,
      int atOnce) {
    this.file = file;
    this.channel = channel;
    this.schema = schema;
    this.geometries = geometries;
    this.words = words;
    // No reader takes it for a file until it has its header.
    ByteBuffer room = ByteBuffer.allocate(header(NOWHERE).remaining());
    this.features =
        new RowSink(
            file.toString(),
            channel,
            schema,
            room,
            new FlatGeobufEncoder(geometries),
            threads,
            atOnce);
  }

  private ByteBuffer header(double[] box) {
    return FlatGeobufHeader.of(schema, geometries.hasZ(), words, box, count);
  }

  @Override
  public void add(PointTable points) {
    features.add(points);
    bounds.add(points, null);
    count += points.size();
  }

  @Override
  public void finish(Map<String, String> after) {
    features.finish(after);
    double[] known = bounds.known();
    ByteBuffer header = header(known == null ? NOWHERE : known);
    try {
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    features.close();
  }
}
