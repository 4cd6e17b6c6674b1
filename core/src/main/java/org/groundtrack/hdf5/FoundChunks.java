package org.groundtrack.hdf5;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.granule.ChunkTable;

/** The chunks that an index names, in whatever order. */
final class FoundChunks {
  /** A granule of 100,000 chunks is known; these take 200 MB. */
  private static final int MAX_CHUNKS = 10_000_000;

  private static final int ALL_FILTERS = -1;

  private final long base;
  private LongPredicate unfiltered = number -> false;
  private int size;
  private int[] numbers = new int[16];
  private long[] offsets = new long[16];
  private long[] sizes = new long[16];
  private int[] masks = new int[16];
  private boolean ascending = true;

  /**
   * No chunks.
   *
   * @param base the byte of the granule from which addresses count
   */
  FoundChunks(long base) {
    this.base = base;
  }

  /** Says which chunks are stored without filters, whatever their entries say. */
  void unfiltered(LongPredicate which) {
    unfiltered = which;
  }

  /**
   * Adds a chunk that was written.
   *
   * @param number of the current grid; {@link ChunkNumbers#OUTSIDE} is passed over, since a slot
   *     stays when a dataset shrinks
   */
  void add(long number, long address, long bytes, int mask) {
    if (number == ChunkNumbers.OUTSIDE) {
      return;
    }
    if (size == MAX_CHUNKS) {
      throw new LimitExceededException(
          "more than %s chunks of a dataset were written, the limit".formatted(MAX_CHUNKS));
    }
    if (size == numbers.length) {
      int room = Math.min(MAX_CHUNKS, 2 * size);
      numbers = Arrays.copyOf(numbers, room);
      offsets = Arrays.copyOf(offsets, room);
      sizes = Arrays.copyOf(sizes, room);
      masks = Arrays.copyOf(masks, room);
    }
    ascending &= size == 0 || number > numbers[size - 1];
    numbers[size] = Math.toIntExact(number);
    offsets[size] = Math.addExact(address, base);
    sizes[size] = bytes;
    masks[size] = unfiltered.test(number) ? ALL_FILTERS : mask;
    size++;
  }

  /**
   * The table.
   *
   * @throws IllegalArgumentException if a chunk was added twice
   */
  ChunkTable table(int count) {
    if (ascending) {
      return ChunkTable.of(
          count,
          Arrays.copyOf(numbers, size),
          Arrays.copyOf(offsets, size),
          Arrays.copyOf(sizes, size),
          Arrays.copyOf(masks, size));
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt(i -> numbers[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return ChunkTable.of(
        count,
        IntStream.of(order).map(i -> numbers[i]).toArray(),
        IntStream.of(order).mapToLong(i -> offsets[i]).toArray(),
        IntStream.of(order).mapToLong(i -> sizes[i]).toArray(),
        IntStream.of(order).map(i -> masks[i]).toArray());
  }
}
