package org.groundtrack.hdf5;

import io.jhdf.Constants;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkTable;

/** Reads the chunk indexes that HDF5 has had: a B-tree of version 1, and the five of layout 4. */
final class ChunkIndexes {
  /** A granule of 100,000 chunks is known; a dataset claiming more than this is damaged. */
  private static final long MAX_CHUNKS = 10_000_000;

  private ChunkIndexes() {}

  static List<Integer> chunkShape(DataLayoutMessage message) {
    int[] shape;
    if (message instanceof ChunkedDataLayoutMessage v3) {
      shape = v3.getChunkDimensions();
    } else if (message instanceof ChunkedDataLayoutMessageV4 v4) {
      // The last dimension of this message is the element size.
      int[] withElement = v4.getChunkDimensions();
      shape = Arrays.copyOf(withElement, withElement.length - 1);
    } else {
      throw new IllegalArgumentException("layout " + message.getDataLayout());
    }
    return Arrays.stream(shape).boxed().toList();
  }

  static ChunkTable read(
      Hdf5Storage storage,
      DataLayoutMessage message,
      List<Long> shape,
      List<Integer> chunkShape,
      int elementBytes) {
    long[] grid = new long[shape.size()];
    long count = 1;
    if (chunkShape.size() != shape.size()) {
      throw new IllegalArgumentException("shape " + shape + " in chunks of " + chunkShape);
    }
    long chunkBytes = elementBytes;
    for (int i = 0; i < grid.length; i++) {
      int length = chunkShape.get(i);
      if (length < 1) {
        throw new IllegalArgumentException("chunks of shape " + chunkShape);
      }
      grid[i] = (shape.get(i) + length - 1) / length;
      count = Math.multiplyExact(count, grid[i]);
      chunkBytes = Math.multiplyExact(chunkBytes, length);
    }
    if (count > MAX_CHUNKS) {
      throw new BadGranuleException(
          "[%s] a dataset of shape %s claims %s chunks, the limit is %s: it is damaged"
              .formatted(storage.name(), shape, count, MAX_CHUNKS));
    }
    if (count == 0) {
      return ChunkTable.EMPTY;
    }
    Collection<Chunk> chunks =
        chunks(storage, message, shape, chunkShape, Math.toIntExact(chunkBytes));
    return table(storage, chunks, grid, chunkShape, Math.toIntExact(count));
  }

  private static Collection<Chunk> chunks(
      Hdf5Storage storage,
      DataLayoutMessage message,
      List<Long> shape,
      List<Integer> chunkShape,
      int chunkBytes) {
    if (message instanceof ChunkedDataLayoutMessage v3) {
      return v3.getBTreeAddress() == Constants.UNDEFINED_ADDRESS
          ? List.of()
          : new ArrayList<>(
              BTreeV1.createDataBTree(storage, v3.getBTreeAddress(), shape.size()).getChunks());
    }
    ChunkedDataLayoutMessageV4 v4 = (ChunkedDataLayoutMessageV4) message;
    if (v4.getAddress() == Constants.UNDEFINED_ADDRESS) {
      return List.of();
    }
    DatasetInfo info =
        new DatasetInfo(
            chunkBytes,
            shape.stream().mapToLong(Long::longValue).toArray(),
            chunkShape.stream().mapToInt(Integer::intValue).toArray());
    long address = v4.getAddress();
    return switch (v4.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(v4, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ImplicitChunkIndex(address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new FixedArrayIndex(storage, address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ExtensibleArrayIndex(storage, address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          new BTreeIndex(storage, address, info).getAllChunks();
      default -> throw new IllegalArgumentException("chunk index of type " + v4.getIndexingType());
    };
  }

  private static ChunkTable table(
      Hdf5Storage storage,
      Collection<Chunk> chunks,
      long[] grid,
      List<Integer> chunkShape,
      int count) {
    long[] offsets = new long[count];
    long[] sizes = new long[count];
    int[] masks = new int[count];
    Arrays.fill(offsets, ChunkTable.UNALLOCATED);
    for (Chunk chunk : chunks) {
      if (chunk.getAddress() == Constants.UNDEFINED_ADDRESS) {
        continue;
      }
      int index = index(chunk.getChunkOffset(), grid, chunkShape);
      if (index < 0 || offsets[index] != ChunkTable.UNALLOCATED) {
        throw new IllegalArgumentException(
            "a chunk at element %s, which is %s"
                .formatted(
                    Arrays.toString(chunk.getChunkOffset()),
                    index < 0 ? "outside the chunk grid" : "there twice"));
      }
      offsets[index] = Math.addExact(chunk.getAddress(), storage.getUserBlockSize());
      sizes[index] = Integer.toUnsignedLong(chunk.getSize());
      long[] mask = chunk.getFilterMask().toLongArray();
      masks[index] = mask.length == 0 ? 0 : (int) mask[0];
    }
    return new ChunkTable(offsets, sizes, masks);
  }

  /** Number of the chunk at an element in row-major order of the chunk grid, or -1 if none. */
  private static int index(long[] element, long[] grid, List<Integer> chunkShape) {
    long index = 0;
    for (int i = 0; i < grid.length; i++) {
      long at = element[i] / chunkShape.get(i);
      if (element[i] < 0 || element[i] % chunkShape.get(i) != 0 || at >= grid[i]) {
        return -1;
      }
      index = index * grid[i] + at;
    }
    return Math.toIntExact(index);
  }
}
