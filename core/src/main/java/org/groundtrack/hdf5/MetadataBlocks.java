package org.groundtrack.hdf5;

import org.groundtrack.io.CoalescePolicy;

/**
 * How much metadata one request brings. Immutable.
 *
 * <p>Where the next piece is, only the piece before tells: each request waits for the one before
 * it. With blocks that take as long to transfer as to ask for, a walk takes at most twice the time
 * that the best block size would take, whatever the granule's layout.
 *
 * @param blockBytes bytes of a block: a power of two, at least {@link #PAGE_BYTES}
 */
record MetadataBlocks(int blockBytes) {
  /** What the cache keeps and gives up: a scattered walk touches few bytes round each object. */
  static final int PAGE_BYTES = 4096;

  /** Of a cloud-optimised granule all metadata is in pages of 8 MiB at its front. */
  private static final int MAX_BLOCK_BYTES = 8 << 20;

  /** Granules that are scanned at once share the bandwidth. */
  private static final int SCANS_AT_ONCE = 4;

  /**
   * Blocks of a granule of which all is fetched in one request, since a walk touches most of them.
   * Original granules of ATL06 have 1.8 MB of metadata all over their 2.3 to 3.7 MB.
   */
  private static final int WHOLE_BLOCKS = 4;

  /**
   * A walk that took more than this is one of a large granule whose metadata is scattered: then
   * blocks hold little that is wanted, and would use up the limit on metadata.
   */
  private static final long SCATTERED_BYTES = 64L << 20;

  private static final int SCATTERED_BLOCK_BYTES = 64 << 10;

  MetadataBlocks {
    if (blockBytes < PAGE_BYTES || Integer.bitCount(blockBytes) != 1) {
      throw new IllegalArgumentException(
          "A block must be a power of two of at least %s bytes: %s"
              .formatted(PAGE_BYTES, blockBytes));
    }
  }

  /**
   * Blocks for a latency and a bandwidth: 4 KiB for local granules, 128 KiB for {@link
   * CoalescePolicy#REMOTE}.
   */
  static MetadataBlocks of(CoalescePolicy policy) {
    double bytes = policy.latencySeconds() * policy.bytesPerSecond() / SCANS_AT_ONCE;
    double bounded = Math.max(PAGE_BYTES, Math.min(MAX_BLOCK_BYTES, bytes));
    return new MetadataBlocks(Integer.highestOneBit((int) bounded));
  }

  /**
   * The length of the block to fetch for a page that is missing.
   *
   * @param page where it starts
   * @param size bytes of the granule
   * @param lastEnd where the last block ended
   * @param lastBytes length of the last block
   * @param bytesRead bytes fetched so far
   */
  long lengthAt(long page, long size, long lastEnd, long lastBytes, long bytesRead) {
    if (blockBytes == PAGE_BYTES) {
      return PAGE_BYTES;
    }
    if (size <= (long) WHOLE_BLOCKS * blockBytes) {
      return (long) WHOLE_BLOCKS * blockBytes;
    }
    if (bytesRead > SCATTERED_BYTES) {
      return Math.min(blockBytes, SCATTERED_BLOCK_BYTES);
    }
    // A walk that goes on where the last block ended is likely to go on after this one too.
    return page == lastEnd && lastBytes > 0
        ? Math.max(blockBytes, Math.min(MAX_BLOCK_BYTES, 2 * lastBytes))
        : blockBytes;
  }
}
