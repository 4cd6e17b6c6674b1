package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.groundtrack.cli.TileGranules.TILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.groundtrack.samples.Atl06Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command answers: output, messages, exit codes, and what it leaves behind. */
class CommandTest {

  @TempDir Path folder;
  private Path granules;
  private Path granule;
  private Path index;
  private Path output;

  @BeforeEach
  void makeGranules() throws IOException {
    granules = folder.resolve("granules");
    granule = Atl06Generator.write(granules, TileGranules.cycle(3).build());
    Atl06Generator.write(granules, TileGranules.cycle(4).build());
    index = folder.resolve("index");
    output = folder.resolve("points.parquet");
  }

  private void buildIndex() {
    CommandRun.of("index", granules, "-o", index).succeeded();
  }

  private void assertFailure(CommandRun run, int exitCode, String... words) {
    assertThat(run.err()).as("one line").hasLineCount(1).startsWith("groundtrack: error[");
    assertThat(run.err()).contains(words);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertNoOutput();
  }

  private void assertNoOutput() {
    assertThat(output).doesNotExist();
    assertNoStaging();
  }

  private void assertNoStaging() {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".inprogress"))).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void indexReportsWhatItDid() {
    CommandRun run = CommandRun.of("index", granules, "-o", index);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Indexed 2 granules", "rows        36,000", "skipped     0", "written to");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void indexTakesGlobsAndListFilesAndCountsAGranuleOnce() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "# granules\ngranules/" + granule.getFileName() + "\n\n");
    CommandRun run =
        CommandRun.of("index", granules + "/*_006_*.h5", list, granule, "-o", index, "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.json().get("granules").asInt()).isEqualTo(2);
  }

  @Test
  void queryNeedsNoGranule() throws IOException {
    buildIndex();
    for (Path path : files(granules)) {
      Files.delete(path);
    }
    CommandRun run = CommandRun.of("query", index, TILE);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("granules    2 of 2", "beams       12", "chunks", "requests");
  }

  @Test
  void exportReadsExactlyTheRequestsAndBytesOfItsPlan() throws IOException {
    buildIndex();
    JsonNode plan = CommandRun.of("query", index, TILE, "--json").json();
    JsonNode report = CommandRun.of("export", index, TILE, "-o", output, "--json").json();
    assertThat(report.get("requests")).isEqualTo(plan.get("requests"));
    assertThat(report.get("bytesRead")).isEqualTo(plan.get("bytes"));
    assertThat(report.get("chunks")).isEqualTo(plan.get("chunks"));
    assertThat(report.get("points").asLong())
        .isPositive()
        .isLessThanOrEqualTo(plan.get("maxRows").asLong());
    assertThat(plan.get("bytes").asLong()).isLessThan(plan.get("granuleBytes").asLong());
  }

  @Test
  void planNamesItsVariablesWithTheirPathsAndTypes() {
    buildIndex();
    JsonNode plan = CommandRun.of("query", index, TILE, "-v", "n_fit_photons", "--json").json();
    assertThat(plan.get("variables"))
        .extracting(variable -> variable.get("name").asText())
        .containsExactly(
            "h_li", "h_li_sigma", "atl06_quality_summary", "segment_id", "n_fit_photons");
    JsonNode height = plan.at("/variables/0");
    assertThat(height.fieldNames())
        .toIterable()
        .containsExactly("name", "path", "elements", "list", "type", "units", "description");
    assertThat(height.get("path").asText()).isEqualTo("land_ice_segments/h_li");
    assertThat(height.get("elements").asText()).isEmpty();
    assertThat(height.get("list").asBoolean(true)).isFalse();
    assertThat(height.get("type").asText()).isEqualTo("FLOAT32");
    assertThat(height.get("units").asText()).isEqualTo("meters");
    assertThat(height.get("description").asText()).isNotEmpty();
  }

  @Test
  void aRateThatWasNotIndexedIsRefusedWithThoseThatWere() {
    buildIndex();
    assertFailure(
        CommandRun.of("export", index, TILE, "--rate", "segment_quality", "-o", output),
        2,
        "holds no rate 'segment_quality' of ATL06, only land_ice_segments",
        "--rates land_ice_segments,segment_quality");
  }

  @Test
  void dryRunPrintsThePlanAndWritesNothing() {
    buildIndex();
    CommandRun run = CommandRun.of("export", index, TILE, "-o", output, "--dry-run");
    assertThat(run.out()).startsWith("Plan for ATL06").contains("at most");
    assertThat(run.exitCode()).isZero();
    assertNoOutput();
  }

  @Test
  void outputDoesNotDependOnTheNumberOfThreads() throws IOException {
    buildIndex();
    Path other = folder.resolve("other.parquet");
    CommandRun.of("export", index, TILE, "-o", output, "--threads", "1");
    CommandRun.of("export", index, TILE, "-o", other, "--threads", "7");
    assertThat(Files.mismatch(output, other)).isEqualTo(-1);
  }

  @Test
  void outputSaysWhatItIs() throws Exception {
    buildIndex();
    CommandRun.of("export", index, TILE, "-v", "n_fit_photons", "-o", output);
    assertThat(
            ExportedPoints.query(output, "select column_name, column_type from (describe from %s)"))
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly(
            "geometry GEOMETRY('OGC:CRS84')",
            "longitude DOUBLE",
            "latitude DOUBLE",
            "time TIMESTAMP WITH TIME ZONE",
            "h_li FLOAT",
            "h_li_sigma FLOAT",
            "atl06_quality_summary TINYINT",
            "track_id VARCHAR",
            "granule VARCHAR",
            "rgt INTEGER",
            "cycle INTEGER",
            "segment_id INTEGER",
            "beam_strength VARCHAR",
            "n_fit_photons INTEGER",
            "bbox STRUCT(xmin FLOAT, ymin FLOAT, xmax FLOAT, ymax FLOAT)");
    String words =
        ExportedPoints.query(
                output,
                "select decode(value) from parquet_kv_metadata(%s) where decode(key) ="
                    + " 'groundtrack'")
            .get(0)
            .get(0)
            .toString();
    JsonNode about = new ObjectMapper().readTree(words);
    assertThat(about.get("product").asText()).isEqualTo("ATL06");
    assertThat(about.at("/columns/h_li/units").asText()).isEqualTo("meters");
    assertThat(about.at("/columns/h_li/description").asText()).isNotEmpty();
    assertThat(about.at("/parameters/aoi").asText()).isEqualTo("-45.4,62.6,-44.6,63.0");
    assertThat(about.at("/citations/0").asText()).contains("Synthetic");
    // Every point's own box holds it, though its corners are floats.
    assertThat(
            ExportedPoints.query(
                output,
                "select count(*) from %s where not (bbox.xmin <= longitude and longitude <="
                    + " bbox.xmax and bbox.ymin <= latitude and latitude <= bbox.ymax)"))
        .containsExactly(List.of(0L));
  }

  @Test
  void timeRangeKeepsExactlyItsRows() throws Exception {
    buildIndex();
    CommandRun.of("export", index, TILE, "-o", output);
    List<List<Object>> times =
        ExportedPoints.query(output, "select epoch_ns(time) from %s order by 1");
    long from = (long) times.get(times.size() / 4).get(0);
    long to = (long) times.get(times.size() / 2).get(0);
    Path part = folder.resolve("part.parquet");
    CommandRun run =
        CommandRun.of(
            "export",
            index,
            TILE,
            "--start",
            Instant.ofEpochSecond(0, from),
            "--end",
            Instant.ofEpochSecond(0, to),
            "-o",
            part);
    assertThat(run.err()).isEmpty();
    long expected =
        times.stream().filter(t -> (long) t.get(0) >= from && (long) t.get(0) < to).count();
    assertThat(ExportedPoints.query(part, "select count(*) from %s"))
        .containsExactly(List.of(expected));
  }

  @Test
  void onlyTheBeamsThatAreAskedForAreExported() throws Exception {
    buildIndex();
    CommandRun.of("export", index, TILE, "--beams", "gt1l,gt3r", "-o", output);
    assertThat(ExportedPoints.query(output, "select distinct track_id from %s order by 1"))
        .containsExactly(List.of("gt1l"), List.of("gt3r"));
    assertThat(CommandRun.of("query", index, TILE, "--beams", "gt4l").err())
        .contains("No beam is called 'gt4l': ATL06 has gt1l, gt1r");
  }

  @Test
  void anAreaWithoutPointsGivesAValidEmptyFile() throws Exception {
    buildIndex();
    CommandRun run = CommandRun.of("export", index, "--bbox=10,10,11,11", "-o", output);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Exported 0 points");
    assertThat(ExportedPoints.query(output, "select count(*) from %s"))
        .containsExactly(List.of(0L));
    Path full = folder.resolve("full.parquet");
    CommandRun.of("export", index, TILE, "-o", full);
    String schema = "select column_name, column_type from (describe from %s)";
    assertThat(ExportedPoints.query(output, schema)).isEqualTo(ExportedPoints.query(full, schema));
  }

  @Test
  void whatIsNoHdf5FileEndsTheBuildAndLeavesNothing() throws IOException {
    Path bad = Files.writeString(granules.resolve("ATL06_login.h5"), "<html>");
    assertFailure(
        CommandRun.of("index", granules, "-o", index),
        3,
        bad.toString(),
        "is not an HDF5 file: found '<html>'");
    assertThat(index).doesNotExist();
  }

  @Test
  void aTruncatedGranuleIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(granule);
    Files.write(granule, Arrays.copyOf(bytes, bytes.length / 2));
    assertFailure(
        CommandRun.of("index", granules, "-o", index),
        3,
        granule.getFileName().toString(),
        "truncated");
    assertThat(index).doesNotExist();
  }

  @Test
  void badGranulesAreSkippedAndCountedWhenAsked() throws IOException {
    Path bad = Files.writeString(granules.resolve("ATL06_bad.h5"), "");
    CommandRun run = CommandRun.of("index", granules, "-o", index, "--skip-bad-granules");
    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out())
        .contains("Indexed 2 granules", "skipped     1 granule", bad.getFileName().toString());
    assertThat(CommandRun.of("query", index, TILE).exitCode()).isZero();
  }

  @Test
  void aGranuleOfAnotherProductIsRefusedWithTheKnownOnes() throws IOException {
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    try (WritableHdfFile file = HdfFile.write(other.resolve("ATL99_x.h5"))) {
      file.putAttribute("short_name", "ATL99");
      file.putDataset("x", new int[] {1});
    }
    assertFailure(
        CommandRun.of("index", other, "-o", index),
        3,
        "is of no known product: it says ATL99. Say which it is with --product",
        "known: ATL06, ATL03");
  }

  /** A granule of ATL06 with one beam. */
  private Path oddGranule(Consumer<WritableGroup> beam) throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path odd = other.resolve("ATL06_20190101000000_00010201_006_01.h5");
    try (WritableHdfFile file = HdfFile.write(odd)) {
      file.putAttribute("short_name", "ATL06");
      file.putGroup("ancillary_data")
          .putDataset("atlas_sdp_gps_epoch", new double[] {1198800018.0});
      beam.accept(file.putGroup("gt1l"));
    }
    return odd;
  }

  @Test
  void aGranuleThatTheLayoutDoesNotFitIsRefused() throws IOException {
    Path odd =
        oddGranule(beam -> beam.putGroup("segments").putDataset("latitude", new double[] {1, 2}));
    assertFailure(
        CommandRun.of("index", odd, "-o", index),
        3,
        odd.getFileName().toString(),
        "does not fit the layout of ATL06: no beam has a group [land_ice_segments]");
  }

  @Test
  void aVariableWithOtherRowsThanThePositionsIsRefused() throws IOException {
    Path odd =
        oddGranule(
            beam -> {
              WritableGroup segments = beam.putGroup("land_ice_segments");
              segments.putDataset("latitude", new double[] {1, 2});
              segments.putDataset("longitude", new double[] {1, 2});
              segments.putDataset("delta_time", new double[] {1, 2});
              segments.putDataset("h_li", new float[] {1, 2, 3});
            });
    assertFailure(
        CommandRun.of("index", odd, "-o", index),
        3,
        "/gt1l/land_ice_segments/h_li has shape [3], but rate land_ice_segments has 2 rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"Polygon","coordinates":[]}                                        | has no polygon
          POLYGON ((-45 62, -44 63, -44 62, -45 63, -45 62))                          | Self-intersection
          POLYGON ((62 -145, 63 -145, 63 -144, 62 -145))                              | swapped
          POLYGON ((100000 -2000000, 200000 -2000000, 200000 -2100000, 100000 -2000000)) | projected
          POINT (1 2)                                                                 | has no area
          POLYGON EMPTY                                                               | is empty
          nonsense.geojson                                                            | does not exist
          SRID=3413;POLYGON ((0 0, 1 0, 1 1, 0 0))                                    | look like degrees
          1,2,3                                                                       | has 3 numbers
          1,2,x,4                                                                     | does not exist
          """)
  void anInvalidAreaIsRefused(String area, String reason) {
    buildIndex();
    assertFailure(
        CommandRun.of("export", index, "--aoi", area, "-o", output), 2, "INVALID_AOI", reason);
  }

  @Test
  void anAreaMayBeWktWithItsSrid() {
    buildIndex();
    String wkt = "SRID=4326;POLYGON ((-45.4 62.6, -44.6 62.6, -44.6 63, -45.4 63, -45.4 62.6))";
    assertThat(CommandRun.of("query", index, "--aoi", wkt, "--json").json().get("maxRows"))
        .isEqualTo(CommandRun.of("query", index, TILE, "--json").json().get("maxRows"));
  }

  @Test
  void namesInAnIndexDoNotReachTheTerminalAsControlCharacters() throws IOException {
    // An escape sequence in both forms, a line of its own, and a name that reads backwards.
    String name = "a b\u001b[31m\u009b1m\n\u202e.h5";
    Files.move(granule, granules.resolve(name));
    buildIndex();
    CommandRun text = CommandRun.of("query", index, TILE);
    assertThat(text.out()).contains("a b?[31m?1m??.h5: ");
    CommandRun json = CommandRun.of("query", index, TILE, "--json");
    for (CommandRun run : new CommandRun[] {text, json}) {
      assertThat(run.out().codePoints().filter(c -> c != '\n'))
          .noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    }
    // JSON escapes them, and says where a granule is as all messages do.
    JsonNode tasks = json.json().get("tasks");
    assertThat(tasks.findValuesAsText("granule")).contains(name);
    assertThat(tasks.findValuesAsText("location"))
        .contains(granules.toRealPath().resolve(name).toString());
  }

  @Test
  void anIndexApartFromItsGranulesSaysWhatExportsNeed() {
    Path apart = folder.resolve("apart/index");
    CommandRun built = CommandRun.of("index", granules, "-o", apart);
    assertThat(built.out()).contains("to export from this index, add --allow-dir " + granules);
    assertFailure(
        CommandRun.of("export", apart, TILE, "-o", output),
        8,
        "REFUSED",
        "--allow-dir " + granules);
    CommandRun allowed =
        CommandRun.of("export", apart, TILE, "-o", output, "--allow-dir", granules);
    assertThat(allowed.err()).isEmpty();
    assertThat(CommandRun.of("index", granules, "-o", index).out())
        .doesNotContain("to export from");
  }

  @Test
  void anOutputThatExistsIsKeptUnlessOverwritten() throws IOException {
    buildIndex();
    Files.writeString(output, "mine");
    CommandRun refused = CommandRun.of("export", index, TILE, "-o", output);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("exists", "--overwrite");
    assertThat(output).hasContent("mine");
    assertThat(CommandRun.of("export", index, TILE, "-o", output, "--overwrite").exitCode())
        .isZero();
    assertThat(Files.size(output)).isGreaterThan(1000);
    assertNoStaging();
  }

  @Test
  void anOutputInAFolderThatDoesNotExistIsRefused() {
    buildIndex();
    assertFailure(
        CommandRun.of("export", index, TILE, "-o", folder.resolve("no/points.parquet")),
        2,
        "folder",
        "does not exist");
  }

  @Test
  void anIndexThatExistsIsKeptUnlessOverwritten() {
    buildIndex();
    assertFailure(CommandRun.of("index", granules, "-o", index), 2, "holds an index");
    assertThat(CommandRun.of("index", granules, "-o", index, "--overwrite").exitCode()).isZero();
    assertFailure(CommandRun.of("index", granules, "-o", granules), 2, "holds no index");
  }

  @Test
  void aFailedRebuildLeavesTheOldIndex() throws IOException {
    buildIndex();
    String before = CommandRun.of("query", index, TILE).out();
    Files.writeString(granules.resolve("ATL06_bad.h5"), "");
    assertFailure(CommandRun.of("index", granules, "-o", index, "--overwrite"), 3, "ATL06_bad.h5");
    assertThat(CommandRun.of("query", index, TILE).out()).isEqualTo(before);
  }

  @Test
  void aDamagedIndexIsRefused() throws IOException {
    for (String table : List.of("coverage", "manifest", "granules")) {
      CommandRun.of("index", granules, "-o", index, "--overwrite");
      Path part = files(index.resolve(table)).get(0);
      byte[] bytes = Files.readAllBytes(part);
      Files.write(part, Arrays.copyOf(bytes, bytes.length - 100));
      assertFailure(
          CommandRun.of("export", index, TILE, "-o", output),
          3,
          "BAD_INDEX",
          part.getFileName().toString());
      Files.write(part, new byte[bytes.length]);
      assertFailure(
          CommandRun.of("export", index, TILE, "-o", output),
          3,
          "BAD_INDEX",
          part.getFileName().toString());
    }
    assertFailure(
        CommandRun.of("query", folder.resolve("none"), TILE), 3, "is no Groundtrack index");
  }

  @Test
  void anIndexOfANewerFormatIsRefused() throws IOException {
    buildIndex();
    Path state = index.resolve("index.json");
    Files.writeString(
        state,
        Files.readString(state).replaceFirst("\"formatVersion\" : 4", "\"formatVersion\" : 5"));
    assertFailure(
        CommandRun.of("query", index, TILE), 3, "has index format 5, this Groundtrack reads 4");
  }

  @Test
  void aGranuleThatChangedSinceItWasIndexedIsRefused() throws IOException {
    buildIndex();
    Files.setLastModifiedTime(granule, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    assertFailure(
        CommandRun.of("export", index, TILE, "-o", output),
        6,
        "SOURCE_CHANGED",
        granule.getFileName().toString(),
        "Index it again");
  }

  @Test
  void aGranuleThatIsGoneIsNamed() throws IOException {
    buildIndex();
    Files.delete(granule);
    assertFailure(
        CommandRun.of("export", index, TILE, "-o", output),
        4,
        granule.getFileName().toString(),
        "does not exist");
  }

  @Test
  void aChunkWhoseBytesAreDamagedIsNamed() throws IOException {
    buildIndex();
    JsonNode plan = CommandRun.of("query", index, TILE, "--json").json();
    JsonNode request = plan.at("/tasks/0/requests/0");
    Path damaged = Path.of(plan.at("/tasks/0/location").asText());
    FileTime time = Files.getLastModifiedTime(damaged);
    try (SeekableByteChannel channel = Files.newByteChannel(damaged, StandardOpenOption.WRITE)) {
      channel.position(request.get("offset").asLong());
      channel.write(ByteBuffer.wrap(new byte[64]));
    }
    Files.setLastModifiedTime(damaged, time);
    assertFailure(
        CommandRun.of("export", index, TILE, "-o", output), 3, "BAD_GRANULE", "chunk", "/gt");
  }

  @Test
  void anUnknownVariableIsRefusedWithTheNearestNames() {
    buildIndex();
    assertFailure(
        CommandRun.of("export", index, TILE, "-v", "h_lo", "-o", output), 2, "'h_lo'", "h_li");
  }

  @Test
  void aGranuleThatIsGivenTwiceUnderOneNameIsRefused() throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy);
    Files.copy(granule, copy.resolve(granule.getFileName()));
    assertFailure(CommandRun.of("index", granules, copy, "-o", index), 2, "is given twice");
  }

  @Test
  void usageErrorsNameTheOption() {
    CommandRun run = CommandRun.of("export", index, TILE);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--output");
    assertThat(CommandRun.of("query", index, TILE, "--start", "June").err())
        .contains("--start June is not a time");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
