package org.groundtrack.fuzz;

import java.nio.ByteBuffer;

/**
 * Changes of single bytes of a whole file, as Jazzer's input says: five bytes each, a place and the
 * byte to put there. So a small input changes a large file, and its checksums and offsets elsewhere
 * stay what they were.
 */
final class Patches {
  private static final int BYTES = 5;
  private static final int MOST = 64;

  private Patches() {}

  /** A copy of a file with the changes that an input asks for from some place on. */
  static byte[] apply(byte[] file, byte[] input, int from) {
    byte[] changed = file.clone();
    ByteBuffer patches = ByteBuffer.wrap(input, from, input.length - from);
    for (int i = 0; i < MOST && patches.remaining() >= BYTES; i++) {
      changed[Integer.remainderUnsigned(patches.getInt(), changed.length)] = patches.get();
    }
    return changed;
  }
}
