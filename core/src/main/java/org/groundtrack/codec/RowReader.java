package org.groundtrack.codec;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;

/**
 * Gives the decoded bytes of the chunks of one dataset, one after the other. Where the bytes come
 * from is the caller's: a range read, or a slice of a larger one.
 *
 * <p>Not safe for use by several threads at once; it shares the decoder.
 */
public final class RowReader {
  /** Largest piece that is held at once: chunks are smaller, contiguous datasets may not be. */
  private static final long MAX_BYTES = 1L << 30;

  private final String granule;
  private final Dataset dataset;
  private final ChunkDecoder decoder;
  private final IntFunction<ByteBuffer> stored;
  private byte[] decoded = new byte[0];
  private int current = -1;

  /**
   * @param granule name for messages
   * @param dataset of rank 0 or 1, or with chunks that hold whole rows
   * @param stored gives the stored bytes of an allocated chunk by its number, array-backed
   */
  public RowReader(
      String granule, Dataset dataset, ChunkDecoder decoder, IntFunction<ByteBuffer> stored) {
    ChunkDecoder.checkSupported(granule, dataset);
    this.granule = granule;
    this.dataset = dataset;
    this.decoder = decoder;
    this.stored = stored;
  }

  /** The dataset that is read. */
  public Dataset dataset() {
    return dataset;
  }

  /** Number of the chunk that holds a row. */
  public int chunkOf(long row) {
    return Math.toIntExact(row / dataset.chunkRows());
  }

  /** First row of a chunk. */
  public long firstRow(int chunk) {
    return chunk * dataset.chunkRows();
  }

  /** Rows of a chunk that are part of the dataset: fewer in the last one. */
  public int rowsIn(int chunk) {
    return Math.toIntExact(Math.min(dataset.chunkRows(), dataset.rows() - firstRow(chunk)));
  }

  /**
   * The elements of a chunk in the dataset's byte order, from its first row on. The buffer is valid
   * until the next call.
   *
   * @throws org.groundtrack.error.BadGranuleException if the chunk is damaged
   */
  public ByteBuffer chunk(int chunk) {
    if (chunk != current) {
      // A damaged chunk may overwrite the one before it and then fail.
      current = -1;
      load(chunk);
      current = chunk;
    }
    return ByteBuffer.wrap(decoded).order(dataset.byteOrder());
  }

  private void load(int chunk) {
    if (dataset.layout() == StorageLayout.COMPACT) {
      decoded = dataset.compact().toArray();
      return;
    }
    boolean chunked = dataset.layout() == StorageLayout.CHUNKED;
    long size = chunked ? dataset.chunkBytes() : dataset.rows() * dataset.rowBytes();
    if (size > MAX_BYTES) {
      throw new LimitExceededException(
          "[%s /%s] is stored in one piece of %s bytes, the limit is %s: leave the variable out"
              .formatted(granule, dataset.path(), size, MAX_BYTES));
    }
    int bytes = (int) size;
    if (decoded.length < bytes) {
      decoded = new byte[bytes];
    }
    ChunkTable chunks = dataset.chunks();
    if (chunk >= chunks.count() || !chunks.isAllocated(chunk)) {
      fill(bytes);
      return;
    }
    ByteBuffer buffer = stored.apply(chunk);
    if (chunked) {
      decoder.decode(
          granule,
          dataset,
          chunk,
          buffer.array(),
          buffer.arrayOffset() + buffer.position(),
          buffer.remaining(),
          decoded);
    } else {
      buffer.get(buffer.position(), decoded, 0, bytes);
    }
  }

  /** Chunks that were never written hold the fill value of the storage, zero by default. */
  private void fill(int bytes) {
    StoredBytes value = dataset.storageFill();
    byte[] element =
        value == null || value.length() != dataset.elementBytes()
            ? new byte[dataset.elementBytes()]
            : value.toArray();
    for (int i = 0; i < bytes; i++) {
      decoded[i] = element[i % element.length];
    }
  }

  /**
   * Numbers of consecutive rows of a dataset of rank 1, as doubles.
   *
   * @param row first row
   * @param count rows, all of them in the dataset
   * @param out receives them from its start
   * @throws org.groundtrack.error.BadGranuleException if a chunk is damaged
   */
  public void doubles(long row, int count, double[] out) {
    int done = 0;
    while (done < count) {
      int chunk = chunkOf(row + done);
      int from = Math.toIntExact(row + done - firstRow(chunk));
      int rows = Math.min(count - done, rowsIn(chunk) - from);
      ByteBuffer bytes = chunk(chunk);
      if (dataset.type() == ElementType.FLOAT64) {
        bytes.position(from * Double.BYTES);
        bytes.asDoubleBuffer().get(out, done, rows);
      } else {
        for (int i = 0; i < rows; i++) {
          out[done + i] = Elements.number(dataset, bytes, from + i);
        }
      }
      done += rows;
    }
  }
}
