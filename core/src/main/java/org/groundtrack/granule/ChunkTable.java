package org.groundtrack.granule;

import java.util.Arrays;

/**
 * Where the chunks of one dataset are, in row-major order of the chunk grid. Immutable.
 *
 * <p>A chunk that was never written has no address: its elements have the dataset's storage fill
 * value. A table holds only the chunks that were written where these are few, so a grid of a
 * billion chunks costs no more than what is in it.
 */
public final class ChunkTable {
  /** A table of no chunks. */
  public static final ChunkTable EMPTY = new ChunkTable(new long[0], new long[0], new int[0]);

  /** The offset of a chunk that was never written. */
  public static final long UNALLOCATED = -1;

  /** One entry and its number take half as much again as an entry alone. */
  private static final int FEW = 2;

  private final int count;

  /** Ascending numbers of the chunks that are held; {@code null} if all are. */
  private final int[] numbers;

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
    this(offsets.length, null, offsets.clone(), sizes.clone(), filterMasks.clone());
  }

  private ChunkTable(int count, int[] numbers, long[] offsets, long[] sizes, int[] filterMasks) {
    check(offsets, sizes, filterMasks);
    int written = 0;
    for (int i = 0; i < offsets.length; i++) {
      written += offsets[i] == UNALLOCATED ? 0 : 1;
    }
    boolean few = written < count / FEW;
    this.count = count;
    if (few == (numbers != null) && (!few || written == offsets.length)) {
      this.numbers = numbers;
      this.offsets = offsets;
      this.sizes = sizes;
      this.filterMasks = filterMasks;
      return;
    }
    // One form for one table, so that tables with the same chunks are equal.
    int held = few ? written : count;
    this.numbers = few ? new int[held] : null;
    this.offsets = new long[held];
    this.sizes = new long[held];
    this.filterMasks = new int[held];
    Arrays.fill(this.offsets, UNALLOCATED);
    int next = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != UNALLOCATED) {
        int number = numbers == null ? i : numbers[i];
        int at = few ? next++ : number;
        if (few) {
          this.numbers[at] = number;
        }
        this.offsets[at] = offsets[i];
        this.sizes[at] = sizes[i];
        this.filterMasks[at] = filterMasks[i];
      }
    }
  }

  private static void check(long[] offsets, long[] sizes, int[] filterMasks) {
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
      if (!allocated) {
        sizes[i] = 0;
        filterMasks[i] = 0;
      }
    }
  }

  /**
   * A table of the chunks that were written, by their numbers.
   *
   * @param count chunks of the grid, written or not
   * @param numbers of the chunks that were written, ascending
   * @param offsets first byte of each of them
   * @param sizes stored bytes of each of them
   * @param filterMasks of each of them
   * @throws IllegalArgumentException if the lengths differ, a number is not in the grid or not
   *     above the one before it, or an offset or size is impossible
   */
  public static ChunkTable of(
      int count, int[] numbers, long[] offsets, long[] sizes, int[] filterMasks) {
    if (numbers.length != offsets.length) {
      throw new IllegalArgumentException(
          "found %s numbers of chunks, but %s offsets".formatted(numbers.length, offsets.length));
    }
    int last = -1;
    for (int number : numbers) {
      if (number <= last || number >= count) {
        throw new IllegalArgumentException(
            "chunk %s after chunk %s in a grid of %s: expected ascending numbers within the grid"
                .formatted(number, last, count));
      }
      last = number;
    }
    return new ChunkTable(
        count, numbers.clone(), offsets.clone(), sizes.clone(), filterMasks.clone());
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
    return count;
  }

  /** Where a chunk is in the arrays, or a negative number. */
  private int place(int chunk) {
    return numbers == null ? chunk : Arrays.binarySearch(numbers, chunk);
  }

  /** Whether a chunk was ever written. */
  public boolean isAllocated(int chunk) {
    return offset(chunk) != UNALLOCATED;
  }

  /**
   * The first chunk that was written, from one on: {@link #count} if none was.
   *
   * @param chunk at least 0
   */
  public int nextAllocated(int chunk) {
    if (numbers != null) {
      int at = Arrays.binarySearch(numbers, chunk);
      at = at < 0 ? -at - 1 : at;
      return at == numbers.length ? count : numbers[at];
    }
    int next = chunk;
    while (next < count && offsets[next] == UNALLOCATED) {
      next++;
    }
    return Math.min(next, count);
  }

  /** First byte of a chunk in the granule, or {@link #UNALLOCATED}. */
  public long offset(int chunk) {
    int at = place(chunk);
    return at < 0 ? UNALLOCATED : offsets[at];
  }

  /** Stored bytes of a chunk. */
  public long size(int chunk) {
    int at = place(chunk);
    return at < 0 ? 0 : sizes[at];
  }

  /** Bit {@code i} set: step {@code i} of the pipeline was skipped for this chunk. */
  public int filterMask(int chunk) {
    int at = place(chunk);
    return at < 0 ? 0 : filterMasks[at];
  }

  /**
   * What a table is made of, as it is kept. The arrays are no one else's.
   *
   * @param numbers ascending numbers of the chunks that the others tell of; empty if they tell of
   *     all
   */
  public record Lists(int[] numbers, long[] offsets, long[] sizes, int[] filterMasks) {}

  /**
   * The table as lists.
   *
   * @param most chunks of which all are told, written or not; of more only those that were written,
   *     if these are few
   */
  public Lists lists(int most) {
    if (numbers == null) {
      return new Lists(new int[0], offsets.clone(), sizes.clone(), filterMasks.clone());
    }
    if (count > most) {
      return new Lists(numbers.clone(), offsets.clone(), sizes.clone(), filterMasks.clone());
    }
    Lists all = new Lists(new int[0], new long[count], new long[count], new int[count]);
    Arrays.fill(all.offsets(), UNALLOCATED);
    for (int i = 0; i < numbers.length; i++) {
      all.offsets()[numbers[i]] = offsets[i];
      all.sizes()[numbers[i]] = sizes[i];
      all.filterMasks()[numbers[i]] = filterMasks[i];
    }
    return all;
  }

  /** Stored bytes of all chunks. */
  public long totalBytes() {
    return Arrays.stream(sizes).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChunkTable table
        && count == table.count
        && Arrays.equals(numbers, table.numbers)
        && Arrays.equals(offsets, table.offsets)
        && Arrays.equals(sizes, table.sizes)
        && Arrays.equals(filterMasks, table.filterMasks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(sizes) + count;
  }

  @Override
  public String toString() {
    return count() + " chunks, " + totalBytes() + " bytes";
  }
}
