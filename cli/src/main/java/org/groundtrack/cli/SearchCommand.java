package org.groundtrack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.search.SearchResult;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack search}. */
@Command(
    name = "search",
    description = {
      "Find granules of a product over an area in NASA's catalogue (CMR), and write a",
      "list of them for 'groundtrack index'. Needs no account; no granule is opened."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack search ATL06 --aoi greenland.geojson -o list.txt",
      "  groundtrack search ATL08 --version 006 --bbox=-63,-4,-62,-3 --rgt 277 --urls",
      "  groundtrack search ATL13 --aoi lake.kml --generous --json",
      "  groundtrack index list.txt -o my-index"
    })
final class SearchCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "PRODUCT",
      description = "Short name of the product, such as ATL06 or GEDI02_A.")
  private String product;

  @Mixin private SearchOptions search;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write a list of the granules, one a line, as 'groundtrack index' takes it: its name ends in"
              + " .txt, .lst or .list.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace a list that exists.")
  private boolean overwrite;

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description = "A layout of a product that Groundtrack does not know; may be repeated.")
  private List<Path> layouts = List.of();

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  @Option(
      names = "--urls",
      description = "Print where the granules are, one a line, and nothing else: for pipes.")
  private boolean urls;

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (urls && json) {
      throw new UsageException("--urls and --json print different things: give one of them");
    }
    if (output != null) {
      if (!output.toString().matches("(?i).*\\.(txt|lst|list)")) {
        throw new UsageException(
            "[%s] would not be taken for a list by 'groundtrack index': let its name end in .txt"
                .formatted(output));
      }
      Exporter.checkOutput(output, overwrite);
    }
    SearchResult found;
    try (Sources opener = sources.open()) {
      found = search.search(product, LayoutFiles.read(layouts), opener);
    }
    if (output != null) {
      write(found);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (urls) {
      found.granules().forEach(granule -> out.println(granule.location().uri()));
      // The list is whole for a reader that sees standard output only, or the user is told.
      SearchText.warnings(found).forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().flush();
    } else {
      out.print(json ? Json.write(SearchText.members(found)) : SearchText.of(found, output));
    }
    out.flush();
    // Complete, but for granules that the catalogue names without saying where they are.
    return found.leftOut().isEmpty() ? 0 : ErrorCode.SKIPPED_GRANULES.exitCode();
  }

  private void write(SearchResult found) {
    try (StagedFile file = StagedFile.of(output, overwrite)) {
      Files.write(file.path(), SearchText.list(found));
      file.publish();
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(output, e.getMessage()), e);
    }
  }
}
