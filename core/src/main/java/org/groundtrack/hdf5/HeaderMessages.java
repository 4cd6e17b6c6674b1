package org.groundtrack.hdf5;

import io.jhdf.ObjectHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What jHDF 0.13.0 drops of messages in the header of an object: flags of a data layout message,
 * and the address of a type that datasets share, which it takes for the type itself.
 *
 * <p>After the HDF5 File Format Specification, version 3.0, sections IV.A.1.b and IV.A.2.i.
 */
final class HeaderMessages {
  /** Chunks at the edges of the dataset are stored without filters. */
  private static final int UNFILTERED_EDGES = 1;

  private static final byte[] SIGNATURE = {'O', 'H', 'D', 'R'};
  private static final byte[] CONTINUATION = {'O', 'C', 'H', 'K'};
  private static final int CHECKSUM_BYTES = 4;
  private static final int TYPE = 0x03;
  private static final int LAYOUT = 0x08;
  private static final int CONTINUED = 0x10;
  private static final int COMMITTED = 2;
  private static final int SIZE_BITS = 0x03;
  private static final int ORDERED = 0x04;
  private static final int PHASES = 0x10;
  private static final int TIMES = 0x20;

  /** Pieces of a header; real ones have up to 5. */
  private static final int MAX_PIECES = 1000;

  private static final int OLD_VERSION = 1;
  private static final int OLD_PREFIX = 16;

  private final Hdf5Storage storage;

  /** Bytes of a type: 2 in old headers. */
  private final int typeBytes;

  /** Bytes before a message's data. */
  private final int prefix;

  private int pieces;

  private final int wanted;

  private HeaderMessages(Hdf5Storage storage, int wanted, int typeBytes, int prefix) {
    this.storage = storage;
    this.wanted = wanted;
    this.typeBytes = typeBytes;
    this.prefix = prefix;
  }

  /**
   * Tells whether chunks that reach beyond the dataset are stored without filters.
   *
   * @param header of a dataset whose layout message has version 4
   * @throws IllegalArgumentException if the message is not found
   */
  static boolean unfilteredEdges(Hdf5Storage storage, ObjectHeader header) {
    ByteBuffer message = find(storage, header, LAYOUT);
    message.getShort();
    return (message.get() & UNFILTERED_EDGES) != 0;
  }

  /**
   * The header of the type that a dataset shares with others.
   *
   * @param header of a dataset whose type is a shared message
   * @throws IllegalArgumentException if the message names none
   */
  static ObjectHeader sharedType(Hdf5Storage storage, ObjectHeader header) {
    ByteBuffer message = find(storage, header, TYPE);
    int version = message.get();
    int kind = message.get();
    if (version == 1) {
      message.position(message.position() + 6);
    } else if (version != 2 && !(version == 3 && kind == COMMITTED)) {
      throw new IllegalArgumentException(
          "a type that is shared in a way that is not supported (version %s, kind %s)"
              .formatted(version, kind));
    }
    long address = IndexBlock.number(message, storage.getSizeOfOffsets());
    return ObjectHeader.readObjectHeader(storage, address);
  }

  /** The data of the first message of a type. */
  private static ByteBuffer find(Hdf5Storage storage, ObjectHeader header, int wanted) {
    long at = header.getAddress();
    ByteBuffer start = storage.readBufferFromAddress(at, OLD_PREFIX);
    ByteBuffer found;
    if (start.get(0) == OLD_VERSION) {
      found = new HeaderMessages(storage, wanted, 2, 8).find(at + OLD_PREFIX, start.getInt(8));
    } else {
      byte[] signature = new byte[SIGNATURE.length];
      start.get(signature);
      start.get();
      if (!Arrays.equals(signature, SIGNATURE)) {
        throw new IllegalArgumentException("no header of an object at address " + at);
      }
      int flags = start.get();
      at +=
          SIGNATURE.length + 2 + ((flags & TIMES) != 0 ? 16 : 0) + ((flags & PHASES) != 0 ? 4 : 0);
      int sizeBytes = 1 << (flags & SIZE_BITS);
      long size = IndexBlock.number(storage.readBufferFromAddress(at, sizeBytes), sizeBytes);
      int prefix = (flags & ORDERED) != 0 ? 6 : 4;
      found = new HeaderMessages(storage, wanted, 1, prefix).find(at + sizeBytes, size);
    }
    if (found == null) {
      throw new IllegalArgumentException("a header without a message of type " + wanted);
    }
    return found;
  }

  /** The data of the message, if it stands in a piece of the header or those that follow. */
  private ByteBuffer find(long address, long size) {
    if (++pieces > MAX_PIECES) {
      throw new IllegalArgumentException("a header in more than " + MAX_PIECES + " pieces");
    }
    ByteBuffer piece = storage.readBufferFromAddress(address, Math.toIntExact(size));
    ByteBuffer found = null;
    while (found == null && piece.remaining() >= prefix) {
      int start = piece.position();
      int type = typeBytes == 1 ? piece.get() & 0xFF : Short.toUnsignedInt(piece.getShort());
      int length = Short.toUnsignedInt(piece.getShort());
      ByteBuffer message = piece.duplicate().order(piece.order()).position(start + prefix);
      if (length > message.remaining()) {
        break;
      }
      if (type == wanted) {
        return message;
      }
      if (type == CONTINUED) {
        long next = IndexBlock.number(message, storage.getSizeOfOffsets());
        long bytes = IndexBlock.number(message, storage.getSizeOfLengths());
        int around = typeBytes == 1 ? CONTINUATION.length : 0;
        found = find(next + around, bytes - around - (around == 0 ? 0 : CHECKSUM_BYTES));
      }
      piece.position(start + prefix + length);
    }
    return found;
  }
}
