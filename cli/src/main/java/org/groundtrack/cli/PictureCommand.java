package org.groundtrack.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.exporter.Exporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack picture}. */
@Command(
    name = "picture",
    description = {
      "Draw the points of an export as a PNG file, on their area and coloured by a column.",
      "Takes any GeoParquet file of points in longitude and latitude."
    },
    footerHeading = "%nExample:%n",
    footer = "  groundtrack picture points.parquet --by h_li_sigma -o points.png",
    mixinStandardHelpOptions = true)
final class PictureCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "POINTS", description = "A GeoParquet file of points.")
  private Path points;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The PNG file to write.")
  private Path output;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "The column of numbers that gives the colours; default: the first of the product, which is"
              + " a height in most.")
  private String column;

  @Option(names = "--title", paramLabel = "TEXT", description = "Default: product and points.")
  private String title;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FileEndings.PNG.check("-o", output);
    Exporter.checkOutput(output, overwrite);
    try (PointsFile file = PointsFile.open(points)) {
      PointColumn by = file.coloured(column, "--by");
      long drawn = PointPicture.draw(file, by, title, output, overwrite);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.write(members(file, by, drawn)) : text(by, drawn));
      out.flush();
    }
    return 0;
  }

  private String text(PointColumn by, long drawn) {
    return new Lines()
        .title("Drew %s".formatted(Text.count(drawn, "point")))
        .add("colours", by == null ? "none: the file has no numbers" : by.label())
        .add("written to", output.toString())
        .toString();
  }

  private Map<String, Object> members(PointsFile file, PointColumn by, long drawn) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("output", output.toString());
    members.put("rows", file.rows());
    members.put("points", drawn);
    members.put("by", by == null ? null : by.name());
    return members;
  }
}
