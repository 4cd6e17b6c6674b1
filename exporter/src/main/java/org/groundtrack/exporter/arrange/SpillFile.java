package org.groundtrack.exporter.arrange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.PointSchema;

/**
 * A file for points that do not fit into memory. It goes with the process, however that ends: where
 * the system lets a file be deleted while it is open, it has no name from the start. For one
 * thread.
 */
final class SpillFile implements AutoCloseable {
  private final Path folder;
  private final PointSchema schema;
  private final FileChannel channel;
  private long size;

  private SpillFile(Path folder, PointSchema schema, FileChannel channel) {
    this.folder = folder;
    this.schema = schema;
    this.channel = channel;
  }

  /** Points that lie one after the other in the file. */
  private record Block(long offset, int length) {}

  /**
   * An empty one.
   *
   * @param folder that holds it
   * @param schema of the points
   * @throws LimitExceededException if it can't be made
   */
  static SpillFile create(Path folder, PointSchema schema) {
    try {
      Path file = folder.resolve(".%s.sorting".formatted(UUID.randomUUID()));
      return new SpillFile(
          folder,
          schema,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static LimitExceededException failed(Path folder, IOException e) {
    return new LimitExceededException(
        "[%s] takes no file for points that are being sorted: %s; give it more room, or give more --max-memory"
            .formatted(folder, e.getMessage()),
        e);
  }

  /** Bytes written. */
  long size() {
    return size;
  }

  /** A run of sorted points, that is written block by block and then read. */
  final class Run implements Iterable<KeyedPoints> {
    private final List<Block> blocks = new ArrayList<>();

    void add(KeyedPoints points) {
      ByteBuffer bytes = BlockOutput.of(points);
      blocks.add(new Block(size, bytes.remaining()));
      try {
        while (bytes.hasRemaining()) {
          size += channel.write(bytes, size);
        }
      } catch (IOException e) {
        throw failed(folder, e);
      }
    }

    @Override
    public Iterator<KeyedPoints> iterator() {
      Iterator<Block> each = blocks.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public KeyedPoints next() {
          return read(each.next());
        }
      };
    }
  }

  private KeyedPoints read(Block block) {
    ByteBuffer bytes = ByteBuffer.allocate(block.length()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, block.offset() + bytes.position()) < 0) {
          throw new IOException("it was cut off");
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
    return BlockInput.read(bytes.flip(), schema);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }
}
