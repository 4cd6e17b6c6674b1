package org.groundtrack.rows;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.io.ByteRange;

/**
 * A dataset as rows of elements. Rows are its first dimension, or its second where it is
 * transposed. Immutable.
 *
 * @param dataset of at most two dimensions, or with chunks that hold whole rows
 * @param transposed whether rows are the second dimension
 */
public record RowView(Dataset dataset, boolean transposed) {
  public RowView {
    if (transposed && dataset.rank() != 2) {
      throw new IllegalArgumentException(
          "/%s has shape %s, expected two dimensions".formatted(dataset.path(), dataset.shape()));
    }
  }

  /** A dataset whose rows are its first dimension. */
  public static RowView of(Dataset dataset) {
    return new RowView(dataset, false);
  }

  /** Number of rows. */
  public long rows() {
    return transposed ? dataset.shape().get(1) : dataset.rows();
  }

  /** Elements of each row. */
  public int rowElements() {
    long elements =
        transposed ? dataset.shape().get(0) : dataset.rowBytes() / dataset.elementBytes();
    if (elements > Integer.MAX_VALUE) {
      throw new LimitExceededException(
          "[/%s] has %s elements in a row, the limit is %s: leave the variable out"
              .formatted(dataset.path(), elements, Integer.MAX_VALUE));
    }
    return (int) elements;
  }

  /** Rows of a band: of all chunks that hold the same rows; all rows where it is not chunked. */
  public long bandRows() {
    if (dataset.layout() != StorageLayout.CHUNKED) {
      return Math.max(1, rows());
    }
    return dataset.chunkShape().get(transposed ? 1 : 0);
  }

  /** Whether it can be read: chunks of more than two dimensions must hold whole rows. */
  public boolean isReadable() {
    if (dataset.layout() != StorageLayout.CHUNKED || dataset.rank() <= 2) {
      return true;
    }
    for (int i = 1; i < dataset.rank(); i++) {
      if (dataset.chunkShape().get(i).longValue() != dataset.shape().get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Elements of a row that one chunk holds. */
  int chunkElements() {
    if (dataset.rank() < 2) {
      return 1;
    }
    if (dataset.rank() > 2) {
      return rowElements();
    }
    return dataset.chunkShape().get(transposed ? 0 : 1);
  }

  /** Chunks that share a band's rows. */
  private int chunksPerBand() {
    int elements = chunkElements();
    return (int) (((long) rowElements() + elements - 1) / elements);
  }

  /** Number of the chunk of a band that holds some elements of its rows. */
  int chunk(long band, int part) {
    if (!transposed) {
      return Math.toIntExact(band * chunksPerBand() + part);
    }
    long bands = (rows() + bandRows() - 1) / bandRows();
    return Math.toIntExact(part * bands + band);
  }

  /**
   * The stored bytes that hold some elements of some rows: chunks, or of a contiguous dataset the
   * rows themselves.
   *
   * @param runs sorted, apart, all of them in the dataset
   */
  public List<ByteRange> ranges(List<RowRun> runs, Slice.Elements elements) {
    List<ByteRange> ranges = new ArrayList<>();
    if (elements.count() > 0) {
      switch (dataset.layout()) {
        case COMPACT -> {}
        case CONTIGUOUS -> addRows(runs, ranges);
        case CHUNKED -> addChunks(runs, elements, ranges);
      }
    }
    return ranges;
  }

  private void addRows(List<RowRun> runs, List<ByteRange> ranges) {
    ChunkTable chunks = dataset.chunks();
    if (chunks.count() == 0 || !chunks.isAllocated(0) || chunks.size(0) == 0) {
      return;
    }
    if (transposed) {
      ranges.add(new ByteRange(chunks.offset(0), chunks.size(0)));
      return;
    }
    for (RowRun run : runs) {
      ranges.add(
          new ByteRange(
              chunks.offset(0) + run.first() * dataset.rowBytes(),
              run.length() * dataset.rowBytes()));
    }
  }

  /**
   * The row after those from one on of which no chunk was ever written, so that all hold the fill
   * value of the storage; the row itself if its chunk was.
   */
  public long unwritten(long row) {
    ChunkTable chunks = dataset.chunks();
    return switch (dataset.layout()) {
      case COMPACT -> row;
      case CONTIGUOUS -> chunks.count() == 0 || !chunks.isAllocated(0) ? rows() : row;
      case CHUNKED -> {
        long band = row / bandRows();
        long next = written(band, 0, chunksPerBand() - 1);
        yield next == band ? row : Math.min(rows(), next * bandRows());
      }
    };
  }

  /** The first band from one on of which a chunk was written, of some parts: past all if none. */
  private long written(long band, int firstPart, int lastPart) {
    ChunkTable chunks = dataset.chunks();
    long bands = (rows() + bandRows() - 1) / bandRows();
    if (band >= bands) {
      return bands;
    }
    if (!transposed) {
      int next = chunks.nextAllocated(chunk(band, firstPart));
      return next >= chunks.count() ? bands : next / chunksPerBand();
    }
    long least = bands;
    for (int part = firstPart; part <= lastPart; part++) {
      long next = chunks.nextAllocated(chunk(band, part)) - part * bands;
      least = Math.min(least, next);
    }
    return least;
  }

  /** Runs are sorted, so each band is met once. Bands that were never written are passed over. */
  private void addChunks(List<RowRun> runs, Slice.Elements elements, List<ByteRange> ranges) {
    ChunkTable chunks = dataset.chunks();
    int firstPart = elements.first() / chunkElements();
    int lastPart = (elements.end() - 1) / chunkElements();
    long next = 0;
    for (RowRun run : runs) {
      long last = (run.end() - 1) / bandRows();
      for (long band = written(Math.max(next, run.first() / bandRows()), firstPart, lastPart);
          band <= last;
          band = written(band + 1, firstPart, lastPart)) {
        for (int part = firstPart; part <= lastPart; part++) {
          int chunk = chunk(band, part);
          if (chunk < chunks.count() && chunks.isAllocated(chunk)) {
            ranges.add(new ByteRange(chunks.offset(chunk), chunks.size(chunk)));
          }
        }
      }
      next = last + 1;
    }
  }
}
