package org.groundtrack.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.exporter.StagedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundtrack view}. */
@Command(
    name = "view",
    description = {
      "Write a page for a browser that shows the points of an export on a map: zoom, colours by any",
      "column, all values of a point. One file that needs no network.",
      "Takes any GeoParquet file of points in longitude and latitude."
    },
    footerHeading = "%nExample:%n",
    footer = "  groundtrack view points.parquet --open",
    mixinStandardHelpOptions = true)
final class ViewCommand implements Callable<Integer> {
  /** A browser holds a column of them in memory twice, and draws them in some 20 ms. */
  private static final int MOST_POINTS = 500_000;

  private static final int LIMIT = 10_000_000;

  @Parameters(index = "0", paramLabel = "POINTS", description = "A GeoParquet file of points.")
  private Path points;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The page to write; default: beside the points, with the ending .html.")
  private Path output;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "The column of numbers that gives the first colours; default: the first of the product,"
              + " which is a height in most.")
  private String column;

  @Option(
      names = "--max-points",
      paramLabel = "N",
      description =
          "Points on the page; of more an evenly spaced sample is shown. Default: ${DEFAULT-VALUE}.")
  private int maxPoints = MOST_POINTS;

  @Option(names = "--open", description = "Open the page in the browser.")
  private boolean open;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (maxPoints < 1 || maxPoints > LIMIT) {
      throw new UsageException(
          "--max-points is %s, expected 1 to %s".formatted(maxPoints, Text.count(LIMIT)));
    }
    Path page = output == null ? beside(points) : output;
    FileEndings.PAGE.check("-o", page);
    Exporter.checkOutput(page, overwrite);
    try (PointsFile file = PointsFile.open(points)) {
      ViewPage view = new ViewPage(file, file.coloured(column, "--by"), maxPoints);
      try (StagedFile staged = StagedFile.of(page, overwrite)) {
        view.write(staged.path());
        staged.publish();
      } catch (IOException e) {
        throw new LimitExceededException(
            "[%s] can't be written: %s".formatted(page, Text.reason(e)), e);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.write(members(view, page)) : text(view, page));
      out.flush();
    }
    if (open) {
      open(page);
    }
    return 0;
  }

  private static Path beside(Path points) {
    String name = points.getFileName().toString().replaceFirst("(?i)\\.(geo)?parquet$", "");
    return points.resolveSibling(name + ".html");
  }

  private static String text(ViewPage view, Path page) {
    ShownRows shown = view.shown();
    Lines lines =
        new Lines().title("Wrote a page of %s".formatted(Text.count(shown.size(), "point")));
    if (shown.isSample()) {
      lines.add(
          "sample",
          "%s of %s, evenly spaced: --max-points takes more"
              .formatted(Text.count(shown.size()), Text.count(shown.total(), "point")));
    }
    if (shown.known() < shown.total()) {
      lines.add(
          "left out",
          "%s without a position on the earth"
              .formatted(Text.count(shown.total() - shown.known(), "row")));
    }
    lines.add("columns", columns(view));
    lines.add("area", view.hasArea() ? "as the file's footer has it" : "none in the file's footer");
    lines.add(
        "coverage",
        "%s of H3 resolution %s"
            .formatted(
                Text.count(view.cells().counts().size(), "cell"), view.cells().resolution()));
    return lines.add("written to", "%s (%s)".formatted(page, Text.bytes(size(page)))).toString();
  }

  private static String columns(ViewPage view) {
    List<String> words = new ArrayList<>(List.of(Text.count(view.columnCount())));
    if (!view.absent().isEmpty()) {
      words.add("not shown: " + Text.line(String.join(", ", view.absent()), 200));
    }
    return String.join("; ", words);
  }

  private Map<String, Object> members(ViewPage view, Path page) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("output", page.toString());
    members.put("outputBytes", size(page));
    members.put("rows", view.shown().total());
    members.put("points", view.shown().size());
    members.put("sample", view.shown().isSample());
    members.put("rowsWithoutPosition", view.shown().total() - view.shown().known());
    members.put("columns", view.columnCount());
    members.put("columnsNotShown", view.absent());
    members.put("area", view.hasArea());
    members.put("cells", view.cells().counts().size());
    members.put("h3Resolution", view.cells().resolution());
    return members;
  }

  private static long size(Path page) {
    try {
      return Files.size(page);
    } catch (IOException e) {
      throw new UncheckedIOException("Page " + page, e);
    }
  }

  /** The page is there whether or not a browser is. */
  private void open(Path page) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("mac")
            ? List.of("open")
            : system.contains("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler")
                : List.of("xdg-open");
    List<String> words = new ArrayList<>(command);
    words.add(page.toAbsolutePath().toString());
    try {
      new ProcessBuilder(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "groundtrack: no program to open a browser (%s): open %s yourself"
              .formatted(command.get(0), Text.printable(page.toString())));
      err.flush();
    }
  }
}
