package org.groundtrack.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.area.AoiReader;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.ExportOptions;
import org.groundtrack.exporter.ExportReport;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.geo.Aoi;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.IndexReport;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.PlanTotals;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.source.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundtrack demo}. */
@Command(
    name = "demo",
    description = {
      "Show the whole way on synthetic granules over a tile in Greenland, or a forest.",
      "Makes granules, indexes them, plans, exports the area, draws it. Needs no account and no network.",
      "Of what is in its folder it replaces only what a demo wrote."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  groundtrack demo",
      "  groundtrack demo --product GEDI02_A -d small --granules 2 --rows 1000",
      "  groundtrack demo -d small --granules 2 --rows 1000 --json"
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = {"-d", "--folder"},
      paramLabel = "FOLDER",
      description = "Where to write; default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("groundtrack-demo");

  @Option(
      names = "--granules",
      paramLabel = "N",
      description = "Sample granules to make; default: ${DEFAULT-VALUE}.")
  private int granules = 12;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows of each beam; default: 40000, of GEDI 4000.")
  private Integer rows;

  @Option(
      names = "--product",
      paramLabel = "PRODUCT",
      description = "One of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private DemoSamples product = DemoSamples.ATL06;

  @Option(names = "--json", description = "Print the reports of all steps as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter words = json ? new PrintWriter(Writer.nullWriter()) : out;
    int beamRows = rows == null ? product.usualRows() : rows;
    if (granules < 1 || beamRows < 1) {
      throw new UsageException("--granules and --rows must be at least 1");
    }
    List<String> outputs =
        List.of(
            "granules",
            "index",
            product.area() + ".geojson",
            product.area() + ".parquet",
            product.area() + ".png");
    try (DemoFolder demo = DemoFolder.of(folder, outputs)) {
      show(words, out, beamRows);
      demo.finish();
    }
    return 0;
  }

  private void show(PrintWriter words, PrintWriter out, int beamRows) {
    Path samples = folder.resolve("granules");
    Path aoiFile = folder.resolve(product.area() + ".geojson");
    try (Progress progress = Progress.start("Making samples", granules, " granules")) {
      product.make(samples, aoiFile, granules, beamRows, progress::stepTo);
    }
    say(
        words,
        "1. %s of synthetic %s granules in %s",
        Text.count(granules, "file"),
        product,
        samples);

    Path index = folder.resolve("index");
    IndexReport indexed = index(samples, index);
    say(words, "2. %s", IndexReportText.of(indexed).stripTrailing());

    Aoi aoi = AoiReader.read(aoiFile);
    Path points = folder.resolve(product.area() + ".parquet");
    ExportReport exported;
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      ExportPlan plan = AoiQuery.of(opened).within(aoi).plan();
      PlanTotals totals = plan.totals();
      say(
          words,
          "3. Planned %s: %s of %s granules, %s, %s, %s, no granule touched",
          aoiFile,
          totals.granules(),
          plan.granulesInIndex(),
          Text.count(totals.chunks(), "chunk"),
          Text.count(totals.requests(), "request"),
          Text.bytes(totals.bytes()));
      exported =
          Exporter.of(plan)
              .with(
                  ExportOptions.DEFAULT
                      .withOverwrite(true)
                      .withProvenance(
                          Map.of("command", "demo", "groundtrack", VersionProvider.version())))
              .write(points);
    }
    say(words, "4. %s", ExportReportText.of(exported).stripTrailing());

    Path picture = folder.resolve(product.area() + ".png");
    try (PointsFile drawn = PointsFile.open(points)) {
      PointPicture.draw(
          drawn,
          drawn.coloured(product.column(), "the demo's column"),
          "Synthetic %s: %s".formatted(product, Text.count(exported.points(), "point")),
          picture,
          true);
    }
    say(words, "5. A picture of the points: %s", picture);
    say(
        words,
        "%nOpen %s in QGIS, GeoPandas or DuckDB. The samples are synthetic: nothing was measured.",
        points);
    if (json) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("synthetic", true);
      members.put("granules", samples.toString());
      members.put("aoi", aoiFile.toString());
      members.put("index", IndexReportText.members(indexed));
      members.put("export", ExportReportText.members(exported));
      members.put("picture", picture.toString());
      out.print(Json.write(members));
      out.flush();
    }
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }

  private IndexReport index(Path samples, Path index) {
    Map<String, Location> found = GranuleInputs.find(List.of(samples.toString()));
    try (Progress progress = Progress.start("Indexing", found.size(), " granules")) {
      return new Indexer(IndexOptions.DEFAULT.withOverwrite(true))
          .build(found, index, progress::stepTo);
    }
  }
}
