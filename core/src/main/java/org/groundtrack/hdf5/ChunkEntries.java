package org.groundtrack.hdf5;

import java.nio.ByteBuffer;

/**
 * How the entries of a fixed or an extensible array say where a chunk is.
 *
 * @param storage of the granule
 * @param filtered whether an entry has a stored size and a filter mask behind the address
 * @param bytes of an entry
 * @param chunkBytes stored size of a chunk without filters
 */
record ChunkEntries(Hdf5Storage storage, boolean filtered, int bytes, long chunkBytes) {
  private static final int MASK_BYTES = 4;

  /** Takes what the entries say. */
  interface Sink {
    /**
     * A chunk that was written.
     *
     * @param slot number in the index
     * @param address relative to the superblock
     */
    void chunk(long slot, long address, long size, int mask);
  }

  ChunkEntries {
    int expected = storage.getSizeOfOffsets();
    boolean fits =
        filtered
            ? bytes > expected + MASK_BYTES && bytes <= expected + Long.BYTES + MASK_BYTES
            : bytes == expected;
    if (!fits) {
      throw new IllegalArgumentException("a chunk index with entries of " + bytes + " bytes");
    }
  }

  /** Entries as the header of an array tells them. */
  static ChunkEntries of(Hdf5Storage storage, int client, int bytes, long chunkBytes) {
    if (client != 0 && client != 1) {
      throw new IllegalArgumentException("a chunk index of kind " + client);
    }
    return new ChunkEntries(storage, client == 1, bytes, chunkBytes);
  }

  /** Reads consecutive entries. */
  void read(ByteBuffer block, long slot, long count, Sink sink) {
    int offsets = storage.getSizeOfOffsets();
    for (long i = 0; i < count; i++) {
      long address = address(block, offsets);
      long size = chunkBytes;
      int mask = 0;
      if (filtered) {
        size = IndexBlock.number(block, bytes - offsets - MASK_BYTES);
        mask = block.getInt();
      }
      if (address >= 0) {
        sink.chunk(slot + i, address, size, mask);
      }
    }
  }

  /** An address, or -1 where it is undefined, which is all bits set. */
  static long address(ByteBuffer block, int offsets) {
    boolean defined = false;
    for (int i = 0; i < offsets; i++) {
      defined |= block.get(block.position() + i) != (byte) 0xFF;
    }
    long address = defined ? IndexBlock.number(block, offsets) : -1;
    if (!defined) {
      block.position(block.position() + offsets);
    }
    return address;
  }
}
