package org.groundtrack.exporter.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.TableBuffer;

/**
 * Writes points one after the other. Pieces are encoded by other threads and written in order, so
 * that the bytes do not depend on the threads.
 */
final class RowSink implements PointSink {
  /** Some megabytes of text: enough that handing them over costs nothing. */
  private static final int PIECE_ROWS = 10_000;

  private final String name;
  private final WritableByteChannel channel;
  private final PointSchema schema;
  private final Encoder encoder;
  private final Executor threads;
  private final int atOnce;
  private final Deque<CompletableFuture<ByteBuffer>> encoding = new ArrayDeque<>();
  private TableBuffer piece;

  /** Gives the bytes of points. Safe for use by many threads. */
  interface Encoder {
    /** The bytes of some points. */
    ByteBuffer encode(PointTable points);
  }

  /**
   * Starts an output.
   *
   * @param name of the output, for messages
   * @param channel is closed with the sink
   * @param header what comes before the first point
   * @param threads that encode
   * @param atOnce pieces that are encoded at once
   */
  RowSink(
      String name,
      WritableByteChannel channel,
      PointSchema schema,
      ByteBuffer header,
      Encoder encoder,
      Executor threads,
      int atOnce) {
    this.name = name;
    this.channel = channel;
    this.schema = schema;
    this.encoder = encoder;
    this.threads = threads;
    this.atOnce = atOnce;
    write(header);
  }

  @Override
  public void add(PointTable points) {
    int done = 0;
    while (done < points.size()) {
      if (piece == null) {
        piece = new TableBuffer(schema, PIECE_ROWS);
      }
      done += piece.fill(points, done);
      if (piece.isFull()) {
        encode();
      }
    }
  }

  private void encode() {
    PointTable full = piece.table();
    piece = null;
    while (encoding.size() >= atOnce) {
      write(Futures.await(encoding.remove()));
    }
    encoding.add(CompletableFuture.supplyAsync(() -> encoder.encode(full), threads));
  }

  private void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void finish(Map<String, String> words) {
    if (piece != null) {
      encode();
    }
    while (!encoding.isEmpty()) {
      write(Futures.await(encoding.remove()));
    }
  }

  @Override
  public void close() {
    // None may be under way when the threads are stopped.
    for (CompletableFuture<ByteBuffer> task : encoding) {
      task.handle((encoded, failure) -> encoded).join();
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(name, e.getMessage()), e);
    }
  }
}
