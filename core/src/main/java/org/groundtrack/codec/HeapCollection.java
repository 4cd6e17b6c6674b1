package org.groundtrack.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.groundtrack.error.BadGranuleException;

/**
 * A collection of HDF5's global heap: objects by number, among them the texts of variable-length
 * strings. Nothing is allocated on the word of its bytes but a place for each object. Immutable.
 */
public final class HeapCollection {
  /** Bytes of the header: a signature, a version and the size of the collection. */
  public static final int HEADER_BYTES = 16;

  /** The size that HDF5 gives to a collection unless an object is larger. */
  public static final int USUAL_BYTES = 4096;

  /** Largest collection: the largest that was seen in a real granule has 16 kB. */
  public static final int MAX_BYTES = 16 << 20;

  private static final int SIGNATURE = 'G' | 'C' << 8 | 'O' << 16 | 'L' << 24;
  private static final int VERSION = 1;
  private static final int OBJECT_HEADER_BYTES = 16;

  private final String where;
  private final byte[] bytes;

  /** By number, where an object is and how long: two halves of one number. */
  private final Map<Integer, Long> objects = new HashMap<>();

  private HeapCollection(String where, byte[] bytes) {
    this.where = where;
    this.bytes = bytes;
  }

  /**
   * The size of a collection by its first bytes.
   *
   * @param where granule and address, for messages
   * @param header {@link #HEADER_BYTES} or more
   * @throws BadGranuleException if no collection begins there, or one of an impossible size
   */
  public static int size(String where, byte[] header) {
    if (header.length < HEADER_BYTES) {
      throw damaged(where, "has %s bytes, expected %s or more", header.length, HEADER_BYTES);
    }
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt(0) != SIGNATURE) {
      throw damaged(where, "does not begin with GCOL");
    }
    if (buffer.get(4) != VERSION) {
      throw damaged(where, "is of version %s, expected %s", buffer.get(4), VERSION);
    }
    long size = buffer.getLong(8);
    if (size < HEADER_BYTES || size > MAX_BYTES) {
      throw damaged(where, "claims %s bytes, expected %s to %s", size, HEADER_BYTES, MAX_BYTES);
    }
    return (int) size;
  }

  /**
   * A collection.
   *
   * @param where granule and address, for messages
   * @param bytes all of it, and perhaps more; kept
   * @throws BadGranuleException if it is damaged
   */
  public static HeapCollection of(String where, byte[] bytes) {
    int size = size(where, bytes);
    if (size > bytes.length) {
      throw damaged(where, "claims %s bytes, found %s", size, bytes.length);
    }
    HeapCollection collection = new HeapCollection(where, bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // Each step is an object's header at least, so this ends.
    for (long at = HEADER_BYTES; at <= size - OBJECT_HEADER_BYTES; ) {
      int start = (int) at + OBJECT_HEADER_BYTES;
      int number = buffer.getShort((int) at) & 0xFFFF;
      long length = buffer.getLong((int) at + 8);
      if (number == 0) {
        // Free space, to the end.
        break;
      }
      if (length < 0 || length > size - start) {
        throw damaged(
            where, "has an object %s of %s bytes, but %s left", number, length, size - start);
      }
      if (collection.objects.put(number, (long) start << Integer.SIZE | length) != null) {
        throw damaged(where, "has two objects %s", number);
      }
      at = start + (length + 7) / 8 * 8;
    }
    return collection;
  }

  /**
   * The first bytes of an object; the array and its first byte are the collection's own.
   *
   * @throws BadGranuleException if it has no such object, or a shorter one
   */
  public ByteBuffer object(int number, long length) {
    Long place = objects.get(number);
    if (place == null) {
      throw damaged(where, "has no object %s, to which a string points", number);
    }
    int held = place.intValue();
    if (length < 0 || length > held) {
      throw damaged(
          where, "has an object %s of %s bytes, but a string of %s there", number, held, length);
    }
    return ByteBuffer.wrap(bytes, (int) (place >>> Integer.SIZE), (int) length).slice();
  }

  private static BadGranuleException damaged(String where, String what, Object... values) {
    return new BadGranuleException(
        "[%s] is no heap of strings: it %s; the granule is damaged, get it again"
            .formatted(where, what.formatted(values)));
  }
}
