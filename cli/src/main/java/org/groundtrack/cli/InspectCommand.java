package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.UsageException;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.GranuleInspector;
import org.groundtrack.indexer.Inspection;
import org.groundtrack.indexer.Sidecars;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack inspect}. */
@Command(
    name = "inspect",
    description = {
      "Show what is in a granule: product, track, beams, rates and variables.",
      "Reads metadata only. If the granule can't be indexed, the exit code is 3."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack inspect granules/ATL06_20190416093911_02770303_006_01.h5",
      "  groundtrack inspect unknown.h5 --all --json"
    })
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GRANULE", description = "A granule: a path, or an https: or s3: URI.")
  private String granule;

  @Option(
      names = "--all",
      description = "Show the datasets too that belong to no rate and so can't be exported.")
  private boolean all;

  @Option(
      names = "--product",
      completionCandidates = Candidates.Products.class,
      paramLabel = "NAME",
      description =
          "What the granule is taken for if it says nothing of a known product, such as ATL08.")
  private String product;

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description = "A layout of a product that Groundtrack does not know; may be repeated.")
  private List<Path> layouts = List.of();

  @Option(
      names = "--sidecars",
      paramLabel = "WHERE",
      description =
          "Where the chunk manifest comes from: auto (default), off, or a pattern, as for 'groundtrack"
              + " index'.")
  private String sidecars = "auto";

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  @Option(names = "--json", description = "Print JSON, with descriptions in full.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Inspection inspection;
    try (Sources opener = sources.open()) {
      Map<String, Location> found = GranuleInputs.find(List.of(granule), opener);
      if (found.size() != 1) {
        throw new UsageException(
            "[%s] names %s granules: give one".formatted(granule, found.size()));
      }
      Map.Entry<String, Location> one = found.entrySet().iterator().next();
      inspection =
          new GranuleInspector(LayoutFiles.read(layouts), product, Sidecars.of(sidecars), opener)
              .inspect(one.getKey(), one.getValue(), all);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(InspectText.members(inspection)) : InspectText.of(inspection));
    out.flush();
    return inspection.problems().isEmpty() ? 0 : ErrorCode.BAD_GRANULE.exitCode();
  }
}
