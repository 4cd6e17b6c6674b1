package org.groundtrack.hdf5;

import java.nio.ByteBuffer;

/**
 * Reads a fixed array: the chunks of a dataset whose dimensions can't grow without bound.
 *
 * <p>After the HDF5 File Format Specification, version 3.0, section VII.C. Arrays of more entries
 * than a page holds are paged; a bitmap says which pages were ever written. Chunks of others were
 * not: what stands there is not initialised.
 */
final class FixedArray {
  private FixedArray() {}

  /**
   * Reads all chunks.
   *
   * @param slots of the index: the chunks of the greatest shape
   */
  static void read(
      Hdf5Storage storage, long address, long slots, long chunkBytes, ChunkEntries.Sink sink) {
    int offsets = storage.getSizeOfOffsets();
    int lengths = storage.getSizeOfLengths();
    ByteBuffer header =
        IndexBlock.read(
            storage,
            "FAHD",
            address,
            IndexBlock.SIGNATURE_BYTES + 3L + lengths + offsets + IndexBlock.CHECKSUM_BYTES);
    int client = header.get();
    ChunkEntries entries = ChunkEntries.of(storage, client, header.get() & 0xFF, chunkBytes);
    int pageBits = header.get() & 0xFF;
    long count = IndexBlock.number(header, lengths);
    long block = ChunkEntries.address(header, offsets);
    if (count != slots || pageBits > 30) {
      throw new IllegalArgumentException(
          "a fixed array of %s chunks in pages of 2^%s, expected %s chunks"
              .formatted(count, pageBits, slots));
    }
    if (block < 0) {
      return;
    }
    long prefix = IndexBlock.SIGNATURE_BYTES + 1L + offsets;
    long pageEntries = 1L << pageBits;
    if (count <= pageEntries) {
      long bytes = prefix + count * entries.bytes() + IndexBlock.CHECKSUM_BYTES;
      entries.read(block(storage, block, bytes, client, address), 0, count, sink);
      return;
    }
    long pages = (count - 1) / pageEntries + 1;
    long bitmapBytes = (pages - 1) / Byte.SIZE + 1;
    long bytes = prefix + bitmapBytes + IndexBlock.CHECKSUM_BYTES;
    ByteBuffer bitmap = block(storage, block, bytes, client, address).slice();
    long pageBytes = pageEntries * entries.bytes() + IndexBlock.CHECKSUM_BYTES;
    for (long page = 0; page < pages; page++) {
      if (isSet(bitmap, page)) {
        long first = page * pageEntries;
        long held = Math.min(pageEntries, count - first);
        ByteBuffer found =
            IndexBlock.checked(
                storage,
                "FADB page " + page,
                Math.addExact(block + bytes, Math.multiplyExact(page, pageBytes)),
                held * entries.bytes() + IndexBlock.CHECKSUM_BYTES);
        entries.read(found, first, held, sink);
      }
    }
  }

  /** A data block behind its header's address. */
  private static ByteBuffer block(
      Hdf5Storage storage, long address, long bytes, int client, long header) {
    return ExtensibleArray.block(storage, "FADB", address, bytes, client, header);
  }

  /** Bits of bitmaps go from the highest of a byte to the lowest. */
  static boolean isSet(ByteBuffer bitmap, long bit) {
    int at = Math.toIntExact(bit / Byte.SIZE);
    return (bitmap.get(at) >>> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0;
  }
}
