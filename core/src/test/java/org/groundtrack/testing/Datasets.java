package org.groundtrack.testing;

import java.nio.ByteOrder;
import java.util.List;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;

/** Datasets made up for tests. */
public final class Datasets {
  private Datasets() {}

  /** A chunked dataset of rank 1 with one chunk per size; a size of 0 is a chunk never written. */
  public static Dataset chunked(
      ElementType type,
      ByteOrder order,
      long rows,
      int chunkRows,
      List<FilterStep> filters,
      StoredBytes storageFill,
      long[] sizes,
      int[] masks) {
    long[] offsets = new long[sizes.length];
    long at = 100;
    for (int i = 0; i < sizes.length; i++) {
      offsets[i] = sizes[i] == 0 ? ChunkTable.UNALLOCATED : at;
      at += sizes[i];
    }
    return new Dataset(
        "gt1l/land_ice_segments/h_li",
        type,
        Math.max(1, type.bytes()),
        order,
        List.of(rows),
        StorageLayout.CHUNKED,
        List.of(chunkRows),
        filters,
        storageFill,
        ValueAttributes.NONE,
        new ChunkTable(offsets, sizes, masks),
        null);
  }

  /** A dataset whose one chunk has a number of bytes and a filter mask. */
  public static Dataset oneChunk(
      ElementType type, int chunkRows, List<FilterStep> filters, int mask) {
    return chunked(
        type,
        ByteOrder.LITTLE_ENDIAN,
        chunkRows,
        chunkRows,
        filters,
        null,
        new long[] {1},
        new int[] {mask});
  }

  /** A compact dataset of rank 1. */
  public static Dataset compact(
      ElementType type, int elementBytes, ByteOrder order, long rows, byte[] bytes) {
    return new Dataset(
        "ancillary_data/values",
        type,
        elementBytes,
        order,
        List.of(rows),
        StorageLayout.COMPACT,
        List.of(),
        List.of(),
        null,
        ValueAttributes.NONE,
        ChunkTable.EMPTY,
        new StoredBytes(bytes));
  }

  /** A contiguous dataset of rank 1 at offset 100, or one that was never written. */
  public static Dataset contiguous(ElementType type, long rows, boolean written) {
    return new Dataset(
        "gt1l/contiguous",
        type,
        type.bytes(),
        ByteOrder.LITTLE_ENDIAN,
        List.of(rows),
        StorageLayout.CONTIGUOUS,
        List.of(),
        List.of(),
        null,
        ValueAttributes.NONE,
        new ChunkTable(
            new long[] {written ? 100 : ChunkTable.UNALLOCATED},
            new long[] {rows * type.bytes()},
            new int[] {0}),
        null);
  }
}
