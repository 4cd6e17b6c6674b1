package org.groundtrack.granule;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A few bytes of a granule, kept as they are stored. Immutable. */
public final class StoredBytes {
  private final byte[] bytes;

  /** Copies the bytes. */
  public StoredBytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Copies what remains of a buffer, whose position stays. */
  public static StoredBytes of(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return new StoredBytes(bytes);
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** A read-only view in a byte order. */
  public ByteBuffer buffer(ByteOrder order) {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
  }

  /** Whether all bytes are zero. */
  public boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredBytes stored && Arrays.equals(bytes, stored.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
