package org.groundtrack.kerchunk;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.sidecar.ChunkGrid;
import org.groundtrack.sidecar.UnsupportedStorageException;

/** The references of one array's chunks, in the order in which they are found. */
final class ChunkReferences {
  private int count;
  private int rank = -1;
  private long[] coordinates = new long[1];
  private long[] offsets = new long[1];
  private long[] sizes = new long[1];
  private byte[] inline;
  private int inlineCount;
  private String unsupported;

  /** The first thing found that can't be read, completing "the dataset ...". */
  void refuse(String why) {
    unsupported = unsupported == null ? why : unsupported;
  }

  /** A chunk whose bytes the document carries itself. */
  void addInline(byte[] bytes) {
    inline = bytes;
    inlineCount++;
  }

  /**
   * A chunk of the granule.
   *
   * @param key its place in the grid, a coordinate per dimension
   */
  void add(long[] key, long offset, long size) {
    rank = rank < 0 ? key.length : rank;
    if (rank != key.length) {
      refuse("has chunks of %s and of %s dimensions".formatted(rank, key.length));
      return;
    }
    if (count == offsets.length) {
      int length = Math.max(8, count * 2);
      offsets = Arrays.copyOf(offsets, length);
      sizes = Arrays.copyOf(sizes, length);
      coordinates = Arrays.copyOf(coordinates, Math.multiplyExact(length, rank));
    } else if (coordinates.length < (count + 1) * rank) {
      coordinates = Arrays.copyOf(coordinates, (count + 1) * rank);
    }
    System.arraycopy(key, 0, coordinates, count * rank, rank);
    offsets[count] = offset;
    sizes[count] = size;
    count++;
  }

  int count() {
    return count;
  }

  /** The bytes of the only chunk, or {@code null} if they are in the granule. */
  byte[] inlineOrNull() throws UnsupportedStorageException {
    if (unsupported != null) {
      throw new UnsupportedStorageException(unsupported);
    }
    if (inlineCount > 1 || (inlineCount == 1 && count > 0)) {
      throw new UnsupportedStorageException("has chunks in the references themselves");
    }
    return inline;
  }

  long offset(int chunk) {
    return offsets[chunk];
  }

  long size(int chunk) {
    return sizes[chunk];
  }

  /** Puts the chunks where their coordinates say. */
  void place(ChunkGrid grid, List<Integer> chunkShape) {
    for (int i = 0; i < count; i++) {
      long[] position = Arrays.copyOfRange(coordinates, i * rank, (i + 1) * rank);
      for (int k = 0; k < Math.min(rank, chunkShape.size()); k++) {
        position[k] = Math.multiplyExact(position[k], (long) chunkShape.get(k));
      }
      grid.put(position, offsets[i], sizes[i], 0);
    }
  }
}
