package org.groundtrack.hdf5;

import io.jhdf.Utils;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A block of a chunk index: its bytes, once their signature and checksum are known to be right. */
final class IndexBlock {
  static final int CHECKSUM_BYTES = 4;

  /** The signature of a block, and its version. */
  static final int SIGNATURE_BYTES = 5;

  private IndexBlock() {}

  /**
   * Reads a block up to its checksum. It begins with a signature and a version, which are 0, and
   * the kind of its client.
   *
   * @param signature four letters
   * @param bytes of the block, its checksum included
   * @return the block behind its version
   * @throws IllegalArgumentException if it is none, or its checksum is another
   */
  static ByteBuffer read(Hdf5Storage storage, String signature, long address, long bytes) {
    ByteBuffer block = checked(storage, signature, address, bytes);
    byte[] found = new byte[signature.length()];
    block.get(found);
    if (!signature.equals(new String(found, StandardCharsets.ISO_8859_1))) {
      throw new IllegalArgumentException(
          "no block %s of a chunk index at address %s".formatted(signature, address));
    }
    int version = block.get();
    if (version != 0) {
      throw new IllegalArgumentException(
          "block %s of a chunk index at address %s has version %s, expected 0"
              .formatted(signature, address, version));
    }
    return block;
  }

  /**
   * Reads bytes that a checksum follows, such as a page, which has no signature.
   *
   * @param what it is, for messages
   * @param bytes with the checksum
   * @return the bytes before the checksum
   * @throws IllegalArgumentException if the checksum is another
   */
  static ByteBuffer checked(Hdf5Storage storage, String what, long address, long bytes) {
    ByteBuffer block = storage.readBufferFromAddress(address, Math.toIntExact(bytes));
    int end = block.limit() - CHECKSUM_BYTES;
    int expected = block.getInt(end);
    int found = JenkinsLookup3HashLittle.hash(block.limit(end).duplicate());
    if (found != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "block %s of a chunk index at address %s has checksum %08x, expected %08x",
              what,
              address,
              found,
              expected));
    }
    return block.position(0);
  }

  /** A number of so many bytes, at most 8, below 2^63. */
  static long number(ByteBuffer block, int bytes) {
    if (bytes < 1 || bytes > Long.BYTES) {
      throw new IllegalArgumentException("a number of %s bytes in a chunk index".formatted(bytes));
    }
    return Utils.readBytesAsUnsignedLong(block, bytes);
  }
}
