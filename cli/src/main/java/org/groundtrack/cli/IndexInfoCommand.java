package org.groundtrack.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.groundtrack.index.IndexInfo;
import org.groundtrack.index.ZoneColumn;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack index info}. */
@Command(
    name = "info",
    description =
        "Say what an index holds: products, granules, times, parts. No granule is touched.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  groundtrack index info my-index")
final class IndexInfoCommand implements Callable<Integer> {
  /** Runs that added to an index, from which on their parts' footers cost a query most. */
  private static final long MANY_RUNS = 10;

  /** Granules of a part of an index that is sorted. */
  private static final long PART_GRANULES = 20_000;

  @Parameters(paramLabel = "INDEX", description = "The index: a folder, or its https: or s3: URI.")
  private String index;

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    IndexInfo info;
    try (Sources opener = sources.open()) {
      info = IndexInfo.of(Location.of(index), opener);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(members(info)) : text(info));
    out.flush();
    return 0;
  }

  private static String text(IndexInfo info) {
    Lines lines =
        new Lines()
            .title("Index %s".formatted(info.index()))
            .add("format", Text.count(info.formatVersion()))
            .add(
                "granules",
                "%s of %s"
                    .formatted(
                        Text.count(info.totals().granules()),
                        Text.bytes(info.totals().granuleBytes())));
    for (IndexInfo.Product product : info.products()) {
      lines.add(
          product.product(),
          "%s, version %s, %s to %s, %s, rates %s, H3 resolution %s"
              .formatted(
                  Text.count(product.granules(), "granule"),
                  String.join(", ", product.versions()),
                  product.start(),
                  product.end(),
                  Text.count(product.rows(), "row"),
                  String.join(", ", product.rates()),
                  product.h3Resolution()));
      if (product.invalid().total() > 0) {
        lines.add("invalid", Text.count(product.invalid().total(), "position") + ", in no cell");
        InvalidText.reasons(product.invalid()).forEach(reason -> lines.add("", reason));
      }
    }
    for (String name : List.of("coverage", "manifest", "granules")) {
      IndexInfo.Table table = info.tables().get(name);
      lines.add(
          name,
          "%s, %s in %s"
              .formatted(
                  Text.count(table.rows(), "row"),
                  Text.bytes(table.bytes()),
                  Text.count(table.parts(), "part")));
    }
    for (ZoneColumn zone : info.zones()) {
      lines.add(
          "zone",
          "%s: %s"
              .formatted(
                  zone.name(),
                  zone.places().entrySet().stream()
                      .map(place -> place.getValue() + " of " + place.getKey())
                      .collect(Collectors.joining(", "))));
    }
    long sorted = info.totals().granules() / PART_GRANULES;
    if (info.replacedGranules() > 0 || info.tables().get("granules").parts() > sorted + MANY_RUNS) {
      lines.add(
          "note",
          "%s were replaced, and there are %s: 'groundtrack index compact' makes queries faster"
              .formatted(
                  Text.count(info.replacedGranules(), "granule"),
                  Text.count(info.parts(), "part")));
    }
    if (info.unfinished()) {
      lines.add("note", "a run that was killed left work: the same command goes on where it was");
    }
    return lines.toString();
  }

  private static Map<String, Object> members(IndexInfo info) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("index", info.index());
    members.put("formatVersion", info.formatVersion());
    members.put("totals", info.totals());
    List<Map<String, Object>> products = new ArrayList<>();
    for (IndexInfo.Product product : info.products()) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("product", product.product());
      member.put("versions", product.versions());
      member.put("rates", product.rates());
      member.put("h3Resolution", product.h3Resolution());
      member.put("granules", product.granules());
      member.put("rows", product.rows());
      member.put("invalidByReason", InvalidText.members(product.invalid()));
      member.put("start", product.start() == null ? null : product.start().toString());
      member.put("end", product.end() == null ? null : product.end().toString());
      products.add(member);
    }
    members.put("products", products);
    members.put("tables", info.tables());
    members.put("zones", info.zones());
    members.put("replacedGranules", info.replacedGranules());
    members.put("unfinished", info.unfinished());
    return members;
  }
}
