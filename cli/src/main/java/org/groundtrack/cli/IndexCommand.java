package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.index.IndexSearch;
import org.groundtrack.index.IndexWriter;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.indexer.RefreshReport;
import org.groundtrack.indexer.Sidecars;
import org.groundtrack.search.SearchResult;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack index}. */
@Command(
    name = "index",
    description = {
      "Build the index of a set of granules, once.",
      "Reads metadata, positions and times only, and variables that --zones names."
    },
    customSynopsis = {
      "groundtrack index GRANULES... -o INDEX [OPTIONS]",
      "       groundtrack index --search PRODUCT --aoi AREA -o INDEX [OPTIONS]",
      "       groundtrack index --append GRANULES... -o INDEX [OPTIONS]",
      "       groundtrack index --refresh INDEX [OPTIONS]",
      "       groundtrack index (info | verify | compact) INDEX [OPTIONS]"
    },
    subcommands = {IndexInfoCommand.class, IndexVerifyCommand.class, IndexCompactCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack index granules/ 'more/2019*/*.h5' list.txt -o my-index",
      "  groundtrack index --search ATL06 --aoi greenland.geojson -o my-index",
      "  groundtrack index --append new-granules/ -o my-index",
      "  groundtrack index --refresh my-index",
      "  groundtrack index compact my-index"
    })
final class IndexCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "GRANULES",
      description =
          "Granules, folders (searched for .h5, .hdf5, .he5, .nc and .nc4), globs in quotes, or list files (.txt,"
              + " .lst or .list, one per line). Granules and lists may be https: or s3: URIs.")
  private List<String> granules = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "INDEX",
      description = "The local folder to write the index to.")
  private String output;

  @Option(
      names = "--refresh",
      paramLabel = "INDEX",
      description =
          "Instead of GRANULES and --output: look at every granule of this local index, and index those"
              + " again that changed.")
  private String refresh;

  @Option(names = "--overwrite", description = "Replace an index that exists.")
  private boolean overwrite;

  @Option(
      names = "--append",
      description =
          "Add the granules to the index that is there. Those that it has stay as they are, unless they"
              + " changed: then they are replaced.")
  private boolean append;

  @Option(
      names = "--keep-every",
      paramLabel = "N",
      description =
          "Granules after which what is done is kept, should the run be killed: the same command then goes"
              + " on with it. Default: ${DEFAULT-VALUE}.")
  private int keepEvery = IndexWriter.BATCH_GRANULES;

  @Option(
      names = "--skip-bad-granules",
      description =
          "Leave out granules that are bad, absent or can't be reached, and list them; the exit code is"
              + " then 9. A login that fails, and what a rule refuses, still ends the run.")
  private boolean skipBadGranules;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Granules scanned at once; default: one per processor, and if any is remote at least"
              + " --parallel.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--h3-resolution",
      paramLabel = "N",
      description =
          "Resolution of the index's cells, 0 to 8; default: what the product's layout says, 5 for most.")
  private Integer resolution;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "RATE",
      description =
          "Rates to index, such as land_ice_segments,segment_quality, or ATL08:segments_20m of one product"
              + " only. Default, and for products of which none is named: those that the layout indexes."
              + " 'groundtrack products' lists them.")
  private List<String> rates = List.of();

  @Option(
      names = "--zones",
      split = ",",
      paramLabel = "VARIABLE",
      description =
          "Variables between whose values the index is to tell, such as h_li,rh[98]; at most 8. Conditions"
              + " on them (--where) then leave out chunks in which they are true of no row. They are read"
              + " whole, once. May be repeated.")
  private List<String> zones = List.of();

  @Option(
      names = "--product",
      completionCandidates = Candidates.Products.class,
      paramLabel = "NAME",
      description =
          "What granules are taken for that say nothing of a known product, such as ATL08.")
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
          "Where chunk manifests come from. auto (default): the DMR++ beside a granule, its name with"
              + " .dmrpp added, if there is one. off: the granule's own metadata. A pattern with {uri},"
              + " {name} (file name) or {stem} (without its ending): that DMR++, kerchunk .json, or local"
              + " folder of kerchunk Parquet.")
  private String sidecars = "auto";

  @ArgGroup(validate = false, heading = SourceOptions.HEADING)
  private SourceOptions sources = new SourceOptions();

  /** Granules that NASA's catalogue has. */
  private static final class Search extends SearchOptions {
    @Option(
        names = "--search",
        required = true,
        paramLabel = "PRODUCT",
        description =
            "Instead of GRANULES, or beside them: those of this product that NASA's catalogue (CMR) has,"
                + " as 'groundtrack search' finds them.")
    private String catalogued;
  }

  @ArgGroup(
      exclusive = false,
      multiplicity = "0..1",
      heading = "%nGranules found in NASA's catalogue:%n")
  private Search search;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Mixin HelpOption help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (refresh != null) {
      return refresh();
    }
    boolean none = granules.isEmpty() && search == null;
    if (none || output == null) {
      UsageMistakes.checkNoCommand(spec, granules);
      throw new UsageException(
          "%s: give granules (or --search) and --output, or --refresh with an index"
              .formatted(none ? "No granules are given" : "--output is missing"));
    }
    if (append && (overwrite || resolution != null)) {
      throw new UsageException(
          "--append keeps what the index has: leave out "
              + (overwrite ? "--overwrite" : "--h3-resolution"));
    }
    Path folder = Location.of(output).path();
    IndexReport report;
    Set<String> needed;
    SearchResult searched = null;
    List<IndexSearch> searches = new ArrayList<>();
    try (Sources opener = sources.open()) {
      Map<String, Location> found =
          granules.isEmpty()
              ? new TreeMap<>()
              : GranuleInputs.find(granules, opener, searches::add);
      if (search != null) {
        searched = search.search(search.catalogued, LayoutFiles.read(layouts), opener);
        add(searched, found);
        if (searched.asked().isSound()) {
          searches.add(searched.asked());
        }
      }
      needed = needed(found.values(), folder, opener);
      try (Progress progress = Progress.start("Indexing", found.size(), " granules")) {
        Indexer indexer = new Indexer(options(), opener);
        report =
            append
                ? indexer.append(found, folder, progress::stepTo)
                : indexer.build(found, folder, progress::stepTo);
      }
      int skipped = report.skipped().size();
      IndexSearch.record(folder, searches.stream().map(s -> s.missing(skipped)).toList());
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> members = new LinkedHashMap<>(IndexReportText.members(report));
    if (searched != null) {
      members.put("search", SearchText.summary(searched));
    }
    out.print(
        json
            ? Json.write(members)
            : SearchText.before(searched) + IndexReportText.of(report, needed));
    out.flush();
    boolean complete =
        report.skipped().isEmpty() && (searched == null || searched.leftOut().isEmpty());
    return complete ? 0 : ErrorCode.SKIPPED_GRANULES.exitCode();
  }

  /** Granules that the user named, too, are taken where the user named them. */
  private static void add(SearchResult searched, Map<String, Location> found) {
    searched.locations().forEach(found::putIfAbsent);
    if (found.isEmpty()) {
      throw new UsageException(
          "The catalogue has no granule of %s that is as asked for: %s"
              .formatted(
                  searched.collection(),
                  searched.leftOut().isEmpty()
                      ? "ask for a larger area or a longer time, or with --generous"
                      : searched.leftOut().get(0).name()
                          + " is left out: "
                          + searched.leftOut().get(0).reason()));
    }
  }

  /** The options that exports will need, since an index alone opens no other places. */
  private static Set<String> needed(Collection<Location> found, Path folder, Sources opener) {
    List<Location> refused = new ArrayList<>();
    for (Location location : found) {
      try {
        opener.checkReferenced(location, Location.of(folder));
      } catch (RefusedException e) {
        refused.add(location);
      }
    }
    return CommonPlaces.options(refused);
  }

  private int refresh() {
    if (!granules.isEmpty() || output != null || search != null) {
      throw new UsageException(
          "--refresh takes granules from the index: give no others, no --search and no --output");
    }
    Path index = LocalIndex.folder(refresh, "refreshed");
    RefreshReport report;
    try (Sources opener = sources.open();
        Progress progress = Progress.start("Looking at", 0, " granules")) {
      report = new Indexer(options(), opener).refresh(index, progress::stepTo);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.write(IndexReportText.members(report)) : IndexReportText.of(report));
    out.flush();
    return report.skipped().isEmpty() ? 0 : ErrorCode.SKIPPED_GRANULES.exitCode();
  }

  private IndexOptions options() {
    try {
      return new IndexOptions(
          threads,
          resolution,
          overwrite,
          skipBadGranules,
          LayoutFiles.read(layouts),
          product,
          rates,
          Sidecars.of(sidecars),
          keepEvery,
          zones);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--threads, --h3-resolution or --keep-every: " + e.getMessage(), e);
    }
  }
}
