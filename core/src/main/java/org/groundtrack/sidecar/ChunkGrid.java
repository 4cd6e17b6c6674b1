package org.groundtrack.sidecar;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkTable;

/** Puts the chunks that a sidecar lists, in whatever order, into row-major order of the grid. */
public final class ChunkGrid {
  /** Most chunks of a dataset; an ATL03 granule of 7 GB has some 100,000 in all. */
  public static final int MAX_CHUNKS = 10_000_000;

  private final String where;
  private final long[] lengths;
  private final long[] chunk;
  private final int count;
  private final long[] offsets;
  private final long[] sizes;
  private final int[] masks;
  private int allocated;

  /**
   * @param where granule and dataset, for messages
   * @throws BadGranuleException if the grid has an impossible number of chunks
   */
  public ChunkGrid(String where, List<Long> shape, List<Integer> chunkShape) {
    this.where = where;
    this.count = count(where, shape, chunkShape);
    this.lengths = shape.stream().mapToLong(Long::longValue).toArray();
    this.chunk = chunkShape.stream().mapToLong(Integer::longValue).toArray();
    this.offsets = new long[count];
    this.sizes = new long[count];
    this.masks = new int[count];
    Arrays.fill(offsets, ChunkTable.UNALLOCATED);
  }

  /**
   * How many chunks a grid has, before anything is allocated for them.
   *
   * @throws BadGranuleException if it is an impossible number
   */
  public static int count(String where, List<Long> shape, List<Integer> chunkShape) {
    if (shape.isEmpty() || shape.size() != chunkShape.size()) {
      throw new BadGranuleException(
          "[%s] has shape %s, but chunks of shape %s: its sidecar is damaged"
              .formatted(where, shape, chunkShape));
    }
    boolean empty = shape.contains(0L);
    long count = empty ? 0 : 1;
    for (int i = 0; i < shape.size(); i++) {
      long length = shape.get(i);
      int side = chunkShape.get(i);
      if (length < 0 || side < 1) {
        throw new BadGranuleException(
            "[%s] has shape %s and chunks of shape %s, expected lengths above 0: its sidecar is damaged"
                .formatted(where, shape, chunkShape));
      }
      long grid = length / side + (length % side == 0 ? 0 : 1);
      if (!empty && (grid > MAX_CHUNKS || count * grid > MAX_CHUNKS)) {
        throw new BadGranuleException(
            "[%s] has shape %s in chunks of %s: more than %s chunks, the limit; its sidecar is damaged"
                .formatted(where, shape, chunkShape, MAX_CHUNKS));
      }
      count *= grid;
    }
    return Math.toIntExact(count);
  }

  /**
   * Places one chunk.
   *
   * @param position where its first element is in the dataset
   * @param offset first byte in the granule
   * @param size stored bytes
   * @throws BadGranuleException if no chunk starts there, one does already, or the bytes can't be
   */
  public void put(long[] position, long offset, long size, int mask) {
    if (position.length != lengths.length) {
      throw damaged(position, "has %s coordinates, expected %s", position.length, lengths.length);
    }
    long at = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (position[i] < 0 || position[i] >= lengths[i]) {
        throw damaged(position, "lies outside of the shape %s", Arrays.toString(lengths));
      }
      if (position[i] % chunk[i] != 0) {
        throw damaged(position, "does not start where a chunk of %s does", Arrays.toString(chunk));
      }
      at = at * ((lengths[i] - 1) / chunk[i] + 1) + position[i] / chunk[i];
    }
    put(Math.toIntExact(at), position, offset, size, mask);
  }

  /**
   * Places one chunk by its number in row-major order.
   *
   * @throws BadGranuleException as {@link #put(long[], long, long, int)} does
   */
  public void put(int number, long offset, long size, int mask) {
    put(number, new long[] {number}, offset, size, mask);
  }

  private void put(int at, long[] position, long offset, long size, int mask) {
    if (at < 0 || at >= count) {
      throw damaged(position, "is not one of the %s chunks", count);
    }
    if (offsets[at] != ChunkTable.UNALLOCATED) {
      throw damaged(position, "is listed twice, at byte %s and at byte %s", offsets[at], offset);
    }
    if (offset < 0 || size < 1 || offset > Long.MAX_VALUE - size) {
      throw damaged(position, "has offset %s and %s bytes", offset, size);
    }
    offsets[at] = offset;
    sizes[at] = size;
    masks[at] = mask;
    allocated++;
  }

  private BadGranuleException damaged(long[] position, String what, Object... values) {
    return new BadGranuleException(
        "[%s chunk %s] %s: its sidecar is damaged; index the granule without it"
            .formatted(where, Arrays.toString(position), what.formatted(values)));
  }

  /** Whether every chunk was placed. */
  public boolean isComplete() {
    return allocated == count;
  }

  /** The table; chunks that were not placed were never written. */
  public ChunkTable table() {
    return new ChunkTable(offsets, sizes, masks);
  }
}
