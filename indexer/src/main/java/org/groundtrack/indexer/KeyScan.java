package org.groundtrack.indexer;

import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.ChunkKeys;
import org.groundtrack.granule.Dataset;
import org.groundtrack.rows.RowReader;

/** Finds the least and greatest value of each chunk of a dataset. */
final class KeyScan {
  private static final int BLOCK_ROWS = 8192;

  private KeyScan() {}

  /** The dataset with the bounds of its chunks; one chunk where it is not chunked. */
  static Dataset withKeys(
      String granule, Dataset dataset, ChunkDecoder decoder, RowReader.Stored stored) {
    int count = dataset.chunks().count();
    if (count == 0) {
      return dataset;
    }
    long[] least = new long[count];
    long[] greatest = new long[count];
    RowReader reader = RowReader.of(granule, dataset, decoder, stored);
    long[] values = new long[BLOCK_ROWS];
    for (int chunk = 0; chunk < count; chunk++) {
      least[chunk] = Long.MAX_VALUE;
      greatest[chunk] = Long.MIN_VALUE;
      long end = Math.min(dataset.rows(), (chunk + 1) * dataset.chunkRows());
      for (long row = chunk * dataset.chunkRows(); row < end; row += BLOCK_ROWS) {
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
