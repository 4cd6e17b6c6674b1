package org.groundtrack.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.groundtrack.plan.ExportPlan;
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
      "Print what an export would read: granules, beams, chunks, requests, bytes, rows.",
      "No granule is touched."
    },
    footerHeading = "%nExample:%n",
    footer = "  groundtrack query my-index --bbox=-45.4,62.6,-44.6,63.0 --start 2019-06-01 --json")
final class QueryCommand implements Callable<Integer> {
  @Mixin private QueryOptions query;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ExportPlan plan;
    try (Sources sources = query.sources.open()) {
      plan = query.plan(sources);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(PlanText.members(plan)) : PlanText.of(plan));
    out.flush();
    return 0;
  }
}
