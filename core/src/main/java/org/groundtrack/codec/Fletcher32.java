package org.groundtrack.codec;

/**
 * The checksum that HDF5's fletcher32 filter appends to a chunk.
 *
 * <p>Two 16-bit sums over big-endian 16-bit words, reduced modulo 65535; an odd last byte counts as
 * the high half of a word. After the HDF5 library's {@code H5_checksum_fletcher32}.
 */
final class Fletcher32 {
  // 360 additions of 16-bit words keep both 32-bit sums from overflowing.
  private static final int BLOCK_WORDS = 360;

  private Fletcher32() {}

  /**
   * The checksum of a run of bytes.
   *
   * @param length bytes, 0 or more
   * @return sum 2 in the high half, sum 1 in the low half
   */
  static int of(byte[] bytes, int offset, int length) {
    long sum1 = 0;
    long sum2 = 0;
    int words = length / 2;
    int at = offset;
    while (words > 0) {
      int block = Math.min(words, BLOCK_WORDS);
      words -= block;
      for (int i = 0; i < block; i++, at += 2) {
        sum1 += ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
        sum2 += sum1;
      }
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    if ((length & 1) != 0) {
      sum1 += (bytes[at] & 0xFF) << 8;
      sum2 += sum1;
      sum1 = fold(sum1);
      sum2 = fold(sum2);
    }
    sum1 = fold(sum1);
    sum2 = fold(sum2);
    return (int) ((sum2 << 16) | sum1);
  }

  private static long fold(long sum) {
    return (sum & 0xFFFF) + (sum >>> 16);
  }
}
