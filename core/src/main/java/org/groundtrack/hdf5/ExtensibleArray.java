package org.groundtrack.hdf5;

import java.nio.ByteBuffer;

/**
 * Reads an extensible array: the chunks of a dataset one of whose dimensions can grow without
 * bound.
 *
 * <p>After the HDF5 File Format Specification, version 3.0, section VII.D. The first entries stand
 * in the index block; others in data blocks, which get longer from super block to super block. The
 * index block names the data blocks of the first super blocks itself. Data blocks that are longer
 * than a page are paged; bitmaps in the super block say which pages were ever written.
 */
final class ExtensibleArray {
  private final Hdf5Storage storage;
  private final ChunkEntries.Sink sink;
  private final ChunkEntries entries;
  private final int client;
  private final long header;
  private final int offsetBytes;
  private final int inIndexBlock;
  private final int shortest;
  private final int leastPointers;
  private final int superBlocks;
  private final long pageEntries;
  private final long indexBlock;

  private ExtensibleArray(
      Hdf5Storage storage, long address, long chunkBytes, ChunkEntries.Sink sink) {
    this.storage = storage;
    this.sink = sink;
    this.header = address;
    int lengths = storage.getSizeOfLengths();
    int offsets = storage.getSizeOfOffsets();
    ByteBuffer bytes =
        IndexBlock.read(
            storage,
            "EAHD",
            address,
            IndexBlock.SIGNATURE_BYTES + 7L + 6L * lengths + offsets + IndexBlock.CHECKSUM_BYTES);
    client = bytes.get();
    entries = ChunkEntries.of(storage, client, bytes.get() & 0xFF, chunkBytes);
    int maxBits = bytes.get() & 0xFF;
    inIndexBlock = bytes.get() & 0xFF;
    shortest = bytes.get() & 0xFF;
    leastPointers = bytes.get() & 0xFF;
    int pageBits = bytes.get() & 0xFF;
    bytes.position(bytes.position() + 6 * lengths);
    indexBlock = ChunkEntries.address(bytes, offsets);
    if (maxBits < 1
        || maxBits > 62
        || pageBits > 30
        || Integer.bitCount(shortest) != 1
        || leastPointers < 2
        || Integer.bitCount(leastPointers) != 1
        || log2(shortest) > maxBits) {
      throw new IllegalArgumentException("an extensible array of impossible shape");
    }
    offsetBytes = (maxBits + Byte.SIZE - 1) / Byte.SIZE;
    superBlocks = 1 + maxBits - log2(shortest);
    pageEntries = 1L << pageBits;
  }

  /** Reads all chunks. */
  static void read(Hdf5Storage storage, long address, long chunkBytes, ChunkEntries.Sink sink) {
    new ExtensibleArray(storage, address, chunkBytes, sink).read();
  }

  private void read() {
    if (indexBlock < 0) {
      return;
    }
    int offsets = storage.getSizeOfOffsets();
    int inline = Math.min(superBlocks, 2 * log2(leastPointers));
    int blocks = 2 * (leastPointers - 1);
    int others = superBlocks - inline;
    ByteBuffer index =
        block(
            storage,
            "EAIB",
            indexBlock,
            IndexBlock.SIGNATURE_BYTES
                + 1L
                + offsets
                + (long) inIndexBlock * entries.bytes()
                + (long) (blocks + others) * offsets
                + IndexBlock.CHECKSUM_BYTES,
            client,
            header);
    entries.read(index, 0, inIndexBlock, sink);
    long slot = inIndexBlock;
    int block = 0;
    for (int number = 0; number < inline; number++) {
      for (long i = 0; i < dataBlocks(number) && block < blocks; i++, block++) {
        readDataBlock(ChunkEntries.address(index, offsets), slot, length(number), null, 0);
        slot += length(number);
      }
    }
    for (int number = inline; number < superBlocks; number++) {
      readSuperBlock(ChunkEntries.address(index, offsets), number, slot);
      slot = Math.addExact(slot, Math.multiplyExact(dataBlocks(number), length(number)));
    }
  }

  /** Data blocks of a super block. */
  private static long dataBlocks(int superBlock) {
    return 1L << superBlock / 2;
  }

  /** Entries of each of a super block's data blocks. */
  private long length(int superBlock) {
    return (1L << (superBlock + 1) / 2) * shortest;
  }

  private void readSuperBlock(long address, int number, long firstSlot) {
    if (address < 0) {
      return;
    }
    int offsets = storage.getSizeOfOffsets();
    long blocks = dataBlocks(number);
    long length = length(number);
    long pages = length > pageEntries ? length / pageEntries : 0;
    long bitmapBytes = pages == 0 ? 0 : blocks * ((pages - 1) / Byte.SIZE + 1);
    long prefix = IndexBlock.SIGNATURE_BYTES + 1L + offsets + offsetBytes;
    ByteBuffer block =
        block(
            storage,
            "EASB",
            address,
            prefix + bitmapBytes + blocks * offsets + IndexBlock.CHECKSUM_BYTES,
            client,
            header);
    block.position(block.position() + offsetBytes);
    ByteBuffer bitmap = block.slice(block.position(), Math.toIntExact(bitmapBytes));
    block.position(Math.toIntExact(block.position() + bitmapBytes));
    for (long i = 0; i < blocks; i++) {
      readDataBlock(
          ChunkEntries.address(block, offsets),
          firstSlot + i * length,
          length,
          pages == 0 ? null : bitmap,
          i * pages);
    }
  }

  /**
   * Reads a data block.
   *
   * @param bitmap of the pages of its super block, or {@code null} if it has no pages
   * @param firstPage number of its first page in the bitmap
   */
  private void readDataBlock(
      long address, long slot, long length, ByteBuffer bitmap, long firstPage) {
    if (address < 0) {
      return;
    }
    long prefix = IndexBlock.SIGNATURE_BYTES + 1L + storage.getSizeOfOffsets() + offsetBytes;
    if (bitmap == null) {
      long bytes = prefix + length * entries.bytes() + IndexBlock.CHECKSUM_BYTES;
      ByteBuffer block = block(storage, "EADB", address, bytes, client, header);
      block.position(block.position() + offsetBytes);
      entries.read(block, slot, length, sink);
      return;
    }
    block(storage, "EADB", address, prefix + IndexBlock.CHECKSUM_BYTES, client, header);
    long pages = address + prefix + IndexBlock.CHECKSUM_BYTES;
    long pageBytes = pageEntries * entries.bytes() + IndexBlock.CHECKSUM_BYTES;
    for (long page = 0; page < length / pageEntries; page++) {
      if (FixedArray.isSet(bitmap, firstPage + page)) {
        ByteBuffer found =
            IndexBlock.checked(
                storage,
                "EADB page " + page,
                Math.addExact(pages, Math.multiplyExact(page, pageBytes)),
                pageBytes);
        entries.read(found, slot + page * pageEntries, pageEntries, sink);
      }
    }
  }

  /** A block of an array, behind the address of the array's header. */
  static ByteBuffer block(
      Hdf5Storage storage, String signature, long address, long bytes, int client, long header) {
    ByteBuffer block = IndexBlock.read(storage, signature, address, bytes);
    int kind = block.get();
    long owner = ChunkEntries.address(block, storage.getSizeOfOffsets());
    if (kind != client || owner != header) {
      throw new IllegalArgumentException(
          "block %s of a chunk index at address %s belongs to the index at %s, expected %s"
              .formatted(signature, address, owner, header));
    }
    return block;
  }

  private static int log2(int value) {
    return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
  }
}
