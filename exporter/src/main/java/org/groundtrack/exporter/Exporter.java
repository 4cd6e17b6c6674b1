package org.groundtrack.exporter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.arrange.ArrangedSinks;
import org.groundtrack.exporter.arrange.FolderManifest;
import org.groundtrack.exporter.arrange.SpillTally;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.output.PointSinks;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.expression.Condition;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.plan.Task;
import org.groundtrack.source.Sources;

/**
 * Runs a plan. Immutable: each refinement is a new exporter.
 *
 * <pre>{@code
 * ExportReport report = Exporter.of(plan).write(Path.of("points.parquet"));
 * try (PointReader points = Exporter.of(plan).read()) {
 *   while (points.loadNextBatch()) { ... points.root() ... }
 * }
 * }</pre>
 */
public final class Exporter {
  /** Of the memory for chunks and points, so much comes on top for points that are sorted. */
  private static final int SORTING_PART = 4;

  private final ExportPlan plan;
  private final ExportOptions options;
  private final Consumer<ExportCounters> progress;
  private final Sources sources;

  private Exporter(
      ExportPlan plan, Sources sources, ExportOptions options, Consumer<ExportCounters> progress) {
    this.plan = plan;
    this.sources = sources;
    this.options = options;
    this.progress = progress;
  }

  /** An exporter of a plan with default options, from the standard sources. */
  public static Exporter of(ExportPlan plan) {
    return new Exporter(plan, Sources.standard(), ExportOptions.DEFAULT, counters -> {});
  }

  /** With granules opened by other sources. */
  public Exporter from(Sources other) {
    return new Exporter(plan, other, options, progress);
  }

  /** With other options. */
  public Exporter with(ExportOptions other) {
    return new Exporter(plan, sources, other, progress);
  }

  /**
   * With someone who is told how far it is.
   *
   * @param listener called after each beam by the thread that writes
   */
  public Exporter onProgress(Consumer<ExportCounters> listener) {
    return new Exporter(plan, sources, options, listener);
  }

  /**
   * Checks early that an output can be written, before anything is planned or read.
   *
   * @throws org.groundtrack.error.UsageException if it exists and may not be replaced, is a folder,
   *     or its folder does not exist or can't be written
   */
  public static void checkOutput(Path output, boolean overwrite) {
    StagedFile.of(output, overwrite).close();
  }

  /**
   * Checks early that an output of some options can be written, which may be a folder.
   *
   * @throws org.groundtrack.error.UsageException if it exists and may not be replaced, is a folder
   *     that is no export or a file where a folder is to be, can't be written, or has a name that
   *     ends as another format does
   */
  public static void checkOutput(Path output, boolean overwrite, OutputOptions options) {
    checkName(output, options);
    if (options.arrangement().isFolder()) {
      StagedFolder.of(output, overwrite, FolderManifest.NAME).close();
    } else {
      checkOutput(output, overwrite);
    }
  }

  private static void checkName(Path output, OutputOptions options) {
    String name = String.valueOf(output.getFileName());
    if (options.arrangement().isFolder()) {
      options.format().checkFolder(name);
    } else {
      options.format().checkFile(name);
    }
  }

  /**
   * Writes the points, in the order of granules, beams and rows if no other is asked for; where the
   * area's features are told apart, a point has a row for each feature that holds it, in their
   * order. The file, or the folder if the arrangement makes several files, appears when it is
   * complete, or not at all; its bytes depend neither on the number of threads nor on memory.
   *
   * @return what was done; its output is {@code null} if there is no point and {@link
   *     ExportOptions#emptyOutput()} is false
   * @throws org.groundtrack.error.GroundtrackException if a granule can't be read, changed since it
   *     was indexed, or is damaged, or the output can't be written, or its name ends as another
   *     format does ({@link org.groundtrack.exporter.output.OutputFormat#byName})
   */
  public ExportReport write(Path output) {
    checkName(output, options.output());
    PointTables tables = tables();
    if (options.output().arrangement().isFolder()) {
      return writeFolder(tables, output);
    }
    try (StagedFile file = StagedFile.of(output, options.overwrite())) {
      Run run = new Run(tables);
      Path folder = output.toAbsolutePath().getParent();
      run.writeTo((sinks, arranged) -> arranged.file(sinks.open(file.path()), folder));
      if (run.isUnwanted()) {
        return run.report(null, 0, 0);
      }
      file.publish();
      return run.report(output, size(output), 1);
    }
  }

  private ExportReport writeFolder(PointTables tables, Path output) {
    try (StagedFolder folder = StagedFolder.of(output, options.overwrite(), FolderManifest.NAME)) {
      FolderManifest manifest = new FolderManifest(options.output().format().label());
      Run run = new Run(tables);
      Path root = folder.create();
      run.writeTo((sinks, arranged) -> arranged.folder(root, sinks, manifest));
      if (run.isUnwanted()) {
        return run.report(null, 0, 0);
      }
      manifest.write(root, run.tally.digest());
      folder.publish();
      return run.report(output, manifest.bytes(), manifest.files());
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(output, e.getMessage()), e);
    }
  }

  /**
   * Writes the points to a stream, of which nothing can be taken back: if this throws, what was
   * written is not all. An Arrow stream then has no end mark.
   *
   * @param name of the output, for messages
   * @param output is closed
   * @return what was done
   * @throws org.groundtrack.error.UsageException if the format needs a file, or the arrangement
   *     makes several files
   * @throws org.groundtrack.error.GroundtrackException as {@link #write(Path)} does
   */
  public ExportReport write(String name, OutputStream output) {
    if (options.output().arrangement().isFolder()) {
      throw new UsageException(
          "[%s] can't hold several files, which --partition-by and --rows-per-file make: name a folder, or leave them out"
              .formatted(name));
    }
    CountingOutputStream counted = new CountingOutputStream(output);
    Run run = new Run(tables());
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    run.writeTo(
        (sinks, arranged) -> arranged.file(sinks.open(name, Channels.newChannel(counted)), folder));
    return run.report(Path.of(name), counted.bytes(), 1);
  }

  private PointTables tables() {
    PointTables tables = new PointTables(plan, options.output().rowNumbers());
    options.output().arrangement().check(tables.schema());
    PointSinks.check(options.output(), inFiles(tables));
    return tables;
  }

  private PointSchema inFiles(PointTables tables) {
    return options.output().arrangement().inFiles(tables.schema());
  }

  /** One run of the plan to an output. */
  private final class Run {
    private final long start = System.nanoTime();
    private final ExportCounters counters = counters();
    private final PlanTally tally = new PlanTally(plan);
    private final FeatureReport.Tally features =
        plan.aoi().features().map(FeatureReport.Tally::new).orElse(null);
    private final SpillTally spills = new SpillTally();
    private final PointTables tables;
    private final SummaryTally summary;

    Run(PointTables tables) {
      this.tables = tables;
      this.summary = options.summary() ? new SummaryTally(tables.schema()) : null;
    }

    void writeTo(BiFunction<PointSinks, ArrangedSinks, PointSink> opener) {
      ThirdCoordinates z = ThirdCoordinates.of(tables, options.output());
      try (PointStream points = new PointStream(plan, sources, options, z, counters, tally)) {
        AreaWords area = AreaWords.of(plan.aoi());
        Map<String, String> before = FooterMetadata.before(plan, area, tables.schema(), options);
        PointSinks sinks =
            new PointSinks(
                options.output(),
                inFiles(tables),
                before,
                groupRows(),
                points.threads(),
                options.threads());
        ArrangedSinks arranged =
            new ArrangedSinks(
                options.output(),
                tables.schema(),
                Math.max(1, options.maxMemoryBytes() / SORTING_PART),
                spills,
                isKnownBefore() ? before : null);
        try (PointSink sink = opener.apply(sinks, arranged)) {
          while (points.hasNext()) {
            PointBatch batch = points.next();
            PointTable table = tables.of(batch);
            sink.add(table);
            if (summary != null) {
              summary.add(batch.beam().name(), table);
            }
            if (features != null) {
              features.add(batch);
            }
            counters.pointsDone(batch.size());
            progress.accept(counters);
          }
          tally.checkAny();
          sink.finish(FooterMetadata.after(plan, area, tally, tables.schema(), options));
        }
      }
    }

    /** True if there is no point, and an output without one is not wanted. */
    boolean isUnwanted() {
      return counters.points() == 0 && !options.emptyOutput();
    }

    private ExportReport.WithoutZ withoutZ() {
      String column = options.output().z();
      return column == null
          ? null
          : new ExportReport.WithoutZ(column, counters.withoutZ(), options.output().keepWithoutZ());
    }

    /** Whether what is said of all points can be said before they are read. */
    private boolean isKnownBefore() {
      return plan.tasks().held().size() == plan.tasks().atMost() && !options.skipFailed();
    }

    ExportReport report(Path output, long bytes, long files) {
      PlanTotals totals = tally.totals();
      return new ExportReport(
          output,
          counters.points(),
          features == null ? null : features.report(),
          totals.maxRows(),
          totals.granules(),
          plan.choice(),
          counters.repeated(),
          totals.chunks(),
          counters.requests(),
          counters.bytes(),
          counters.reading().retries(),
          counters.reading().redirects(),
          totals.granuleBytes(),
          bytes,
          files,
          spills.bytes(),
          Duration.ofNanos(System.nanoTime() - start),
          tally.invalid(),
          counters.inside(),
          removed(counters),
          withoutZ(),
          tally.absent(),
          tally.failed(),
          summary == null ? List.of() : summary.summaries());
    }
  }

  /**
   * Reads the points as Arrow record batches, one per beam that has any.
   *
   * @return an open reader, which the caller closes
   */
  public PointReader read() {
    PlanTally tally = new PlanTally(plan);
    return new PointReader(
        new PointStream(plan, sources, options, ThirdCoordinates.NONE, counters(), tally),
        new PointTables(plan, options.output().rowNumbers()),
        tally);
  }

  /** Rows of a row group: a small plan takes no memory for rows that it can't have. */
  private int groupRows() {
    long most = plan.tasks().held().stream().mapToLong(Task::maxRows).sum();
    return (int) (most == 0 ? options.rowGroupRows() : Math.min(options.rowGroupRows(), most));
  }

  private static long size(Path output) {
    try {
      return Files.size(output);
    } catch (IOException e) {
      throw new UncheckedIOException("Output " + output, e);
    }
  }

  private ExportCounters counters() {
    return new ExportCounters(plan.filters().conditions().size());
  }

  private List<ExportReport.Removed> removed(ExportCounters counters) {
    List<ExportReport.Removed> removed = new ArrayList<>();
    for (Condition condition : plan.filters().conditions()) {
      int number = removed.size();
      removed.add(
          new ExportReport.Removed(condition, counters.removed(number), counters.unknown(number)));
    }
    return removed;
  }
}
