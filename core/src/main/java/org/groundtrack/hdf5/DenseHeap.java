package org.groundtrack.hdf5;

import io.jhdf.Utils;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.HugeFractalHeapObjectUnfilteredRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Objects in a fractal heap: the links and attributes of groups and datasets that have many.
 *
 * <p>jHDF 0.13.0 reads all blocks of a heap in advance and loses its way in heaps whose root block
 * has gaps or indirect blocks below it, which real granules have. This reads just the object that
 * is asked for. After the HDF5 File Format Specification, version 3.0, section III.G.
 */
final class DenseHeap {
  private static final byte[] SIGNATURE = {'F', 'R', 'H', 'P'};
  private static final byte[] INDIRECT_SIGNATURE = {'F', 'H', 'I', 'B'};
  private static final int MANAGED = 0;
  private static final int HUGE = 1;
  private static final int TINY = 2;

  private final Hdf5Storage storage;
  private final long hugeObjects;
  private final int width;
  private final long startingBlock;
  private final int directRows;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long root;
  private final int rootRows;

  DenseHeap(Hdf5Storage storage, long address) {
    this.storage = storage;
    int lengths = storage.getSizeOfLengths();
    int offsets = storage.getSizeOfOffsets();
    ByteBuffer header = storage.readBufferFromAddress(address, 22 + 12 * lengths + 3 * offsets);
    checkSignature(header, SIGNATURE, address);
    header.position(header.position() + 3);
    int filterBytes = Utils.readBytesAsUnsignedInt(header, 2);
    if (filterBytes > 0) {
      throw new IllegalArgumentException("a fractal heap that is filtered, which is not supported");
    }
    header.get();
    long maxManaged = Utils.readBytesAsUnsignedLong(header, 4);
    skip(header, lengths);
    this.hugeObjects = Utils.readBytesAsUnsignedLong(header, offsets);
    skip(header, 9 * lengths + offsets);
    this.width = Utils.readBytesAsUnsignedInt(header, 2);
    this.startingBlock = Utils.readBytesAsUnsignedLong(header, lengths);
    long maxDirectBlock = Utils.readBytesAsUnsignedLong(header, lengths);
    int maxHeapBits = Utils.readBytesAsUnsignedInt(header, 2);
    skip(header, 2);
    this.root = Utils.readBytesAsUnsignedLong(header, offsets);
    this.rootRows = Utils.readBytesAsUnsignedInt(header, 2);
    if (width < 1
        || Long.bitCount(startingBlock) != 1
        || Long.bitCount(maxDirectBlock) != 1
        || maxManaged < 1
        || startingBlock < 0
        || maxDirectBlock < startingBlock) {
      throw new IllegalArgumentException("a fractal heap of impossible shape");
    }
    this.directRows = log2(maxDirectBlock) - log2(startingBlock) + 2;
    this.offsetBytes = (maxHeapBits + 7) / 8;
    this.lengthBytes = Math.min((log2(maxDirectBlock) + 7) / 8, log2(maxManaged) / 8 + 1);
  }

  /** The object of an id, little-endian. */
  ByteBuffer object(ByteBuffer id) {
    int type = id.get() >>> 4 & 3;
    return switch (type) {
      case MANAGED -> {
        long offset = Utils.readBytesAsUnsignedLong(id, offsetBytes);
        int length = Utils.readBytesAsUnsignedInt(id, lengthBytes);
        yield storage.readBufferFromAddress(managed(offset), length);
      }
      case HUGE -> huge(id);
      case TINY -> tiny(id);
      default -> throw new IllegalArgumentException("a fractal heap id of type " + type);
    };
  }

  /**
   * The address of a byte in the heap's own space of offsets, which holds all block headers too.
   */
  private long managed(long offset) {
    long block = root;
    long within = offset;
    int rows = rootRows;
    while (rows > 0) {
      int row = row(within);
      long blockSize = blockSize(row);
      long rowStart = row == 0 ? 0 : width * blockSize;
      long column = (within - rowStart) / blockSize;
      if (row >= rows || column >= width) {
        throw new IllegalArgumentException("a fractal heap offset beyond its blocks");
      }
      block = child(block, row, column);
      within = within - rowStart - column * blockSize;
      rows = row < directRows ? 0 : log2(blockSize) - log2(startingBlock * width) + 1;
    }
    return Math.addExact(block, within);
  }

  /** Rows 0 and 1 have blocks of the starting size; from there on it doubles from row to row. */
  private int row(long offset) {
    long first = startingBlock * width;
    return offset < first ? 0 : log2(offset / first) + 1;
  }

  private long blockSize(int row) {
    return row == 0 ? startingBlock : startingBlock << (row - 1);
  }

  private long child(long block, int row, long column) {
    int offsets = storage.getSizeOfOffsets();
    ByteBuffer signature = storage.readBufferFromAddress(block, INDIRECT_SIGNATURE.length);
    checkSignature(signature, INDIRECT_SIGNATURE, block);
    long entries = block + INDIRECT_SIGNATURE.length + 1 + offsets + offsetBytes;
    ByteBuffer entry =
        storage.readBufferFromAddress(entries + (row * (long) width + column) * offsets, offsets);
    return Utils.readBytesAsUnsignedLong(entry, offsets);
  }

  private ByteBuffer huge(ByteBuffer id) {
    int bytes = Math.min(id.remaining(), Long.BYTES);
    long wanted = Utils.readBytesAsUnsignedLong(id, bytes);
    List<HugeFractalHeapObjectUnfilteredRecord> objects =
        new BTreeV2<HugeFractalHeapObjectUnfilteredRecord>(storage, hugeObjects).getRecords();
    for (HugeFractalHeapObjectUnfilteredRecord object : objects) {
      if (object.getId() == wanted) {
        return storage.readBufferFromAddress(
            object.getAddress(), Math.toIntExact(object.getLength()));
      }
    }
    throw new IllegalArgumentException("a huge object that its fractal heap lacks");
  }

  /**
   * Tiny objects stand in the id itself; the low bits of its first byte are the length less one.
   */
  private static ByteBuffer tiny(ByteBuffer id) {
    int length = (id.get(id.position() - 1) & 0xF) + 1;
    ByteBuffer object = id.slice(id.position(), length);
    return object.order(id.order());
  }

  private static void checkSignature(ByteBuffer bytes, byte[] expected, long address) {
    byte[] found = new byte[expected.length];
    bytes.get(found);
    if (!Arrays.equals(found, expected)) {
      throw new IllegalArgumentException("no fractal heap block at address " + address);
    }
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }

  private static int log2(long value) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
  }
}
