package org.groundtrack.references;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.exporter.StagedFolder;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Task;

/**
 * Writes the chunks that a plan selects as references into the original granules, so that Zarr,
 * xarray and VirtualiZarr open them without Groundtrack. No granule is touched.
 *
 * <p>Each rate of each beam becomes a group. Its arrays hold whole chunks, one after the other, and
 * so more rows than lie in the area; no chunk of an array is missing. What Zarr can't say is left
 * out by name; positions and times never are. Immutable.
 */
public final class References {
  private final ExportPlan plan;
  private final ReferenceFormat format;
  private final boolean overwrite;
  private final LongConsumer progress;

  private References(
      ExportPlan plan, ReferenceFormat format, boolean overwrite, LongConsumer progress) {
    this.plan = plan;
    this.format = format;
    this.overwrite = overwrite;
    this.progress = progress;
  }

  /** References of a plan's chunks, in a format. */
  public static References of(ExportPlan plan, ReferenceFormat format) {
    return new References(plan, format, false, granules -> {});
  }

  /** Whether an output that exists is replaced. */
  public References withOverwrite(boolean replace) {
    return new References(plan, format, replace, progress);
  }

  /**
   * With someone who is told how far it is.
   *
   * @param listener called with the number of granules that are done
   */
  public References onProgress(LongConsumer listener) {
    return new References(plan, format, overwrite, listener);
  }

  /** Whether an output of a format is a folder. */
  static boolean isFolder(Path output, ReferenceFormat format) {
    return switch (format) {
      case KERCHUNK_JSON -> !isJsonFile(output);
      case KERCHUNK_PARQUET -> true;
      case VIRTUALIZARR -> false;
    };
  }

  private static boolean isJsonFile(Path output) {
    return String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static String marker(ReferenceFormat format) {
    return format == ReferenceFormat.KERCHUNK_PARQUET
        ? KerchunkParquetFolder.METADATA
        : KerchunkJsonFolder.LIST;
  }

  /**
   * Checks early that an output can be written, before anything is planned.
   *
   * @throws UsageException if it exists and may not be replaced, or its folder does not exist or
   *     can't be written
   */
  public static void checkOutput(Path output, ReferenceFormat format, boolean overwrite) {
    if (isFolder(output, format)) {
      StagedFolder.of(output, overwrite, marker(format)).close();
    } else {
      StagedFile.of(output, overwrite).close();
    }
  }

  /**
   * Writes the references: in one file, or in a folder if the format is Parquet, or JSON and the
   * name of the output does not end in {@code .json}. The output appears when it is complete, or
   * not at all. Takes the memory of a granule's manifest, however many granules there are.
   *
   * @throws UsageException if it exists and may not be replaced; if rows are the cells of a grid;
   *     if the address of a granule has a query
   * @throws org.groundtrack.error.BadGranuleException if positions or times of a granule can't be
   *     referenced
   * @throws LimitExceededException if the disk is full
   */
  public ReferenceReport write(Path output) {
    try {
      if (isFolder(output, format)) {
        try (StagedFolder staged = StagedFolder.of(output, overwrite, marker(format))) {
          ReferenceReport report;
          try (ReferenceWriter writer =
              format == ReferenceFormat.KERCHUNK_PARQUET
                  ? new KerchunkParquetFolder(staged.create())
                  : new KerchunkJsonFolder(staged.create())) {
            report = write(writer);
          }
          report = withBytes(report, size(staged.path()));
          staged.publish();
          return report;
        }
      }
      try (StagedFile staged = StagedFile.of(output, overwrite)) {
        ReferenceReport report;
        try (ReferenceWriter writer =
            format == ReferenceFormat.KERCHUNK_JSON
                ? new KerchunkJsonFile(staged.path())
                : new ManifestFile(staged.path())) {
          report = write(writer);
        }
        report = withBytes(report, Files.size(staged.path()));
        staged.publish();
        return report;
      }
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(output, e.getMessage()), e);
    }
  }

  private ReferenceReport write(ReferenceWriter writer) throws IOException {
    TaskGroups groups = new TaskGroups(plan);
    long[] counts = new long[5];
    for (Task task : plan.tasks()) {
      for (ReferenceGroup group : groups.of(task)) {
        writer.add(group);
        counts[1]++;
        counts[2] += group.arrays().size();
        for (ReferenceArray array : group.arrays()) {
          array.each(
              (key, offset, size) -> {
                counts[3]++;
                counts[4] += size;
              });
        }
      }
      progress.accept(++counts[0]);
    }
    writer.finish();
    return new ReferenceReport(
        counts[0], counts[1], counts[2], counts[3], counts[4], 0, groups.leftOut());
  }

  private static ReferenceReport withBytes(ReferenceReport report, long outputBytes) {
    return new ReferenceReport(
        report.granules(),
        report.groups(),
        report.arrays(),
        report.chunks(),
        report.bytes(),
        outputBytes,
        report.leftOut());
  }

  private static long size(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
