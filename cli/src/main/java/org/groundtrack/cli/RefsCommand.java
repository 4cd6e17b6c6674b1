package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.groundtrack.error.UsageException;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.references.ReferenceFormat;
import org.groundtrack.references.ReferenceReport;
import org.groundtrack.references.References;
import org.groundtrack.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundtrack refs}. */
@Command(
    name = "refs",
    description = {
      "Write references to just the chunks that a query selects, with which Zarr, xarray and",
      "VirtualiZarr open them in the original granules. Chunks hold more rows than the area.",
      "No granule is touched."
    },
    customSynopsis = "groundtrack refs INDEX (--aoi=AREA | --bbox=W,S,E,N) -o PATH [OPTIONS]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack refs my-index --aoi greenland.geojson -o refs.json",
      "  groundtrack refs my-index --aoi greenland.geojson -o refs.parq",
      "  groundtrack refs my-index --aoi area.kml -o refs --format kerchunk-json"
    })
final class RefsCommand implements Callable<Integer> {
  @Mixin private QueryOptions query;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PATH",
      description =
          "What to write: a file, or for kerchunk-parquet a folder, or for kerchunk-json without the"
              + " ending .json a folder with a file for each granule, beam and rate.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Candidates.References.class,
      description =
          "kerchunk-json, kerchunk-parquet or virtualizarr; default: what the output's ending means,"
              + " .json, .parq or .parquet.")
  private String format;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReferenceFormat chosen = format();
    References.checkOutput(output, chosen, overwrite);
    PrintWriter out = spec.commandLine().getOut();
    try (Sources sources = query.sources.open()) {
      query.ask(
          sources,
          AoiQuery::plan,
          plan -> {
            ReferenceReport report = write(plan, chosen);
            out.print(
                json
                    ? Json.write(RefsReportText.members(report, output, chosen))
                    : RefsReportText.of(report, output, chosen));
            return null;
          });
    }
    out.flush();
    return 0;
  }

  private ReferenceReport write(ExportPlan plan, ReferenceFormat chosen) {
    try (Progress progress = Progress.start("Referencing", plan.tasks().atMost(), " granules")) {
      return References.of(plan, chosen)
          .withOverwrite(overwrite)
          .onProgress(progress::stepTo)
          .write(output);
    }
  }

  private ReferenceFormat format() {
    if (format != null) {
      ReferenceFormat chosen = ReferenceFormat.ofLabel(format);
      ReferenceFormat said = ReferenceFormat.ofEnding(output).orElse(chosen);
      // Metadata of Zarr are JSON, too.
      boolean agrees = said == ReferenceFormat.KERCHUNK_PARQUET ? chosen == said : chosen.isJson();
      if (!agrees) {
        throw new UsageException(
            "[%s] ends as %s does, and --format is %s: give the output another ending, or leave --format out"
                .formatted(output, said.label(), chosen.label()));
      }
      return chosen;
    }
    return ReferenceFormat.ofEnding(output)
        .orElseThrow(
            () ->
                new UsageException(
                    "[%s] ends neither in .json nor in .parq: give --format %s"
                        .formatted(output, String.join(" or ", ReferenceFormat.labels()))));
  }
}
