package org.groundtrack.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of a page while they are put together, little-endian. For one thread. */
final class PageBytes {
  private static final int VARINT_BITS = 7;

  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Forgets what it holds. */
  PageBytes reset() {
    bytes.clear();
    return this;
  }

  /** A buffer with room for so many bytes more; what is put into it is part of the page. */
  ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int capacity = Math.max(Math.addExact(bytes.position(), more), bytes.capacity() * 2);
      bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
    }
    return bytes;
  }

  /** Puts a whole number of 7 bits a byte, as Parquet's runs have it. */
  void putVarint(int value) {
    ByteBuffer to = room(Integer.BYTES + 1);
    int rest = value;
    while (rest >>> VARINT_BITS != 0) {
      to.put((byte) (rest | 0x80));
      rest >>>= VARINT_BITS;
    }
    to.put((byte) rest);
  }

  int size() {
    return bytes.position();
  }

  /** What it holds, until it is reset. */
  BytesInput input() {
    return BytesInput.from(bytes.array(), 0, bytes.position());
  }

  /** A copy of what it holds. */
  BytesInput copy() {
    byte[] copy = new byte[bytes.position()];
    System.arraycopy(bytes.array(), 0, copy, 0, copy.length);
    return BytesInput.from(copy);
  }
}
