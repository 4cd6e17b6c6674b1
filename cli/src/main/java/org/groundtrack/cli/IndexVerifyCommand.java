package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.UsageException;
import org.groundtrack.indexer.IndexVerifier;
import org.groundtrack.indexer.Sidecars;
import org.groundtrack.indexer.VerifyReport;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack index verify}. */
@Command(
    name = "verify",
    description = {
      "Check every row of an index against the rules of its format, and, by --sample, some of its"
          + " granules against what indexing them again gives. The exit code is 3 if anything is"
          + " wrong."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack index verify my-index",
      "  groundtrack index verify my-index --sample 3 --json"
    })
final class IndexVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "INDEX", description = "A local index.")
  private String index;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Index N granules again, at equal distances in the order of their names, and compare them"
              + " with what the index says. Default: none.")
  private int sample;

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (sample < 0) {
      throw new UsageException("--sample is 0 or more, found " + sample);
    }
    Path folder = LocalIndex.folder(index, "verified");
    VerifyReport report;
    try (Sources opener = sources.open();
        Progress progress = Progress.start("Verifying", 0, " parts and granules")) {
      report = new IndexVerifier(opener, Sidecars.OFF).verify(folder, sample, progress::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(members(report)) : text(report));
    out.flush();
    return report.problems().isEmpty() ? 0 : ErrorCode.BAD_INDEX.exitCode();
  }

  private static String text(VerifyReport report) {
    Lines lines =
        new Lines()
            .title(
                report.problems().isEmpty()
                    ? "The index is sound"
                    : "The index has %s".formatted(Text.count(report.problems().size(), "problem")))
            .add(
                "checked",
                "%s of coverage, %s, %s"
                    .formatted(
                        Text.count(report.totals().coverageRows(), "row"),
                        Text.count(report.totals().datasets(), "dataset"),
                        Text.count(report.totals().granules(), "granule")))
            .add("compared", Text.count(report.sampled().size(), "granule"));
    report.problems().forEach(problem -> lines.add("problem", problem));
    return lines
        .add("time", Text.duration(report.elapsed()))
        .add("index", report.index().toString())
        .toString();
  }

  private static Map<String, Object> members(VerifyReport report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", report.index().toString());
    members.put("sound", report.problems().isEmpty());
    members.put("problems", report.problems());
    members.put("totals", report.totals());
    members.put("sampled", report.sampled());
    members.put("seconds", report.elapsed().toNanos() / 1e9);
    return members;
  }
}
