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
import java.util.function.Consumer;
import java.util.function.Function;
import org.groundtrack.exporter.output.PointSink;
import org.groundtrack.exporter.output.PointSinks;
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
   * Writes the points, in the order of granules, beams and rows; where the area's features are told
   * apart, a point has a row for each feature that holds it, in their order. The file appears when
   * it is complete, or not at all; its bytes do not depend on the number of threads.
   *
   * @return what was done
   * @throws org.groundtrack.error.GroundtrackException if a granule can't be read, changed since it
   *     was indexed, or is damaged, or the output can't be written
   */
  public ExportReport write(Path output) {
    PointTables tables = tables();
    try (StagedFile file = StagedFile.of(output, options.overwrite())) {
      Run run = new Run(tables);
      run.writeTo(sinks -> sinks.open(file.path()));
      file.publish();
      return run.report(output, size(output));
    }
  }

  /**
   * Writes the points to a stream, of which nothing can be taken back: if this throws, what was
   * written is not all. An Arrow stream then has no end mark.
   *
   * @param name of the output, for messages
   * @param output is closed
   * @return what was done
   * @throws org.groundtrack.error.UsageException if the format needs a file
   * @throws org.groundtrack.error.GroundtrackException as {@link #write(Path)} does
   */
  public ExportReport write(String name, OutputStream output) {
    CountingOutputStream counted = new CountingOutputStream(output);
    Run run = new Run(tables());
    run.writeTo(sinks -> sinks.open(name, Channels.newChannel(counted)));
    return run.report(Path.of(name), counted.bytes());
  }

  private PointTables tables() {
    PointTables tables = new PointTables(plan, options.output().rowNumbers());
    PointSinks.check(options.output(), tables.schema());
    return tables;
  }

  /** One run of the plan to an output. */
  private final class Run {
    private final long start = System.nanoTime();
    private final ExportCounters counters = counters();
    private final PlanTally tally = new PlanTally(plan);
    private final FeatureReport.Tally features =
        plan.aoi().features().map(FeatureReport.Tally::new).orElse(null);
    private final PointTables tables;
    private final SummaryTally summary;

    Run(PointTables tables) {
      this.tables = tables;
      this.summary = options.summary() ? new SummaryTally(tables.schema()) : null;
    }

    void writeTo(Function<PointSinks, PointSink> opener) {
      try (PointStream points = new PointStream(plan, sources, options, counters, tally)) {
        PointSinks sinks =
            new PointSinks(
                options.output(),
                tables.schema(),
                FooterMetadata.before(plan, tables.schema(), options),
                groupRows(),
                points.threads(),
                options.threads());
        try (PointSink sink = opener.apply(sinks)) {
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
          sink.finish(FooterMetadata.after(plan, tally, tables.schema(), options));
        }
      }
    }

    ExportReport report(Path output, long bytes) {
      PlanTotals totals = tally.totals();
      return new ExportReport(
          output,
          counters.points(),
          features == null ? null : features.report(),
          totals.maxRows(),
          totals.granules(),
          plan.olderGranules(),
          totals.chunks(),
          counters.requests(),
          counters.bytes(),
          counters.reading().retries(),
          counters.reading().redirects(),
          totals.granuleBytes(),
          bytes,
          Duration.ofNanos(System.nanoTime() - start),
          counters.inside(),
          removed(counters),
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
        new PointStream(plan, sources, options, counters(), tally),
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
