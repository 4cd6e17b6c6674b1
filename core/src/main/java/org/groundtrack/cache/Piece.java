package org.groundtrack.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundtrack.io.ByteRange;

/**
 * A run of an object's bytes that is a file of its own.
 *
 * @param offset first byte, from the start of the object (at least 0)
 * @param length bytes (1 to {@link #MAX_BYTES})
 */
record Piece(long offset, int length) {
  /** Longer runs are several pieces: eviction is finer, and checksums of a piece are few. */
  static final int MAX_BYTES = 16 << 20;

  private static final Pattern NAME = Pattern.compile("(0|[1-9][0-9]{0,17})-([1-9][0-9]{0,8})");

  Piece {
    if (offset < 0 || length < 1 || length > MAX_BYTES || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("No piece: offset=%s length=%s".formatted(offset, length));
    }
  }

  /** The pieces that hold a range, in order. */
  static List<Piece> of(ByteRange range) {
    List<Piece> pieces = new ArrayList<>();
    for (long at = range.offset(); at < range.end(); at += MAX_BYTES) {
      pieces.add(new Piece(at, (int) Math.min(MAX_BYTES, range.end() - at)));
    }
    return pieces;
  }

  /** The piece that a file name names; empty if it names none. */
  static Optional<Piece> named(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new Piece(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
  }

  String fileName() {
    return offset + "-" + length;
  }

  ByteRange range() {
    return new ByteRange(offset, length);
  }
}
