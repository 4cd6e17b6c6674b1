package org.groundtrack.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The file of a piece: a header with a checksum of each block, then the bytes. Big-endian.
 *
 * <pre>
 * magic and version (8), object key (32), offset (8), length (4), bytes of a block (4),
 * CRC-32C of each block (4 each), CRC-32C of all before (4), the piece's bytes
 * </pre>
 *
 * <p>A part of a piece is verified by the blocks that it touches, so a small read of a large piece
 * stays small.
 */
final class PieceFile {
  /**
   * Bytes that a checksum covers. A part costs up to two blocks more than itself, a piece a header
   * of 4 bytes for each.
   */
  static final int BLOCK_BYTES = 16 << 10;

  // "GTPIECE" and the version of the format.
  private static final long MAGIC = 0x4754_5049_4543_4501L;
  private static final int FIXED_BYTES = 2 * Long.BYTES + ObjectKey.BYTES + 2 * Integer.BYTES;
  // NIO keeps an off-heap buffer as large as the largest transfer of a thread.
  private static final int TRANSFER_BYTES = 256 << 10;

  /** A file is not the piece that its name says. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  private PieceFile() {}

  private static int blocks(Piece piece) {
    return (piece.length() + BLOCK_BYTES - 1) / BLOCK_BYTES;
  }

  private static int headerBytes(Piece piece) {
    return FIXED_BYTES + Integer.BYTES * (blocks(piece) + 1);
  }

  /** Bytes of the file of a piece. */
  static long fileBytes(Piece piece) {
    return (long) headerBytes(piece) + piece.length();
  }

  /**
   * Writes a file, which must not exist yet.
   *
   * @param bytes as many as the piece has, in an array
   */
  static void write(Path file, ObjectKey key, Piece piece, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, header(key, piece, bytes));
      writeFully(channel, bytes.duplicate());
    }
  }

  private static ByteBuffer header(ObjectKey key, Piece piece, ByteBuffer bytes) {
    ByteBuffer header = fixed(key, piece);
    for (int block = 0; block < blocks(piece); block++) {
      int start = block * BLOCK_BYTES;
      int length = Math.min(BLOCK_BYTES, piece.length() - start);
      header.putInt(checksum(bytes.slice(bytes.position() + start, length)));
    }
    return header.putInt(checksum(header.duplicate().flip())).flip();
  }

  private static ByteBuffer fixed(ObjectKey key, Piece piece) {
    return ByteBuffer.allocate(headerBytes(piece))
        .putLong(MAGIC)
        .put(key.bytes())
        .putLong(piece.offset())
        .putInt(piece.length())
        .putInt(BLOCK_BYTES);
  }

  /**
   * Reads a part of a piece. What was read is verified; if this fails, {@code into} may hold
   * anything in the part's place.
   *
   * @param from first byte of the part, from the start of the piece
   * @param into where the part goes: position to limit
   * @throws DamagedException if the file is not whole, or another's, or its bytes are not those
   *     that were written
   */
  static void read(Path file, ObjectKey key, Piece piece, int from, ByteBuffer into)
      throws IOException {
    int end = from + into.remaining();
    int body = headerBytes(piece);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != fileBytes(piece)) {
        throw new DamagedException("wrong size");
      }
      ByteBuffer header = readHeader(channel, key, piece);
      ByteBuffer edge = null;
      for (int at = from; at < end; ) {
        int start = at - at % BLOCK_BYTES;
        int stop = Math.min(start + BLOCK_BYTES, piece.length());
        if (start < at || stop > end) {
          edge = edge == null ? ByteBuffer.allocate(BLOCK_BYTES) : edge;
          readFully(channel, body + start, edge.clear().limit(stop - start));
          check(header, start, edge.flip());
          stop = Math.min(stop, end);
          into.put(edge.slice(at - start, stop - at));
        } else {
          // Whole blocks go where they are wanted, many at once.
          stop = Math.max(stop, Math.min(end - end % BLOCK_BYTES, start + TRANSFER_BYTES));
          ByteBuffer run = into.slice(into.position(), stop - at);
          readFully(channel, body + start, run);
          check(header, start, run.flip());
          into.position(into.position() + stop - at);
        }
        at = stop;
      }
    }
  }

  private static ByteBuffer readHeader(FileChannel channel, ObjectKey key, Piece piece)
      throws IOException {
    ByteBuffer header = ByteBuffer.allocate(headerBytes(piece));
    readFully(channel, 0, header);
    int checked = header.capacity() - Integer.BYTES;
    if (header.getInt(checked) != checksum(header.slice(0, checked))
        || !header.slice(0, FIXED_BYTES).equals(fixed(key, piece).flip())) {
      throw new DamagedException("wrong header");
    }
    return header;
  }

  /** Verifies a run of whole blocks that begins at byte {@code start} of the piece. */
  private static void check(ByteBuffer header, int start, ByteBuffer run) throws IOException {
    for (int at = 0; at < run.limit(); at += BLOCK_BYTES) {
      int block = (start + at) / BLOCK_BYTES;
      int length = Math.min(BLOCK_BYTES, run.limit() - at);
      if (header.getInt(FIXED_BYTES + Integer.BYTES * block) != checksum(run.slice(at, length))) {
        throw new DamagedException("wrong checksum of block " + block);
      }
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static void readFully(FileChannel channel, long position, ByteBuffer into)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        throw new DamagedException("it ends early");
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + TRANSFER_BYTES));
      channel.write(bytes);
    }
  }
}
