package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.SampleCollection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each call of the command in the documentation, page by page, in a folder that has what the
 * pages speak of. Calls that say that they need the network are only parsed.
 */
class DocumentedCommandsTest {
  /** Their granules are of no product that there is: a test of their own makes them. */
  private static final Set<String> RUN_ELSEWHERE = Set.of("layouts.md");

  private static final Path INDEX = Path.of("my-index");

  @TempDir static Path granules;
  @TempDir Path folder;

  @BeforeAll
  static void makeGranules() throws IOException {
    for (Atl06Spec spec : SampleCollection.greenland(7, 6, 1000).specs()) {
      Atl06Generator.write(granules, spec);
    }
  }

  static Stream<MarkdownPage> pages() {
    return MarkdownPage.all().filter(page -> !DocumentedCommand.of(page).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCallOfThePageIsOneThatWorks(MarkdownPage page) throws IOException {
    List<DocumentedCommand> commands = DocumentedCommand.of(page);
    for (DocumentedCommand command : commands) {
      // Throws if a command or an option is not there.
      Main.commandLine().parseArgs(command.words().toArray(String[]::new));
    }
    if (RUN_ELSEWHERE.contains(page.path().getFileName().toString())) {
      return;
    }
    makeFolder(commands);
    for (DocumentedCommand command : commands) {
      if (!command.needsNetwork()) {
        run(command);
      }
    }
  }

  private void makeFolder(List<DocumentedCommand> commands) throws IOException {
    List<Path> made;
    try (Stream<Path> files = Files.list(granules)) {
      made = files.sorted().toList();
    }
    for (String name :
        List.of("granules", "new-granules", "listed", "more/2019a", "groundtrack-demo")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.copy(made.get(0), folder.resolve("unknown.h5"));
    Files.copy(made.get(4), folder.resolve("more/2019a").resolve(made.get(4).getFileName()));
    Files.copy(made.get(5), folder.resolve("new-granules").resolve(made.get(5).getFileName()));
    for (Path granule : made.subList(0, 3)) {
      Files.copy(granule, folder.resolve("granules").resolve(granule.getFileName()));
    }
    Path listed = folder.resolve("listed").resolve(made.get(3).getFileName());
    Files.copy(made.get(3), listed);
    Files.writeString(folder.resolve("list.txt"), listed + "\n");
    String square = "[[-45.4, 62.6], [-44.6, 62.6], [-44.6, 63.0], [-45.4, 63.0], [-45.4, 62.6]]";
    String parks =
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "A"},
         "geometry": {"type": "Polygon", "coordinates": [%s]}}]}
        """
            .formatted(square);
    for (String name : List.of("greenland.geojson", "area.geojson", "parks.geojson")) {
      Files.writeString(folder.resolve(name), parks);
    }
    String kml =
        """
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>A</name>%s</Placemark>
        </Document></kml>
        """;
    Files.writeString(
        folder.resolve("stations.kml"),
        kml.formatted("<Point><coordinates>-45,62.8</coordinates></Point>"));
    Files.writeString(
        folder.resolve("area.kml"),
        kml.formatted(
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>-45.4,62.6 -44.6,62.6 -44.6,63"
                + " -45.4,63 -45.4,62.6</coordinates></LinearRing></outerBoundaryIs></Polygon>"));
    Files.writeString(
        folder.resolve("grid.wkt"),
        "POLYGON ((-40000 -3000000, 40000 -3000000, 40000 -2900000, -40000 -2900000, -40000"
            + " -3000000))");
    if (commands.stream().noneMatch(command -> command.builds(INDEX))) {
      CommandRun.of("index", folder.resolve("granules"), "-o", folder.resolve(INDEX)).succeeded();
    }
  }

  private void run(DocumentedCommand command) throws IOException {
    deleteOutput(command);
    List<String> words = new ArrayList<>(command.words());
    if (words.equals(List.of("demo"))) {
      words.addAll(List.of("-d", "groundtrack-demo", "--rows", "300", "--granules", "4"));
    }
    int output = words.indexOf("-o") + 1;
    if (output > 0 && words.get(output).equals("-")) {
      // The real standard output is the test runner's.
      words.set(output, "piped.arrow");
    }
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("area.geojson"))));
    CommandRun run;
    try {
      run = CommandRun.of(words.get(0), words.stream().skip(1).flatMap(this::here).toList());
    } finally {
      System.setIn(before);
    }
    assertThat(run.err()).as(command.line()).isEmpty();
    // The granules here are made up: an example may find none of their points.
    assertThat(run.exitCode()).as(command.line()).isIn(0, ErrorCode.NOTHING_FOUND.exitCode());
    if (command.redirect() != null) {
      Files.writeString(folder.resolve(command.redirect()), run.out());
    } else {
      assertThat(run.out()).as(command.line()).isNotEmpty();
    }
  }

  /** A page may write one output in several ways. */
  private void deleteOutput(DocumentedCommand command) throws IOException {
    String output = command.after("-o", "--output");
    if (output != null && !command.words().contains("--append")) {
      Path path = folder.resolve(output);
      if (Files.exists(path)) {
        List<Path> files;
        try (Stream<Path> found = Files.walk(path)) {
          files = found.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  /** A word with files in the test's folder, and without opening a browser. */
  private Stream<?> here(String word) {
    if (word.equals("--open")) {
      return Stream.empty();
    }
    if (word.matches("(.*/)?ATL06_[0-9_*]+\\.h5")) {
      return Stream.of(folder.resolve("granules/" + anyGranule()));
    }
    boolean isFile =
        word.matches("(new-)?granules/.*|more/.*|groundtrack-demo.*|~/.*")
            || word.matches(
                "[\\w-]+\\.(parquet|arrow|csv|fgb|json|geojson|kml|wkt|txt|parq|png|html|h5)")
            || word.matches("my-index|points|refs|small");
    return Stream.of(isFile ? folder + "/" + word.replaceFirst("^~/", "") : word);
  }

  private static String anyGranule() {
    try (Stream<Path> files = Files.list(granules)) {
      return files.sorted().findFirst().orElseThrow().getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
