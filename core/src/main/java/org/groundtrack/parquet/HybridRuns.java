package org.groundtrack.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decodes small numbers as Parquet stores levels and dictionary indexes: runs of one number, and
 * groups of eight that are packed bit by bit, the lowest first.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet's
 *     encodings, "RLE / bit-packing hybrid"</a>
 */
final class HybridRuns {
  private static final int GROUP = 8;

  private HybridRuns() {}

  /**
   * Decodes numbers.
   *
   * @param in bytes from its position on; it is moved
   * @param width bits of a number, 0 to 32
   * @param count numbers that are wanted; runs may hold more
   * @throws IllegalArgumentException if the bytes hold fewer
   */
  static int[] decode(ByteBuffer in, int width, int count) {
    if (width < 0 || width > Integer.SIZE) {
      throw new IllegalArgumentException("numbers of %s bits".formatted(width));
    }
    int[] numbers = new int[count];
    if (width == 0) {
      return numbers;
    }
    int done = 0;
    while (done < count) {
      int header = unsigned(in);
      int length = header >>> 1;
      if (length == 0) {
        throw new IllegalArgumentException("a run of no numbers");
      }
      if ((header & 1) == 0) {
        int end = (int) Math.min(count, (long) done + length);
        Arrays.fill(numbers, done, end, repeated(in, width));
        done = end;
      } else {
        int end = (int) Math.min(count, done + (long) length * GROUP);
        unpack(in, width, numbers, done, end);
        // The last group may be cut off where its numbers are not wanted.
        long packed = (long) length * width - bytes((long) (end - done) * width);
        in.position((int) Math.min(in.limit(), in.position() + packed));
        done = end;
      }
    }
    return numbers;
  }

  private static long bytes(long bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static int repeated(ByteBuffer in, int width) {
    int number = 0;
    for (int shift = 0; shift < width; shift += Byte.SIZE) {
      number |= next(in) << shift;
    }
    return number;
  }

  private static void unpack(ByteBuffer in, int width, int[] numbers, int from, int to) {
    long mask = -1L >>> (Long.SIZE - width);
    long bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      while (held < width) {
        bits |= (long) next(in) << held;
        held += Byte.SIZE;
      }
      numbers[i] = (int) (bits & mask);
      bits >>>= width;
      held -= width;
    }
  }

  private static int unsigned(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = next(in);
      number |= (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("the length of a run has no end");
  }

  private static int next(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw new IllegalArgumentException("a page ends within its numbers");
    }
    return in.get() & 0xff;
  }
}
