package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.query.CellRows;
import org.groundtrack.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundtrack query}. */
@Command(
    name = "query",
    description = {
      "Print what an export would read: granules, beams, chunks, requests, bytes, rows, and the time",
      "that it takes by --latency and --bandwidth; in all and by variable.",
      "No granule is touched."
    },
    customSynopsis = "groundtrack query INDEX (--aoi=AREA | --bbox=W,S,E,N) [OPTIONS]",
    footerHeading = "%nExample:%n",
    footer = "  groundtrack query my-index --bbox=-45.4,62.6,-44.6,63 --months 6-8 --json")
final class QueryCommand implements Callable<Integer> {
  @Mixin private QueryOptions query;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Option(
      names = "--parquet",
      paramLabel = "FILE",
      description =
          "Write the plan as Parquet too: a row for each granule, beam and variable, with its rows,"
              + " chunks, requests, bytes and seconds.")
  private Path parquet;

  @Option(
      names = "--coverage",
      paramLabel = "FILE",
      description =
          "Write as GeoParquet how many rows each H3 cell of the area may hold, of how many granules"
              + " and from when to when.")
  private Path coverage;

  @Option(
      names = "--coverage-picture",
      paramLabel = "FILE",
      description = "Draw the same as a map, a PNG file.")
  private Path picture;

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  /** What the index answers. */
  private record Answer(PlanText text, List<CellRows> cells) {}

  @Override
  public Integer call() {
    check("--parquet", FileEndings.PARQUET, parquet);
    check("--coverage", FileEndings.PARQUET, coverage);
    check("--coverage-picture", FileEndings.PNG, picture);
    for (Path output : Stream.of(parquet, coverage, picture).filter(Objects::nonNull).toList()) {
      Exporter.checkOutput(output, overwrite);
    }
    boolean mapped = coverage != null || picture != null;
    try (Sources sources = query.sources.open()) {
      query.ask(
          sources,
          asked ->
              new Answer(
                  new PlanText(asked.plan(), query.features(asked)),
                  mapped ? asked.cells() : List.of()),
          answer -> {
            write(answer);
            return null;
          });
    }
    return 0;
  }

  private static void check(String option, FileEndings endings, Path output) {
    if (output != null) {
      endings.check(option, output);
    }
  }

  private void write(Answer answer) {
    ExportPlan plan = answer.text().plan();
    if (parquet != null) {
      PlanFile.write(parquet, plan, overwrite);
    }
    if (coverage != null) {
      CoverageMap.write(coverage, answer.cells(), overwrite);
    }
    if (picture != null) {
      CoveragePicture.draw(picture, answer.cells(), plan.aoi(), plan.layout().product(), overwrite);
    }
    PrintWriter out = spec.commandLine().getOut();
    answer.text().print(json, out);
    out.flush();
  }
}
