package org.groundtrack.granule;

import java.util.Arrays;

/**
 * Where the chunks of one dataset are, in row-major order of the chunk grid. Immutable.
 *
 * <p>A chunk that was never written has no address: its elements have the dataset's storage fill
 * value.
 */
public final class ChunkTable {
  /** A table of no chunks. */
  public static final ChunkTable EMPTY = new ChunkTable(new long[0], new long[0], new int[0]);

  /** The offset of a chunk that was never written. */
  public static final long UNALLOCATED = -1;

  private final long[] offsets;
  private final long[] sizes;
  private final int[] filterMasks;

  /**
   * @param offsets first byte of each chunk in the granule, or {@link #UNALLOCATED}
   * @param sizes stored bytes of each chunk
   * @param filterMasks bit {@code i} set: step {@code i} of the pipeline was skipped for this chunk
   * @throws IllegalArgumentException if the lengths differ, or an offset or size is impossible
   */
  public ChunkTable(long[] offsets, long[] sizes, int[] filterMasks) {
    if (offsets.length != sizes.length || offsets.length != filterMasks.length) {
      throw new IllegalArgumentException(
          "A chunk has an offset, a size and a filter mask: found %s, %s and %s of them"
              .formatted(offsets.length, sizes.length, filterMasks.length));
    }
    for (int i = 0; i < offsets.length; i++) {
      boolean allocated =
          offsets[i] >= 0 && sizes[i] > 0 && offsets[i] <= Long.MAX_VALUE - sizes[i];
      if (!allocated && offsets[i] != UNALLOCATED) {
        throw new IllegalArgumentException(
            "Chunk %s has offset %s and stored size %s".formatted(i, offsets[i], sizes[i]));
      }
    }
    this.offsets = offsets.clone();
    this.sizes = sizes.clone();
    this.filterMasks = filterMasks.clone();
  }

  /**
   * A table of one block that holds a whole dataset, whose chunks are not told apart.
   *
   * @param offset its first byte, or {@link #UNALLOCATED}
   * @param bytes of the dataset; without any there is no block
   */
  public static ChunkTable block(long offset, long bytes) {
    if (bytes == 0) {
      return EMPTY;
    }
    long stored = offset == UNALLOCATED ? 0 : bytes;
    return new ChunkTable(new long[] {offset}, new long[] {stored}, new int[1]);
  }

  /** Number of chunks, allocated or not. */
  public int count() {
    return offsets.length;
  }

  /** Whether a chunk was ever written. */
  public boolean isAllocated(int chunk) {
    return offsets[chunk] != UNALLOCATED;
  }

  /** First byte of a chunk in the granule, or {@link #UNALLOCATED}. */
  public long offset(int chunk) {
    return offsets[chunk];
  }

  /** Stored bytes of a chunk. */
  public long size(int chunk) {
    return sizes[chunk];
  }

  /** Bit {@code i} set: step {@code i} of the pipeline was skipped for this chunk. */
  public int filterMask(int chunk) {
    return filterMasks[chunk];
  }

  /** All offsets, a copy. */
  public long[] offsets() {
    return offsets.clone();
  }

  /** All stored sizes in bytes, a copy. */
  public long[] sizes() {
    return sizes.clone();
  }

  /** All filter masks, a copy. */
  public int[] filterMasks() {
    return filterMasks.clone();
  }

  /** Stored bytes of all chunks. */
  public long totalBytes() {
    long total = 0;
    for (int i = 0; i < sizes.length; i++) {
      total += isAllocated(i) ? sizes[i] : 0;
    }
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkTable table
        && Arrays.equals(offsets, table.offsets)
        && Arrays.equals(sizes, table.sizes)
        && Arrays.equals(filterMasks, table.filterMasks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return count() + " chunks, " + totalBytes() + " bytes";
  }
}
