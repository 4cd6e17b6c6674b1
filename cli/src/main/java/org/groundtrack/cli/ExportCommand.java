package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.AreaFile;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundtrack export}. */
@Command(
    name = "export",
    description = "Write exactly the points inside the area, as GeoParquet or in another format.",
    customSynopsis = "groundtrack export INDEX (--aoi=AREA | --bbox=W,S,E,N) -o FILE [OPTIONS]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack export my-index --aoi greenland.geojson -o points.parquet",
      "  groundtrack export my-index --bbox=-45.4,62.6,-44.6,63.0 -o points.csv",
      "  groundtrack export my-index --aoi area.kml --where 'h_li < 900' -o low.fgb"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private QueryOptions query;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, or the folder of files with --partition-by or --rows-per-file. The"
              + " format is told by how its name ends (.parquet, .arrow, .csv, .fgb, ...). '-' is"
              + " standard output, to which an Arrow stream is written, or what --format says; the"
              + " report then goes to standard error.")
  private Path output;

  @ArgGroup(validate = false, heading = OutputOptionsMixin.HEADING)
  private OutputOptionsMixin format = new OutputOptionsMixin();

  @Option(
      names = "--area-file",
      paramLabel = "FILE",
      description =
          "Write the area, with buffers drawn out, as GeoJSON into a file of its own, too. Metadata of"
              + " the points hold an area of up to 64 kB, and of a larger one the SHA-256 of this file.")
  private Path areaFile;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  @Option(
      names = "--skip-failed",
      description =
          "Leave out granules that can't be read, name them in the report and in the output, and end"
              + " with exit code 9. Without it the first one ends the export.")
  private boolean skipFailed;

  @Option(
      names = "--summary",
      description =
          "Print count, least, greatest, mean and quantiles of each variable and beam, too.")
  private boolean summary;

  @Option(names = "--dry-run", description = "Print the plan and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that decode and write; default: one per processor. The output does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = Quantities.Bytes.class,
      description =
          "Most bytes of chunks and points held at once; default: a third of the heap, at most 2GiB.")
  private long maxMemory = ExportOptions.DEFAULT.maxMemoryBytes();

  @Option(names = "--json", description = "Print the report, or the plan, as JSON.")
  private boolean json;

  @Mixin private PictureOptions picture = new PictureOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OutputOptions written = format.options(output);
    if (!dryRun) {
      if (!toStandardOutput()) {
        Exporter.checkOutput(output, overwrite, written);
      }
      if (areaFile != null) {
        Exporter.checkOutput(areaFile, overwrite);
      }
      picture.check(written, overwrite);
    }
    try (Sources sources = query.sources.open()) {
      if (dryRun) {
        query.ask(
            sources,
            asked -> new PlanText(asked.plan(), query.features(asked)),
            plan -> {
              plan.print(json, out);
              out.flush();
              return null;
            });
      } else {
        return query.ask(
            sources,
            AoiQuery::plan,
            plan -> {
              ExportReport report = export(picture.check(plan), sources, written);
              if (areaFile != null) {
                AreaFile.write(plan.aoi(), areaFile, overwrite);
              }
              picture.draw(output, overwrite);
              // Of standard output the points have all.
              PrintWriter words = toStandardOutput() ? spec.commandLine().getErr() : out;
              words.print(
                  json
                      ? Json.write(ExportReportText.members(report))
                      : ExportReportText.of(report));
              words.flush();
              return report.failed().isEmpty() ? 0 : ErrorCode.SKIPPED_GRANULES.exitCode();
            });
      }
    }
    return 0;
  }

  private boolean toStandardOutput() {
    return output.equals(OutputOptionsMixin.STANDARD_OUTPUT);
  }

  private ExportReport export(ExportPlan plan, Sources sources, OutputOptions written) {
    if (threads < 1) {
      throw new UsageException("--threads is %s: at least 1 is needed".formatted(threads));
    }
    if (maxMemory < 1) {
      throw new UsageException(
          "--max-memory is %s: at least a byte is needed".formatted(maxMemory));
    }
    ExportOptions options =
        ExportOptions.DEFAULT
            .withThreads(threads)
            .withOverwrite(overwrite)
            .withSkipFailed(skipFailed)
            .withSummary(summary)
            .withMaxMemoryBytes(maxMemory)
            .withOutput(written)
            .withProvenance(provenance());
    try (Progress progress = Progress.start("Exporting", plan.tasks().atMost(), " granules")) {
      Exporter exporter =
          Exporter.of(plan)
              .from(sources)
              .with(options)
              .onProgress(done -> progress.stepTo(done.granules()));
      // Not System.out: that keeps it to itself if nobody reads any more.
      return toStandardOutput()
          ? exporter.write("standard output", Main.standardOutput(spec))
          : exporter.write(output);
    }
  }

  private Map<String, String> provenance() {
    Map<String, String> words = new LinkedHashMap<>(query.asGiven());
    words.put("command", "export");
    words.put("groundtrack", VersionProvider.version());
    return words;
  }
}
