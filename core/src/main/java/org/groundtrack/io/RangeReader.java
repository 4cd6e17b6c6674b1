package org.groundtrack.io;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * Reads byte ranges of one object. Returns exactly the bytes asked for, of the object version that
 * {@link #identity()} names, or throws; never fewer bytes, never bytes of another version. Safe for
 * use by many threads at once.
 */
public interface RangeReader extends Closeable {
  /** The object's name for messages: a path, or scheme, host and path of a URL; no secrets. */
  String name();

  /**
   * Which version of the object is read. The first call may read.
   *
   * @throws org.groundtrack.error.SourceUnavailableException if the object can't be reached
   */
  SourceIdentity identity();

  /**
   * Reads one range.
   *
   * @param range bytes that all lie within the object, at most {@link Integer#MAX_VALUE} - 8 long
   * @return a buffer of the caller's own, position 0, limit and capacity the range's length,
   *     big-endian
   * @throws org.groundtrack.error.SourceUnavailableException if the object can't be read, or ends
   *     before the range does
   * @throws org.groundtrack.error.SourceChangedException if the object is not the version that was
   *     identified
   */
  ByteBuffer read(ByteRange range);

  /**
   * Whether reading a range would cost no request, as far as is known now: it is stored nearby.
   * Nothing is asked for to find out.
   */
  default boolean isAtHand(ByteRange range) {
    return false;
  }

  @Override
  void close();
}
