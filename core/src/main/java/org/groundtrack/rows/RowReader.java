package org.groundtrack.rows;

import java.nio.ByteBuffer;
import java.util.List;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.codec.Elements;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.StoredBytes;

/**
 * Reads rows of one dataset block by block: a block is what its chunks of the same rows hold, or
 * some rows of a contiguous dataset. Where the stored bytes come from is the caller's: a range
 * read, or a slice of a larger one.
 *
 * <p>Not safe for use by several threads at once; it shares the decoder.
 */
public final class RowReader {
  /** Gives stored bytes. */
  public interface Stored {
    /** Bytes of the granule in an array-backed buffer, from its position to its limit. */
    ByteBuffer read(long offset, long size);
  }

  /** Largest block that is held at once: chunks are smaller, compact datasets far smaller. */
  private static final long MAX_BYTES = 1L << 30;

  /** Rows of a contiguous dataset that are copied at once. */
  private static final int COPIED_BYTES = 1 << 20;

  private final String granule;
  private final RowView view;
  private final Dataset dataset;
  private final Slice.Elements elements;
  private final List<RowRun> runs;
  private final ChunkDecoder decoder;
  private final Stored stored;
  private byte[] block = new byte[0];
  private byte[] part = new byte[0];
  private long firstRow;
  private long endRow;
  private int rowStride = 1;
  private int elementStride = 1;

  private RowReader(
      String granule,
      RowView view,
      Slice.Elements elements,
      List<RowRun> runs,
      ChunkDecoder decoder,
      Stored stored) {
    ChunkDecoder.checkSupported(granule, view.dataset());
    if (!view.isReadable()) {
      throw new BadGranuleException(
          "[%s /%s] has shape %s in chunks of %s: chunks that split rows of more than one dimension are not read; leave the variable out"
              .formatted(
                  granule,
                  view.dataset().path(),
                  view.dataset().shape(),
                  view.dataset().chunkShape()));
    }
    this.granule = granule;
    this.view = view;
    this.dataset = view.dataset();
    this.elements = elements;
    this.runs = runs;
    this.decoder = decoder;
    this.stored = stored;
  }

  /**
   * A reader of all rows of a dataset with one element per row.
   *
   * @param granule name for messages
   */
  public static RowReader of(String granule, Dataset dataset, ChunkDecoder decoder, Stored stored) {
    return of(granule, RowView.of(dataset), Slice.Elements.ONE, null, decoder, stored);
  }

  /**
   * A reader of some elements of some rows.
   *
   * @param granule name for messages
   * @param elements that are read; others of a block may be anything
   * @param runs whose bytes are there: {@link RowView#ranges} says which; {@code null} for all
   */
  public static RowReader of(
      String granule,
      RowView view,
      Slice.Elements elements,
      List<RowRun> runs,
      ChunkDecoder decoder,
      Stored stored) {
    return new RowReader(granule, view, elements, runs, decoder, stored);
  }

  /** The granule, for messages. */
  public String granule() {
    return granule;
  }

  /** The dataset that is read. */
  public Dataset dataset() {
    return dataset;
  }

  /**
   * The elements of a block that holds a row, in the dataset's byte order. Element {@code e} of row
   * {@code r} is number {@code (r - firstRow()) * rowStride() + e * elementStride()}. The buffer is
   * valid until the next call.
   *
   * @throws BadGranuleException if a chunk is damaged
   */
  public ByteBuffer block(long row) {
    if (row < firstRow || row >= endRow) {
      // A damaged chunk may overwrite the block before it and then fail.
      firstRow = 0;
      endRow = 0;
      load(row);
    }
    return ByteBuffer.wrap(block).order(dataset.byteOrder());
  }

  /** First row of the current block. */
  public long firstRow() {
    return firstRow;
  }

  /** The row after the last of the current block. */
  public long endRow() {
    return endRow;
  }

  /** Elements from one row of the current block to the next. */
  public int rowStride() {
    return rowStride;
  }

  /** Elements from one element of a row of the current block to the next. */
  public int elementStride() {
    return elementStride;
  }

  private void load(long row) {
    if (row < 0 || row >= view.rows()) {
      throw new IllegalArgumentException(
          "/%s has %s rows, found row %s".formatted(dataset.path(), view.rows(), row));
    }
    switch (dataset.layout()) {
      case COMPACT -> {
        block = dataset.compact().toArray();
        whole();
      }
      case CONTIGUOUS -> loadRows(row);
      case CHUNKED -> {
        if (!loadUnwritten(row)) {
          loadBand(row / view.bandRows());
        }
      }
    }
  }

  private void whole() {
    set(0, view.rows());
    rowStride = view.transposed() ? 1 : view.rowElements();
    elementStride = view.transposed() ? Math.toIntExact(view.rows()) : 1;
  }

  private void set(long first, long end) {
    firstRow = first;
    endRow = end;
  }

  private void loadRows(long row) {
    long rowBytes = view.transposed() ? dataset.elementBytes() : dataset.rowBytes();
    ChunkTable chunks = dataset.chunks();
    boolean there = chunks.count() > 0 && chunks.isAllocated(0);
    if (view.transposed()) {
      int bytes = checked(dataset.rows() * dataset.rowBytes());
      room(bytes, null);
      if (there) {
        copy(stored.read(chunks.offset(0), bytes), bytes);
      } else {
        fill(block, bytes);
      }
      whole();
      return;
    }
    long end = row + Math.max(1, COPIED_BYTES / rowBytes);
    end = Math.min(end, runs == null ? view.rows() : run(row).end());
    int bytes = checked((end - row) * rowBytes);
    room(bytes, null);
    if (there) {
      copy(stored.read(chunks.offset(0) + row * rowBytes, bytes), bytes);
    } else {
      fill(block, bytes);
    }
    set(row, end);
    rowStride = view.rowElements();
    elementStride = 1;
  }

  private RowRun run(long row) {
    int low = 0;
    int high = runs.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      RowRun run = runs.get(middle);
      if (row < run.first()) {
        high = middle - 1;
      } else if (row >= run.end()) {
        low = middle + 1;
      } else {
        return run;
      }
    }
    throw new IllegalStateException(
        "Plan reads no run of /%s that holds row %s".formatted(dataset.path(), row));
  }

  private void copy(ByteBuffer from, int bytes) {
    from.get(from.position(), block, 0, bytes);
  }

  /** Rows that were never written take no more room than those that are copied at once. */
  private boolean loadUnwritten(long row) {
    long end = Math.min(view.unwritten(row), bandEnd(row / view.bandRows()));
    if (end <= row) {
      return false;
    }
    int width = view.rowElements();
    long rowBytes = (long) width * dataset.elementBytes();
    end = Math.min(end, row + Math.max(1, COPIED_BYTES / Math.max(1, rowBytes)));
    int bytes = checked((end - row) * rowBytes);
    room(bytes, null);
    fill(block, bytes);
    set(row, end);
    rowStride = width;
    elementStride = 1;
    return true;
  }

  private long bandEnd(long band) {
    return Math.min(view.rows(), (band + 1) * view.bandRows());
  }

  private void loadBand(long band) {
    int firstPart = elements.first() / view.chunkElements();
    int lastPart = (Math.max(elements.end(), elements.first() + 1) - 1) / view.chunkElements();
    int chunkBytes = dataset.chunkBytes();
    int bandRows = Math.toIntExact(view.bandRows());
    if (view.rowElements() <= view.chunkElements()) {
      room(chunkBytes, view.chunk(band, 0));
      decode(view.chunk(band, 0), block, chunkBytes);
      rowStride = view.transposed() ? 1 : view.chunkElements();
      elementStride = view.transposed() ? bandRows : 1;
    } else {
      int width = view.rowElements();
      int first = view.chunk(band, firstPart);
      room(checked((long) bandRows * width * dataset.elementBytes()), first);
      if (part.length < chunkBytes) {
        part = ChunkDecoder.allocate(granule, dataset, first, chunkBytes);
      }
      for (int i = firstPart; i <= lastPart; i++) {
        decode(view.chunk(band, i), part, chunkBytes);
        place(i, bandRows, width);
      }
      rowStride = width;
      elementStride = 1;
    }
    set(band * bandRows, bandEnd(band));
  }

  /** Copies what a chunk holds of each row to where it belongs in the block. */
  private void place(int number, int bandRows, int width) {
    int bytes = dataset.elementBytes();
    int held = view.chunkElements();
    int first = number * held;
    int count = Math.min(held, width - first);
    for (int row = 0; row < bandRows; row++) {
      if (!view.transposed()) {
        System.arraycopy(
            part, row * held * bytes, block, (row * width + first) * bytes, count * bytes);
        continue;
      }
      for (int e = 0; e < count; e++) {
        System.arraycopy(
            part, (e * bandRows + row) * bytes, block, (row * width + first + e) * bytes, bytes);
      }
    }
  }

  private void decode(int chunk, byte[] target, int bytes) {
    ChunkTable chunks = dataset.chunks();
    if (chunk >= chunks.count() || !chunks.isAllocated(chunk)) {
      fill(target, bytes);
      return;
    }
    ByteBuffer buffer = stored.read(chunks.offset(chunk), chunks.size(chunk));
    decoder.decode(
        granule,
        dataset,
        chunk,
        buffer.array(),
        buffer.arrayOffset() + buffer.position(),
        buffer.remaining(),
        target);
  }

  private void room(int bytes, Integer chunk) {
    if (block.length < bytes) {
      block = ChunkDecoder.allocate(granule, dataset, chunk, bytes);
    }
  }

  private int checked(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new LimitExceededException(
          "[%s /%s] has rows of %s bytes that lie together, the limit is %s: leave the variable out"
              .formatted(granule, dataset.path(), bytes, MAX_BYTES));
    }
    return (int) bytes;
  }

  /** Chunks that were never written hold the fill value of the storage, zero by default. */
  private void fill(byte[] target, int bytes) {
    StoredBytes value = dataset.storageFill();
    byte[] element =
        value == null || value.length() != dataset.elementBytes()
            ? new byte[dataset.elementBytes()]
            : value.toArray();
    for (int i = 0; i < bytes; i++) {
      target[i] = element[i % element.length];
    }
  }

  /**
   * Numbers of consecutive rows of a dataset with one element per row, as doubles.
   *
   * @param row first row
   * @param count rows, all of them in the dataset
   * @param out receives them from its start
   * @throws BadGranuleException if a chunk is damaged
   */
  public void doubles(long row, int count, double[] out) {
    int done = 0;
    while (done < count) {
      ByteBuffer bytes = block(row + done);
      int from = Math.toIntExact(row + done - firstRow) * rowStride;
      int rows = (int) Math.min(count - done, endRow - row - done);
      if (dataset.type() == ElementType.FLOAT64 && rowStride == 1) {
        bytes.position(from * Double.BYTES);
        bytes.asDoubleBuffer().get(out, done, rows);
      } else {
        for (int i = 0; i < rows; i++) {
          out[done + i] = Elements.number(dataset, bytes, from + i * rowStride);
        }
      }
      done += rows;
    }
  }

  /** The same as whole numbers; unsigned ones of 64 bits keep their bits. */
  public void longs(long row, int count, long[] out) {
    int done = 0;
    while (done < count) {
      ByteBuffer bytes = block(row + done);
      int from = Math.toIntExact(row + done - firstRow) * rowStride;
      int rows = (int) Math.min(count - done, endRow - row - done);
      for (int i = 0; i < rows; i++) {
        out[done + i] = Elements.integer(dataset, bytes, from + i * rowStride);
      }
      done += rows;
    }
  }
}
