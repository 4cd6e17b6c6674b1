package org.groundtrack.hdf5;

import io.jhdf.Constants;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.util.Arrays;
import java.util.List;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.ChunkTable;

/**
 * Reads the chunk indexes that HDF5 has had: a B-tree of version 1, and the five of layout 4. Those
 * of layout 4 are read here and not by jHDF 0.13.0, which numbers their slots by the current shape,
 * looks at no checksum of theirs, and takes pages that were never written for damage.
 */
final class ChunkIndexes {
  private final Hdf5Storage storage;
  private final DataLayoutMessage message;
  private final ChunkNumbers numbers;
  private final long chunkBytes;
  private final FoundChunks found;

  private ChunkIndexes(
      Hdf5Storage storage,
      DataLayoutMessage message,
      ChunkNumbers numbers,
      long chunkBytes,
      FoundChunks found) {
    this.storage = storage;
    this.message = message;
    this.numbers = numbers;
    this.chunkBytes = chunkBytes;
    this.found = found;
  }

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

  /**
   * Reads where the chunks of a dataset are.
   *
   * @param greatestShape greatest length of each dimension; -1 has no bound
   * @param unfilteredEdges whether chunks that reach beyond the shape are stored without filters
   */
  static ChunkTable read(
      Hdf5Storage storage,
      DataLayoutMessage message,
      List<Long> shape,
      long[] greatestShape,
      List<Integer> chunkShape,
      int elementBytes,
      boolean unfilteredEdges) {
    ChunkNumbers numbers = new ChunkNumbers(shape, greatestShape, chunkShape);
    long chunkBytes = elementBytes;
    for (int length : chunkShape) {
      chunkBytes = Math.multiplyExact(chunkBytes, length);
    }
    long count = shape.contains(0L) ? 0 : numbers.count();
    if (count > Integer.MAX_VALUE) {
      throw new BadGranuleException(
          "[%s] a dataset of shape %s claims %s chunks, the limit is %s: it is damaged"
              .formatted(storage.name(), shape, count, Integer.MAX_VALUE));
    }
    if (count == 0) {
      return ChunkTable.EMPTY;
    }
    FoundChunks found = new FoundChunks(storage.getUserBlockSize());
    if (unfilteredEdges) {
      found.unfiltered(number -> ChunkNumbers.isPartial(number, shape, chunkShape));
    }
    new ChunkIndexes(storage, message, numbers, chunkBytes, found).read(chunkShape);
    return found.table(Math.toIntExact(count));
  }

  private void read(List<Integer> chunkShape) {
    if (message instanceof ChunkedDataLayoutMessage v3) {
      if (v3.getBTreeAddress() != Constants.UNDEFINED_ADDRESS) {
        readOldTree(v3.getBTreeAddress(), chunkShape);
      }
      return;
    }
    ChunkedDataLayoutMessageV4 v4 = (ChunkedDataLayoutMessageV4) message;
    long address = v4.getAddress();
    if (address == Constants.UNDEFINED_ADDRESS) {
      return;
    }
    switch (v4.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> readSingle(v4);
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> {
        expectUnlimited(0, 0);
        readImplicit(address);
      }
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX -> {
        expectUnlimited(0, 0);
        FixedArray.read(storage, address, numbers.slots(), chunkBytes, this::slot);
      }
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX -> {
        expectUnlimited(1, 1);
        ExtensibleArray.read(storage, address, chunkBytes, this::slot);
      }
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          ChunkTree.read(
              storage,
              address,
              chunkShape.size(),
              chunkBytes,
              (position, at, size, mask) ->
                  found.add(numbers.ofPosition(position), at, size, mask));
      default -> throw new IllegalArgumentException("chunk index of type " + v4.getIndexingType());
    }
  }

  /** The kind of an index follows from how many dimensions have no bound. */
  private void expectUnlimited(int least, int most) {
    int unlimited = numbers.unlimitedDimensions();
    if (unlimited < least || unlimited > most) {
      throw new IllegalArgumentException(
          "a chunk index of type %s for a dataset of which %s dimensions have no bound"
              .formatted(((ChunkedDataLayoutMessageV4) message).getIndexingType(), unlimited));
    }
  }

  private void slot(long slot, long address, long size, int mask) {
    found.add(numbers.ofSlot(slot), address, size, mask);
  }

  private void readSingle(ChunkedDataLayoutMessageV4 single) {
    long size =
        single.isFilteredSingleChunk()
            ? Integer.toUnsignedLong(single.getSizeOfFilteredSingleChunk())
            : chunkBytes;
    int mask = 0;
    if (single.isFilteredSingleChunk()) {
      long[] words = single.getFilterMaskFilteredSingleChunk().toLongArray();
      mask = words.length == 0 ? 0 : (int) words[0];
    }
    if (numbers.count() != 1) {
      throw new IllegalArgumentException(
          "an index of one chunk, but " + numbers.count() + " chunks");
    }
    found.add(0, single.getAddress(), size, mask);
  }

  /** Chunks lie one after the other; all were allocated when the dataset was made. */
  private void readImplicit(long address) {
    long slots = numbers.slots();
    long end = Math.addExact(address, Math.multiplyExact(slots, chunkBytes));
    if (end > storage.size()) {
      throw new BadGranuleException(
          "[%s] has chunks up to byte %s, but ends at %s: it is truncated; get it again"
              .formatted(storage.name(), end, storage.size()));
    }
    for (long slot = 0; slot < slots; slot++) {
      slot(slot, address + slot * chunkBytes, chunkBytes, 0);
    }
  }

  private void readOldTree(long address, List<Integer> chunkShape) {
    long[] position = new long[chunkShape.size()];
    for (Chunk chunk : BTreeV1.createDataBTree(storage, address, chunkShape.size()).getChunks()) {
      if (chunk.getAddress() == Constants.UNDEFINED_ADDRESS) {
        continue;
      }
      for (int i = 0; i < position.length; i++) {
        long element = chunk.getChunkOffset()[i];
        if (element % chunkShape.get(i) != 0) {
          throw new IllegalArgumentException(
              "a chunk at element %s, which is outside the chunk grid"
                  .formatted(Arrays.toString(chunk.getChunkOffset())));
        }
        position[i] = element / chunkShape.get(i);
      }
      long number = numbers.ofPosition(position);
      if (number == ChunkNumbers.OUTSIDE) {
        throw new IllegalArgumentException(
            "a chunk at element %s, which is outside the chunk grid"
                .formatted(Arrays.toString(chunk.getChunkOffset())));
      }
      long[] mask = chunk.getFilterMask().toLongArray();
      found.add(
          number,
          chunk.getAddress(),
          Integer.toUnsignedLong(chunk.getSize()),
          mask.length == 0 ? 0 : (int) mask[0]);
    }
  }
}
