package org.groundtrack.io;

/**
 * A run of bytes of an object.
 *
 * @param offset first byte, from the start of the object (at least 0)
 * @param length bytes (at least 1)
 */
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "Byte range must start at 0 or later and hold a byte: offset=%s length=%s"
              .formatted(offset, length));
    }
  }

  /** The first byte after the range. */
  public long end() {
    return offset + length;
  }

  /** Whether every byte of {@code other} is in this range. */
  public boolean contains(ByteRange other) {
    return other.offset >= offset && other.end() <= end();
  }

  @Override
  public String toString() {
    return "[%s, %s)".formatted(offset, end());
  }
}
