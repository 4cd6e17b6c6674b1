package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports in each format by the command: the same points, pipes, and what can't be written. */
@Timeout(240)
class OutputFormatsTest {
  private static final String EVERYTHING = "--bbox=-180,-90,180,90";

  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void makeIndex() throws IOException {
    index = folder.resolve("index");
    for (int cycle = 3; cycle < 6; cycle++) {
      Atl06Generator.write(folder, TileGranules.cycle(cycle).build());
    }
    CommandRun.of("index", folder, "-o", index).succeeded();
  }

  private Path export(String name, Object... more) {
    Path file = folder.resolve(name);
    // The times of the other formats are in nanoseconds.
    List<String> unit = name.endsWith(".parquet") ? List.of("--time-unit", "ns") : List.of();
    CommandRun.of("export", index, TileGranules.TILE, "-o", file, more, unit).succeeded();
    return file;
  }

  private static ProcessBuilder command(Object... words) {
    return new ProcessBuilder(CommandProcess.words(words));
  }

  private static void assertSame(Python python, String z, Path... files) {
    List<Object> words = new ArrayList<>(List.of(z));
    words.addAll(List.of(files));
    assertThat(
            python.runResource(OutputFormatsTest.class, "same_points.py", words.toArray()).strip())
        .matches("[1-9][0-9]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h_li"})
  void allFormatsHaveTheSamePoints(String z) {
    Python python = Python.require("pyarrow", "pyogrio", "shapely");
    List<String> more = z.isEmpty() ? List.of("--row-numbers") : List.of("--row-numbers", "--z", z);
    assertSame(
        python,
        z,
        export("wkb.parquet", more),
        export("point.parquet", more, "--geometry", "point"),
        export("typed.parquet", more, "--geometry", "parquet"),
        export("points.arrow", more),
        export("points.arrows", more),
        export("points.csv", more),
        export("points.fgb", more));
  }

  @ParameterizedTest
  @CsvSource({"arrow-stream,arrows", "csv,csv", "arrow,arrow"})
  void whatGoesThroughAPipeIsTheFile(String format, String ending) throws Exception {
    Path piped = folder.resolve("piped." + ending);
    Path errors = folder.resolve("errors.txt");
    Process process =
        command("export", index, TileGranules.TILE, "-o", "-", "--format", format)
            .redirectError(errors.toFile())
            .start();
    try (InputStream in = process.getInputStream()) {
      Files.copy(in, piped);
    }
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(Files.readString(errors)).contains("Exported");
    assertSame(
        Python.require("pyarrow", "pyogrio", "shapely"), "", export("points.parquet"), piped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrow-stream", "csv"})
  void aReaderThatHasEnoughEndsTheExportQuietly(String format) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Process process =
        command("export", index, EVERYTHING, "-o", "-", "--format", format)
            .redirectError(errors.toFile())
            .start();
    try (InputStream in = process.getInputStream()) {
      assertThat(in.readNBytes(100)).hasSize(100);
    }
    assertThat(process.waitFor()).isEqualTo(141);
    assertThat(Files.readString(errors)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrow-stream", "arrow", "csv"})
  void aFullDiskIsSaid(String format) throws Exception {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      System.out.println("SKIPPED: no /dev/full");
    }
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full");
    Path errors = folder.resolve("errors.txt");
    Process process =
        command("export", index, TileGranules.TILE, "-o", "-", "--format", format)
            .redirectOutput(Redirect.to(full.toFile()))
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(Files.readString(errors))
        .startsWith("groundtrack: error[LIMIT_EXCEEDED] [standard output] can't be written:")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "points.parquet | --z granule | --z 'granule' is no column of numbers",
        "points.parquet | --z time | --z 'time' is no column of numbers",
        "points.parquet | --z nonsense | --z 'nonsense' is no column of numbers",
        "points.fgb | --z nonsense | --z 'nonsense' is no column of numbers",
        "points.arrow | --geometry wkb | --geometry wkb is for geoparquet",
        "points.csv | --geometry parquet | --geometry parquet is for geoparquet",
        "points.bin | --format nonsense | --format is 'nonsense', expected one of geoparquet, arrow, arrow-stream, csv, flatgeobuf",
        "points.parquet | --geometry nonsense | --geometry is 'nonsense', expected one of wkb, point, parquet",
        "points.csv | --format arrow | ends as csv does, and is to be arrow: let it end in .arrow",
        "points.gpkg | --format geoparquet | ends in .gpkg, which is no format that is written",
        "points.zarr | --partition-by beam | ends in .zarr, which is no format that is written",
        "points.arrow | --partition-by beam --format csv | ends as arrow does, and is to be csv",
        "points.parquet | --picture points.jpg | --picture writes a PNG file, and the name ends in .jpg: let it end in .png",
        "- | --format geoparquet | geoparquet can't be written to standard output",
        "- | --format flatgeobuf | flatgeobuf can't be written to standard output",
      })
  void whatDoesNotFitIsSaid(String output, String options, String message) throws Exception {
    Object named = output.equals("-") ? output : folder.resolve(output);
    List<String> words =
        Stream.of(options.strip().split(" "))
            .map(word -> word.startsWith("points.") ? folder.resolve(word).toString() : word)
            .toList();
    CommandRun run = CommandRun.of("export", index, TileGranules.TILE, "-o", named, words);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("groundtrack: error[USAGE] ")
        .contains(message)
        .hasLineCount(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().contains("points"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpkg", "geojson", "shp", "csv.gz", "zarr"})
  void anEndingThatIsNoFormatOfOursIsRefusedWithThoseThatAre(String ending) throws Exception {
    Path named = folder.resolve("points." + ending);
    for (Object more : List.of(List.of(), "--dry-run", "--overwrite")) {
      String said = CommandRun.of("export", index, TileGranules.TILE, "-o", named, more).failed(2);
      assertThat(said).contains(".parquet, .geoparquet", ".csv, .fgb", "ogr2ogr");
    }
    assertThat(named).doesNotExist();
  }

  @Test
  void otherCommandsRefuseAnEndingThatSaysAnotherFormat() {
    Path points = export("points.parquet");
    Object[][] calls = {
      {"picture", points, "-o", folder.resolve("p.jpg")},
      {"view", points, "-o", folder.resolve("p.png")},
      {"query", index, TileGranules.TILE, "--coverage-picture", folder.resolve("p.svg")},
      {"query", index, TileGranules.TILE, "--coverage", folder.resolve("p.gpkg")},
      {"query", index, TileGranules.TILE, "--parquet", folder.resolve("p.csv")},
      {"refs", index, TileGranules.TILE, "-o", folder.resolve("p.zarr")},
      {
        "refs",
        index,
        TileGranules.TILE,
        "-o",
        folder.resolve("p.parq"),
        "--format",
        "kerchunk-json"
      },
      {
        "refs",
        index,
        TileGranules.TILE,
        "-o",
        folder.resolve("p.json"),
        "--format",
        "kerchunk-parquet"
      },
      {"search", "ATL06", TileGranules.TILE, "-o", folder.resolve("p.csv")},
    };
    for (Object[] call : calls) {
      assertThat(CommandRun.of(call).failed(2))
          .contains("[" + folder.resolve("p."))
          .contains("end");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("p."));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void csvIsWhatTheDocumentationSays() throws Exception {
    List<String> lines = Files.readAllLines(export("points.csv"));
    assertThat(lines.get(0)).startsWith("longitude,latitude,time,h_li,");
    assertThat(lines.get(1))
        .matches(
            "-4[45]\\.\\d+,6[23]\\.\\d+,20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z,.*,\"gt[123][lr]\",\"ATL06_\\d+_\\d+_\\d+_\\d+\\.h5\",.*");
    assertThat(Files.readString(folder.resolve("points.csv"))).doesNotContain("\r").endsWith("\n");
  }
}
