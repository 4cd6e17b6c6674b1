package org.groundtrack.indexer;

import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkKeys;
import org.groundtrack.granule.Dataset;
import org.groundtrack.rows.RowReader;

/** Finds the least and greatest value of each chunk of a dataset. */
final class KeyScan {
  private static final int BLOCK_ROWS = 8192;

  /** Keys of a granule's chunks stay in memory: 16 MB; real granules have some hundred chunks. */
  private static final int MAX_CHUNKS = 1 << 20;

  private KeyScan() {}

  /** The dataset with the bounds of its chunks; one chunk where it is not chunked. */
  static Dataset withKeys(
      String granule, Dataset dataset, ChunkDecoder decoder, RowReader.Stored stored) {
    int count = dataset.chunks().count();
    if (count == 0) {
      return dataset;
    }
    if (count > MAX_CHUNKS) {
      throw new LimitExceededException(
          "[%s /%s] has %s chunks, the limit is %s for a dataset by which granules are joined"
              .formatted(granule, dataset.path(), count, MAX_CHUNKS));
    }
    long[] least = new long[count];
    long[] greatest = new long[count];
    RowReader reader = RowReader.of(granule, dataset, decoder, stored);
    long[] values = new long[BLOCK_ROWS];
    for (int chunk = 0; chunk < count; chunk++) {
      least[chunk] = Long.MAX_VALUE;
      greatest[chunk] = Long.MIN_VALUE;
      long first = chunk * dataset.chunkRows();
      // Rows of a chunk that was never written are alike.
      long end =
          dataset.chunks().isAllocated(chunk)
              ? Math.min(dataset.rows(), first + dataset.chunkRows())
              : first + 1;
      for (long row = first; row < end; row += BLOCK_ROWS) {
        int rows = (int) Math.min(BLOCK_ROWS, end - row);
        reader.longs(row, rows, values);
        for (int i = 0; i < rows; i++) {
          least[chunk] = Math.min(least[chunk], values[i]);
          greatest[chunk] = Math.max(greatest[chunk], values[i]);
        }
      }
    }
    return dataset.withKeys(new ChunkKeys(least, greatest));
  }
}
