package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.GranuleInspector;
import org.groundtrack.indexer.Inspection;
import org.groundtrack.indexer.Sidecars;
import org.groundtrack.layout.NearestName;
import org.groundtrack.query.Variable;
import org.groundtrack.query.VariableList;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack variables}. */
@Command(
    name = "variables",
    description = {
      "List the variables that an export can have: names, types, units, descriptions, aliases, and",
      "which are exported by default.",
      "Of an index no granule is touched, and of many granules some of each version are looked at."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack variables my-index '*quality*'",
      "  groundtrack variables granules/ATL06_20190416093911_02770303_006_01.h5 --json"
    })
final class VariablesCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "INDEX|GRANULE",
      description = "An index, or one granule: a path, or an https: or s3: URI.")
  private String source;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATTERN",
      description =
          "Only variables of which the name, an alias or the path fits: 'rh*', '*quality*',"
              + " 'geophysical/*'. Upper and lower case are the same.")
  private String pattern;

  @Option(
      names = "--product",
      completionCandidates = Candidates.Products.class,
      paramLabel = "NAME",
      description =
          "Only this product of an index; what a granule is taken for if it says nothing of a known"
              + " product.")
  private String product;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Only this rate, such as segments; default: all that there are.")
  private String rate;

  @Option(
      names = "--layout",
      paramLabel = "FILE",
      description =
          "A layout of a granule's product that Groundtrack does not know; may be repeated.")
  private List<Path> layouts = List.of();

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  @Option(names = "--json", description = "Print JSON, with descriptions in full.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<VariableList> all;
    try (Sources opener = sources.open()) {
      all = isGranule(source) ? ofGranule(opener) : ofIndex(opener);
    }
    List<VariableList> lists = pattern == null ? all : matching(all);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? Json.write(Map.of("lists", lists.stream().map(VariablesText::members).toList()))
            : VariablesText.of(lists, TerminalWidth.columns()));
    out.flush();
    return 0;
  }

  private static boolean isGranule(String word) {
    if (Location.isRemote(word)) {
      return GranuleInputs.isCalledLikeGranule(Location.of(word).fileName());
    }
    Path path = Path.of(word);
    return Files.isRegularFile(path)
        || (GranuleInputs.isCalledLikeGranule(word) && !Files.isDirectory(path));
  }

  private List<VariableList> ofIndex(Sources opener) {
    try (SpatialIndex index = SpatialIndex.open(Location.of(source), opener)) {
      return VariableList.of(index, product, rate);
    }
  }

  private List<VariableList> ofGranule(Sources opener) {
    Map<String, Location> found = GranuleInputs.find(List.of(source), opener);
    if (found.size() != 1) {
      throw new UsageException(
          "[%s] names %s granules: give one, or an index".formatted(source, found.size()));
    }
    Map.Entry<String, Location> one = found.entrySet().iterator().next();
    Inspection inspection =
        new GranuleInspector(LayoutFiles.read(layouts), product, Sidecars.of("auto"), opener)
            .inspect(one.getKey(), one.getValue(), false);
    List<Inspection.FoundRate> rates =
        inspection.rates().stream().filter(each -> each.rate().isPositioned()).toList();
    if (rates.isEmpty()) {
      throw new BadGranuleException(
          inspection.problems().isEmpty()
              ? "[%s] has no rows of any rate".formatted(source)
              : inspection.problems().get(0));
    }
    List<String> names = rates.stream().map(each -> each.rate().name()).toList();
    if (rate != null && !names.contains(rate)) {
      throw new UsageException(
          "[%s] has no rows of rate '%s': %s"
              .formatted(source, rate, NearestName.hint(rate, names)));
    }
    List<Dataset> datasets = new ArrayList<>();
    for (Inspection.FoundRate each : inspection.rates()) {
      each.variables().forEach(variable -> datasets.addAll(variable.byBeam().values()));
    }
    return rates.stream()
        .map(Inspection.FoundRate::rate)
        .filter(each -> rate == null || each.name().equals(rate))
        .map(
            each ->
                VariableList.of(inspection.layout(), each, inspection.facts().version(), datasets))
        .toList();
  }

  private List<VariableList> matching(List<VariableList> all) {
    List<VariableList> lists =
        all.stream().map(list -> list.matching(pattern)).filter(list -> !list.isEmpty()).toList();
    if (lists.isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      for (VariableList list : all) {
        list.variables().stream().map(Variable::name).forEach(names::add);
        names.addAll(list.aliases().keySet());
      }
      List<String> nearest = NearestName.among(pattern.replaceAll("[*?]", ""), names);
      throw new UsageException(
          "[%s] has no variable that fits '%s'%s"
              .formatted(
                  source,
                  pattern,
                  nearest.isEmpty()
                      ? ": without the pattern all are listed"
                      : ": did you mean "
                          + String.join(" or ", nearest.subList(0, Math.min(3, nearest.size())))
                          + "?"));
    }
    return lists;
  }
}
