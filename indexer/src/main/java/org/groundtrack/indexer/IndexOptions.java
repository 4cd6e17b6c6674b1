package org.groundtrack.indexer;

/**
 * How an index is built.
 *
 * @param threads granules that are scanned at once (at least 1)
 * @param resolution H3 resolution of the coverage, 0 to 8
 * @param overwrite whether an index that exists is replaced
 * @param skipBadGranules whether a granule that is bad, or can't be reached, is left out and
 *     counted, not the end of the run. One that may not be read always ends it
 * @param sidecars where chunk manifests may come from beside the granules themselves
 */
public record IndexOptions(
    int threads, int resolution, boolean overwrite, boolean skipBadGranules, Sidecars sidecars) {

  /**
   * The finest resolution: cells 1 km wide, far smaller than the 200 km of a chunk, and the last
   * whose ids leave room for the row number by which coverage is sorted.
   */
  public static final int MAX_RESOLUTION = 8;

  /** Cells about 17 km wide; docs/index-format.md says what was measured. */
  public static final int DEFAULT_RESOLUTION = 5;

  /** One thread per processor, the default resolution, nothing overwritten or skipped. */
  public static final IndexOptions DEFAULT =
      new IndexOptions(
          Runtime.getRuntime().availableProcessors(),
          DEFAULT_RESOLUTION,
          false,
          false,
          Sidecars.AUTO);

  public IndexOptions {
    if (threads < 1 || resolution < 0 || resolution > MAX_RESOLUTION) {
      throw new IllegalArgumentException(
          "An index needs a thread and a resolution from 0 to %s: found %s and %s"
              .formatted(MAX_RESOLUTION, threads, resolution));
    }
  }

  /** The same with another number of threads. */
  public IndexOptions withThreads(int count) {
    return new IndexOptions(count, resolution, overwrite, skipBadGranules, sidecars);
  }

  /** The same with another resolution. */
  public IndexOptions withResolution(int other) {
    return new IndexOptions(threads, other, overwrite, skipBadGranules, sidecars);
  }

  /** The same, replacing an index that exists, or not. */
  public IndexOptions withOverwrite(boolean replace) {
    return new IndexOptions(threads, resolution, replace, skipBadGranules, sidecars);
  }

  /** The same, skipping bad granules, or not. */
  public IndexOptions withSkipBadGranules(boolean skip) {
    return new IndexOptions(threads, resolution, overwrite, skip, sidecars);
  }

  /** The same with sidecars from elsewhere, or none. */
  public IndexOptions withSidecars(Sidecars other) {
    return new IndexOptions(threads, resolution, overwrite, skipBadGranules, other);
  }
}
