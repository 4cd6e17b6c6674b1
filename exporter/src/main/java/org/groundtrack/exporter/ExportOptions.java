package org.groundtrack.exporter;

import java.util.Map;
import org.groundtrack.exporter.output.OutputOptions;

/**
 * How an export runs, and what it writes. None of it changes the points.
 *
 * @param threads that fetch, decode and encode (at least 1); the output bytes do not depend on it
 * @param maxMemoryBytes bytes of fetched chunks and decoded points that are held at once; row
 *     groups that are being encoded come on top, and where points are sorted a quarter more
 * @param rowGroupRows rows of a row group (at least 1)
 * @param overwrite whether an output that exists is replaced
 * @param skipFailed whether granules that can't be read are left out and reported, not the end of
 *     the export
 * @param summary whether the values of each variable and beam are summed up
 * @param emptyOutput whether an output without a point is written, too; else there is none then
 * @param output what is written of the points
 * @param provenance what the output says of how it was made, such as the command
 */
public record ExportOptions(
    int threads,
    long maxMemoryBytes,
    int rowGroupRows,
    boolean overwrite,
    boolean skipFailed,
    boolean summary,
    boolean emptyOutput,
    OutputOptions output,
    Map<String, String> provenance) {

  /**
   * GeoParquet's guide for distribution recommends row groups of 50,000 to 150,000 rows: small
   * enough for a bbox filter to skip most of a file, large enough to compress.
   */
  public static final int DEFAULT_ROW_GROUP_ROWS = 100_000;

  /** A third of the heap: the rest is for row groups, indexes and the collector's needs. */
  private static final long DEFAULT_MEMORY_BYTES =
      Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 3);

  /** One thread per processor, up to a third of the heap, and no output overwritten. */
  public static final ExportOptions DEFAULT =
      new ExportOptions(
          Runtime.getRuntime().availableProcessors(),
          DEFAULT_MEMORY_BYTES,
          DEFAULT_ROW_GROUP_ROWS,
          false,
          false,
          false,
          true,
          OutputOptions.DEFAULT,
          Map.of());

  public ExportOptions {
    if (threads < 1 || maxMemoryBytes < 1 || rowGroupRows < 1) {
      throw new IllegalArgumentException(
          "An export needs a thread, a byte of memory and a row per group: %s, %s, %s"
              .formatted(threads, maxMemoryBytes, rowGroupRows));
    }
    provenance = Map.copyOf(provenance);
  }

  /** The same with another number of threads. */
  public ExportOptions withThreads(int count) {
    return new ExportOptions(
        count,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        summary,
        emptyOutput,
        output,
        provenance);
  }

  /** The same with another bound on memory. */
  public ExportOptions withMaxMemoryBytes(long bytes) {
    return new ExportOptions(
        threads,
        bytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        summary,
        emptyOutput,
        output,
        provenance);
  }

  /** The same with another size of row groups. */
  public ExportOptions withRowGroupRows(int rows) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rows,
        overwrite,
        skipFailed,
        summary,
        emptyOutput,
        output,
        provenance);
  }

  /** The same, replacing an output that exists, or not. */
  public ExportOptions withOverwrite(boolean replace) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        replace,
        skipFailed,
        summary,
        emptyOutput,
        output,
        provenance);
  }

  /** The same, leaving out granules that can't be read, or not. */
  public ExportOptions withSkipFailed(boolean skip) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skip,
        summary,
        emptyOutput,
        output,
        provenance);
  }

  /** The same, summing up the values, or not. */
  public ExportOptions withSummary(boolean wanted) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        wanted,
        emptyOutput,
        output,
        provenance);
  }

  /** The same, writing an output without a point, or none then. */
  public ExportOptions withEmptyOutput(boolean written) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        summary,
        written,
        output,
        provenance);
  }

  /** The same with another output. */
  public ExportOptions withOutput(OutputOptions other) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        summary,
        emptyOutput,
        other,
        provenance);
  }

  /** The same with a word on how the output was made. */
  public ExportOptions withProvenance(Map<String, String> words) {
    return new ExportOptions(
        threads,
        maxMemoryBytes,
        rowGroupRows,
        overwrite,
        skipFailed,
        summary,
        emptyOutput,
        output,
        words);
  }
}
