package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.GranuleGenerator;
import org.groundtrack.samples.GranuleSpec;
import org.groundtrack.samples.SampleProduct;
import org.groundtrack.testing.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports in partitions and several files, against the same exports in one file. */
class PartitionedExportTest {
  private static final String COLUMNS =
      "longitude, latitude, epoch_ns(time) t, h_li, track_id, granule, rgt, cycle, row";

  private static final List<String> KEYS =
      List.of("beam", "date", "rgt", "cycle", "granule", "h3", "h3:5");

  @TempDir Path folder;
  private Path index;
  private Path one;
  private Random random;
  private long seed;

  @BeforeEach
  void makeIndex() throws Exception {
    seed = System.nanoTime();
    System.out.println("PartitionedExportTest seed " + seed);
    random = new Random(seed);
    Path granules = Files.createDirectories(folder.resolve("granules"));
    for (int cycle = 3; cycle < 7; cycle++) {
      Atl06Generator.write(granules, TileGranules.cycle(cycle).build());
    }
    index = folder.resolve("index");
    CommandRun.of("index", granules, "-o", index).succeeded();
    one = folder.resolve("one.parquet");
    export(one).succeeded();
  }

  private CommandRun export(Path output, Object... more) {
    return CommandRun.of(
        "export",
        index,
        TileGranules.TILE,
        "--allow-dir",
        folder,
        "-o",
        output,
        "--row-numbers",
        more);
  }

  private static Path all(Path output) {
    return output.resolve("**/*.parquet");
  }

  private static List<List<Object>> rows(Path files, String what) throws Exception {
    return ExportedPoints.query(
        files,
        "select "
            + what
            + " from read_parquet(%s, hive_partitioning = true) order by granule, row, track_id");
  }

  private static List<Path> files(Path output) throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found.filter(Files::isRegularFile).map(output::relativize).sorted().toList();
    }
  }

  private List<String> randomKeys() {
    List<String> keys = new ArrayList<>(KEYS);
    Collections.shuffle(keys, random);
    return keys.subList(0, 1 + random.nextInt(3));
  }

  @Test
  void partitionsTogetherAreTheExportInOneFile() throws Exception {
    List<List<Object>> expected =
        rows(one, COLUMNS.replace("rgt, cycle", "rgt::bigint, cycle::bigint"));
    assertThat(expected).isNotEmpty();
    for (int i = 0; i < 8; i++) {
      List<String> keys = randomKeys();
      Path output = folder.resolve("folder" + i);
      List<Object> more =
          new ArrayList<>(List.of("--partition-by", String.join(",", keys), "--json"));
      if (random.nextBoolean()) {
        more.addAll(List.of("--rows-per-file", 1 + random.nextInt(900)));
      }
      if (random.nextBoolean()) {
        more.addAll(List.of("--sort", "h3", "--max-memory", "200KB"));
      }
      String about = "seed " + seed + ": " + more;
      JsonNode report = export(output, more.toArray()).json();
      assertThat(rows(all(output), COLUMNS.replace("rgt, cycle", "rgt::bigint, cycle::bigint")))
          .as(about)
          .isEqualTo(expected);
      List<Path> files = files(output);
      assertThat(report.get("outputFiles").asInt()).isEqualTo(files.size() - 1);
      JsonNode manifest = new ObjectMapper().readTree(output.resolve("_groundtrack.json").toFile());
      assertThat(manifest.get("rows").asInt()).as(about).isEqualTo(expected.size());
      long bytes = 0;
      for (JsonNode file : manifest.get("files")) {
        Path path = output.resolve(file.get("path").asText());
        assertThat(Files.size(path)).isEqualTo(file.get("bytes").asLong());
        assertThat(ExportedPoints.query(path, "select count(*) from %s").get(0).get(0))
            .isEqualTo(file.get("rows").asLong());
        bytes += Files.size(path);
      }
      assertThat(report.get("outputBytes").asLong()).isEqualTo(bytes);
    }
  }

  @Test
  void everyPointIsInTheFolderOfItsDayAndCell() throws Exception {
    Path output = folder.resolve("days");
    export(output, "--partition-by", "date,h3:4,h3:6").succeeded();
    List<List<Object>> rows =
        ExportedPoints.query(
            all(output),
            "select longitude, latitude, strftime(time at time zone 'UTC', '%%Y-%%m-%%d'), date::varchar, h3_04, h3_06 from read_parquet(%s, hive_partitioning = true)");
    for (List<Object> row : rows) {
      double longitude = (Double) row.get(0);
      double latitude = (Double) row.get(1);
      assertThat(row.get(3)).isEqualTo(row.get(2));
      assertThat(row.get(4)).isEqualTo(Long.toHexString(H3Cells.cell(longitude, latitude, 4)));
      assertThat(row.get(5)).isEqualTo(Long.toHexString(H3Cells.cell(longitude, latitude, 6)));
    }
    assertThat(rows).hasSize(rows(one, "1").size());
  }

  @Test
  void rowsPerFileBoundsFilesAndKeepsTheOrder() throws Exception {
    Path output = folder.resolve("parts");
    export(output, "--rows-per-file", "1000").succeeded();
    String query = "select granule, track_id, row from read_parquet(%s)";
    assertThat(ExportedPoints.query(output.resolve("*.parquet"), query))
        .isEqualTo(ExportedPoints.query(one, query));
    List<List<Object>> counts =
        ExportedPoints.query(
            output.resolve("*.parquet"),
            "select count(*) from read_parquet(%s, filename = true) group by filename order by filename");
    assertThat(counts).hasSizeGreaterThan(3);
    assertThat(counts.subList(0, counts.size() - 1)).allMatch(row -> row.get(0).equals(1000L));
  }

  @Test
  void bytesDependNeitherOnThreadsNorOnMemory() throws Exception {
    for (String[] arrangement :
        new String[][] {
          {"--partition-by", "beam,h3:5"},
          {"--partition-by", "granule,beam", "--rows-per-file", "300"},
          {"--partition-by", "cycle", "--sort", "h3"}
        }) {
      Path little = folder.resolve("little");
      Path much = folder.resolve("much");
      JsonNode spilt =
          export(
                  little,
                  arrangement,
                  "--threads",
                  1,
                  "--max-memory",
                  "150KB",
                  "--json",
                  "--overwrite")
              .json();
      JsonNode held = export(much, arrangement, "--threads", 3, "--json", "--overwrite").json();
      boolean sorts = !arrangement[1].startsWith("granule");
      assertThat(spilt.get("bytesSortedOnDisk").asLong() > 0).isEqualTo(sorts);
      assertThat(held.get("bytesSortedOnDisk").asLong()).isZero();
      assertThat(files(little)).isEqualTo(files(much)).hasSizeGreaterThan(2);
      for (Path file : files(little)) {
        assertThat(little.resolve(file)).hasSameBinaryContentAs(much.resolve(file));
      }
    }
  }

  @Test
  void sortedPointsAreInTheOrderOfTheirCells() throws Exception {
    Path sorted = folder.resolve("sorted.parquet");
    JsonNode report = export(sorted, "--sort", "h3", "--max-memory", "150KB", "--json").json();
    assertThat(report.get("bytesSortedOnDisk").asLong()).isPositive();
    String query = "select longitude, latitude, granule, track_id, row from read_parquet(%s)";
    List<List<Object>> expected = new ArrayList<>(ExportedPoints.query(one, query));
    expected.sort(
        Comparator.comparingLong(
            row -> H3Cells.cell((Double) row.get(0), (Double) row.get(1), 10)));
    assertThat(ExportedPoints.query(sorted, query)).isEqualTo(expected);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("granules", "index", "one.parquet", "sorted.parquet");
    }
  }

  @Test
  void everyFileSaysAllThatOneFileSays() throws Exception {
    Path output = folder.resolve("beams");
    export(output, "--partition-by", "granule").succeeded();
    Path spilt = folder.resolve("skipping");
    export(spilt, "--partition-by", "granule", "--skip-failed").succeeded();
    String query =
        "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'groundtrack'";
    ObjectMapper mapper = new ObjectMapper();
    JsonNode said = mapper.readTree(ExportedPoints.query(one, query).get(0).get(0).toString());
    List<List<Object>> each = ExportedPoints.query(all(output), query);
    assertThat(each).hasSize(4);
    for (List<Object> words : each) {
      assertThat(mapper.readTree(words.get(0).toString())).isEqualTo(said);
    }
    assertThat(ExportedPoints.query(all(spilt), query)).isEqualTo(each);
    Path beams = folder.resolve("beams2");
    export(beams, "--partition-by", "beam").succeeded();
    for (Path file : files(beams)) {
      if (file.toString().endsWith(".parquet")) {
        Path path = beams.resolve(file);
        String box =
            ExportedPoints.query(
                    path,
                    "select decode(value) from parquet_kv_metadata(%s) where decode(key) = 'geo'")
                .get(0)
                .get(0)
                .toString();
        JsonNode bounds = mapper.readTree(box).at("/columns/geometry/bbox");
        List<Object> found =
            ExportedPoints.query(
                    path,
                    "select min(longitude), min(latitude), max(longitude), max(latitude) from %s")
                .get(0);
        assertThat(mapper.convertValue(bounds, List.class)).isEqualTo(found);
      }
    }
  }

  @Test
  void pythonReadsAFolderAsOneDataset() {
    Python python = Python.require("pyarrow", "geopandas");
    Path output = folder.resolve("dataset");
    export(output, "--partition-by", "beam,cycle,h3", "--rows-per-file", "500").succeeded();
    Path arrow = folder.resolve("arrow");
    export(arrow, "--partition-by", "beam,date", "--format", "arrow").succeeded();
    String said =
        python.run(
            """
            import sys, pyarrow as pa, pyarrow.dataset as ds, pyarrow.parquet as pq, geopandas
            one = pq.read_table(sys.argv[1])
            key = [('granule', 'ascending'), ('track_id', 'ascending'), ('row', 'ascending')]
            columns = ['granule', 'track_id', 'row', 'longitude', 'latitude', 'h_li', 'time']
            expected = one.select(columns).sort_by(key).to_pydict()
            folder = ds.dataset(sys.argv[2], partitioning='hive').to_table()
            assert folder.select(columns).sort_by(key).to_pydict() == expected
            arrow = ds.dataset(sys.argv[3], format='arrow', partitioning='hive').to_table()
            arrow = arrow.set_column(
                arrow.schema.get_field_index('time'), 'time',
                arrow['time'].cast(pa.timestamp('us', 'UTC'), safe=False))
            assert arrow.select(columns).sort_by(key).to_pydict() == expected
            frame = geopandas.read_parquet(sys.argv[2])
            assert len(frame) == len(one) and frame.crs is not None
            assert set(frame.track_id) == set(one['track_id'].to_pylist())
            assert set(frame.cycle) == set(one['cycle'].to_pylist())
            some = geopandas.read_parquet(sys.argv[2], filters=[('track_id', '==', 'gt1l')])
            print(len(some) == one['track_id'].to_pylist().count('gt1l'))
            """,
            one,
            output,
            arrow);
    assertThat(said.strip()).isEqualTo("True");
  }

  @Test
  void hostileNamesOfGranulesStayWithinTheFolder() throws Exception {
    Path hostile = Files.createDirectories(folder.resolve("hostile"));
    Path granule = Atl06Generator.write(hostile, TileGranules.cycle(9).build());
    String name = "..%2F..%2Fx=y & \u001b[31m\u202e é.h5";
    Files.move(granule, hostile.resolve(name));
    Path other = folder.resolve("other");
    CommandRun.of("index", hostile, "-o", other).succeeded();
    Path output = folder.resolve("out");
    CommandRun.of(
            "export",
            other,
            TileGranules.TILE,
            "--allow-dir",
            hostile,
            "-o",
            output,
            "--partition-by",
            "granule,beam")
        .succeeded();
    assertThat(files(output)).hasSize(7);
    for (Path file : files(output)) {
      assertThat(file.toString()).matches("[A-Za-z0-9._%=/-]+");
    }
    assertThat(
            ExportedPoints.query(
                all(output),
                "select distinct granule from read_parquet(%s, hive_partitioning = true)"))
        .isEqualTo(List.of(List.of(name)));
  }

  @Test
  void keysThatAProductLacksAreRefusedWithThoseThatItHas() throws Exception {
    Path granules = Files.createDirectories(folder.resolve("gedi"));
    GranuleGenerator.write(
        granules, GranuleSpec.builder(SampleProduct.GEDI02_A).seed(1).segments(40).build());
    Path other = folder.resolve("other");
    CommandRun.of("index", granules, "-o", other).succeeded();
    CommandRun run =
        CommandRun.of(
            "export",
            other,
            "--bbox=-180,-90,180,90",
            "--allow-dir",
            folder,
            "-o",
            folder.resolve("x"),
            "--partition-by",
            "beam,rgt");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--partition-by rgt", "beam, date, granule, h3[:RES]");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void wrongOptionsAreRefusedByName() {
    Path output = folder.resolve("x");
    assertRefused("h3:10", output, "--partition-by", "h3:10");
    assertRefused("'colour'", output, "--partition-by", "beam,colour");
    assertRefused("twice", output, "--partition-by", "beam,beam");
    assertRefused("--rows-per-file is 0", output, "--rows-per-file", "0");
    assertRefused("--sort is 'z'", output, "--sort", "z");
    assertRefused("--picture", output, "--partition-by", "beam", "--picture", folder.resolve("p"));
    assertRefused("several files", Path.of("-"), "--partition-by", "beam");
    assertRefused("folder", one, "--partition-by", "beam", "--overwrite");
  }

  private void assertRefused(String word, Path output, Object... more) {
    CommandRun run = export(output, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(word);
  }

  @Test
  void onlyFoldersOfGroundtrackAreReplaced() throws Exception {
    Path output = folder.resolve("out");
    Files.createDirectory(output);
    export(output, "--partition-by", "beam").succeeded();
    assertThat(files(output)).hasSize(7);
    assertRefused("--overwrite", output, "--partition-by", "beam");
    export(output, "--rows-per-file", "100000000", "--overwrite").succeeded();
    assertThat(files(output).toString()).isEqualTo("[_groundtrack.json, part-00000.parquet]");
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(mine.resolve("mine.txt"), "mine");
    assertRefused("_groundtrack.json", mine, "--partition-by", "beam", "--overwrite");
    assertThat(mine.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void aFolderThatWasSetAsideWhenTheProcessDiedHasItsNameBack() throws Exception {
    Path output = folder.resolve("out");
    export(output, "--partition-by", "beam").succeeded();
    Files.move(output, folder.resolve(".out.7.old"));
    assertRefused("--overwrite", output, "--partition-by", "cycle");
    assertThat(files(output)).hasSize(7);
    assertThat(folder.resolve(".out.7.old")).doesNotExist();
  }

  @Test
  void anAreaWithoutPointsIsAFileThatTellsTheColumns() throws Exception {
    Path output = folder.resolve("none");
    CommandRun.of(
            "export",
            index,
            "--bbox=10,10,11,11",
            "--allow-empty",
            "--allow-dir",
            folder,
            "-o",
            output,
            "--partition-by",
            "beam")
        .succeeded();
    assertThat(ExportedPoints.query(all(output), "select count(h_li) from read_parquet(%s)"))
        .isEqualTo(List.of(List.of(0L)));
  }
}
