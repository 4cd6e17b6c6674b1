package org.groundtrack.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/**
 * Writes small numbers as Parquet's hybrid of runs and packed groups, array by array. The format's
 * own description calls it RLE/bit-packing hybrid encoding.
 */
final class HybridOutput {
  private static final int GROUP = 8;

  /** The length of a packed run fits in one byte then, as all known writers have it. */
  private static final int MAX_GROUPS = 63;

  private HybridOutput() {}

  /**
   * Appends numbers.
   *
   * @param numbers each less than 2 to the power of {@code width}
   * @param from first number to be written
   * @param to after the last one
   * @param width bits of a number
   */
  static void write(PageBytes out, int[] numbers, int from, int to, int width) {
    BytePacker packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
    int packed = from;
    int at = from;
    while (at < to) {
      int end = runEnd(numbers, at, to);
      if (end - at >= GROUP) {
        pack(out, packer, numbers, packed, at);
        run(out, end - at, numbers[at], width);
        at = end;
        packed = end;
      } else {
        at = Math.min(to, at + GROUP);
      }
    }
    pack(out, packer, numbers, packed, to);
  }

  private static int runEnd(int[] numbers, int from, int to) {
    int value = numbers[from];
    int end = from + 1;
    while (end < to && numbers[end] == value) {
      end++;
    }
    return end;
  }

  /** Appends the same number so many times. */
  static void run(PageBytes out, int count, int value, int width) {
    out.putVarint(count << 1);
    ByteBuffer bytes = out.room(Integer.BYTES);
    for (int bits = 0; bits < width; bits += Byte.SIZE) {
      bytes.put((byte) (value >>> bits));
    }
  }

  /** Groups of eight; what is missing in the last one is zero. */
  private static void pack(PageBytes out, BytePacker packer, int[] numbers, int from, int to) {
    int width = packer.getBitWidth();
    for (int at = from; at < to; ) {
      int groups = Math.min(MAX_GROUPS, (to - at + GROUP - 1) / GROUP);
      out.putVarint(groups << 1 | 1);
      ByteBuffer bytes = out.room(groups * width);
      int place = bytes.arrayOffset() + bytes.position();
      for (int i = 0; i < groups; i++, at += GROUP, place += width) {
        if (to - at >= GROUP) {
          packer.pack8Values(numbers, at, bytes.array(), place);
        } else {
          int[] last = new int[GROUP];
          System.arraycopy(numbers, at, last, 0, to - at);
          packer.pack8Values(last, 0, bytes.array(), place);
        }
      }
      bytes.position(bytes.position() + groups * width);
    }
  }
}
