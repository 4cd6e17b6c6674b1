package org.groundtrack.hdf5;

import java.nio.ByteBuffer;

/**
 * Reads a B-tree of version 2 of chunks: those of a dataset several of whose dimensions can grow
 * without bound.
 *
 * <p>After the HDF5 File Format Specification, version 3.0, section III.A.2.
 */
final class ChunkTree {
  /** Takes what the records say. */
  interface Sink {
    /**
     * A chunk that was written.
     *
     * @param position of the chunk in the chunk grid; valid until the next call
     * @param address relative to the superblock
     */
    void chunk(long[] position, long address, long size, int mask);
  }

  private static final int UNFILTERED = 10;
  private static final int FILTERED = 11;
  private static final int MASK_BYTES = 4;

  /** A node has at least two records or it is a leaf: more levels than that hold no file. */
  private static final int MAX_DEPTH = 32;

  private final Hdf5Storage storage;
  private final Sink sink;
  private final long chunkBytes;
  private final long[] position;
  private final int type;
  private final int nodeBytes;
  private final int recordBytes;
  private final int sizeBytes;
  private final long[] mostRecords;
  private final int[] totalBytes;
  private final int countBytes;

  private ChunkTree(Hdf5Storage storage, ByteBuffer header, int rank, long chunkBytes, Sink sink) {
    this.storage = storage;
    this.sink = sink;
    this.chunkBytes = chunkBytes;
    this.position = new long[rank];
    type = header.get();
    nodeBytes = header.getInt();
    recordBytes = Short.toUnsignedInt(header.getShort());
    int depth = Short.toUnsignedInt(header.getShort());
    header.getShort();
    int offsets = storage.getSizeOfOffsets();
    int fixed = offsets + rank * Long.BYTES + (type == FILTERED ? MASK_BYTES : 0);
    sizeBytes = recordBytes - fixed;
    boolean fits = type == FILTERED ? sizeBytes > 0 && sizeBytes <= Long.BYTES : sizeBytes == 0;
    int overhead = IndexBlock.SIGNATURE_BYTES + 1 + IndexBlock.CHECKSUM_BYTES;
    if (type != FILTERED && type != UNFILTERED
        || !fits
        || nodeBytes < overhead + recordBytes
        || nodeBytes > Hdf5Storage.MAX_METADATA_BYTES
        || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a B-tree of type %s, %s levels, nodes of %s bytes and records of %s for chunks of rank %s"
              .formatted(type, depth, nodeBytes, recordBytes, rank));
    }
    // How wide the numbers of records beside a child's address are follows from the node's size.
    mostRecords = new long[depth + 1];
    totalBytes = new int[depth + 1];
    mostRecords[0] = ((long) nodeBytes - overhead) / recordBytes;
    countBytes = bytesFor(mostRecords[0]);
    long total = mostRecords[0];
    for (int level = 1; level <= depth; level++) {
      int pointer = offsets + countBytes + totalBytes[level - 1];
      mostRecords[level] = ((long) nodeBytes - overhead - pointer) / (recordBytes + pointer);
      total = saturated(saturated(mostRecords[level] + 1, total), 1) + mostRecords[level];
      total = total < 0 ? Long.MAX_VALUE : total;
      totalBytes[level] = bytesFor(total);
    }
  }

  private static long saturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    return high != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  private static int bytesFor(long most) {
    return (Long.SIZE - Long.numberOfLeadingZeros(most) - 1) / Byte.SIZE + 1;
  }

  /** Reads all chunks. */
  static void read(Hdf5Storage storage, long address, int rank, long chunkBytes, Sink sink) {
    int offsets = storage.getSizeOfOffsets();
    ByteBuffer header =
        IndexBlock.read(
            storage,
            "BTHD",
            address,
            IndexBlock.SIGNATURE_BYTES
                + 13L
                + offsets
                + storage.getSizeOfLengths()
                + IndexBlock.CHECKSUM_BYTES);
    ChunkTree tree = new ChunkTree(storage, header, rank, chunkBytes, sink);
    long root = ChunkEntries.address(header, offsets);
    int records = Short.toUnsignedInt(header.getShort());
    if (root >= 0) {
      tree.node(root, tree.mostRecords.length - 1, records);
    }
  }

  private void node(long address, int level, long records) {
    String signature = level == 0 ? "BTLF" : "BTIN";
    int offsets = storage.getSizeOfOffsets();
    if (records > mostRecords[level]) {
      throw new IllegalArgumentException(
          "a B-tree node of %s records, at most %s fit".formatted(records, mostRecords[level]));
    }
    int pointer = level == 0 ? 0 : offsets + countBytes + totalBytes[level - 1];
    long bytes =
        IndexBlock.SIGNATURE_BYTES
            + 1L
            + records * recordBytes
            + (records + 1) * pointer
            + IndexBlock.CHECKSUM_BYTES;
    ByteBuffer node = IndexBlock.read(storage, signature, address, bytes);
    if (node.get() != type) {
      throw new IllegalArgumentException("a B-tree node of another type");
    }
    for (long i = 0; i < records; i++) {
      record(node, offsets);
    }
    for (long i = 0; level > 0 && i <= records; i++) {
      long child = ChunkEntries.address(node, offsets);
      long held = IndexBlock.number(node, countBytes);
      node.position(node.position() + totalBytes[level - 1]);
      node(child, level - 1, held);
    }
  }

  private void record(ByteBuffer node, int offsets) {
    long address = ChunkEntries.address(node, offsets);
    long size = type == FILTERED ? IndexBlock.number(node, sizeBytes) : chunkBytes;
    int mask = type == FILTERED ? node.getInt() : 0;
    for (int i = 0; i < position.length; i++) {
      position[i] = node.getLong();
    }
    if (address >= 0) {
      sink.chunk(position, address, size, mask);
    }
  }
}
