package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.CoalescePolicy;
import org.groundtrack.io.CountingRangeReader;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.RangeReader;
import org.groundtrack.io.ReadCounters;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.Datasets;
import org.groundtrack.testing.RoundsRangeReader;
import org.groundtrack.testing.RoundsRangeReader.Rounds;
import org.groundtrack.testing.SampleGranule;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query of an index costs where each request takes long. */
class RemoteIndexTest {
  private static final int RESOLUTION = 5;
  private static final int PARTS = 2;
  private static final int GRANULES = 1500;
  private static final int DATASETS = 40;

  /** The end of a file that is fetched first holds no index of a part of these. */
  private static final CoalescePolicy SHORT_TAIL =
      new CoalescePolicy(1e-3, 1e8, 8, 1.0, 1 << 20, 8 << 20);

  @TempDir static Path folder;

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private ReadCounters counters = new ReadCounters();

  /** Two coverage parts of two row groups, over a grid of 0.5 degrees; a manifest of three. */
  @BeforeAll
  static void writeIndex() throws Exception {
    List<IndexState.Part> coverage = new ArrayList<>();
    Files.createDirectories(folder.resolve("coverage"));
    Files.createDirectories(folder.resolve("manifest"));
    Files.createDirectories(folder.resolve("granules"));
    for (int part = 0; part < PARTS; part++) {
      CoverageTable table = new CoverageTable();
      for (int row = 0; row < 260_000; row++) {
        double longitude = row % 720 * 0.5 - 180;
        int line = row / 720;
        double latitude = line * 0.48 - 85;
        table.add(row(part, row, longitude, latitude), new byte[21]);
      }
      Path file = folder.resolve("coverage/%s.parquet".formatted(part));
      CoverageFile.write(file, table);
      coverage.add(part(file, table.size()));
    }
    Path manifest = folder.resolve("manifest/0.parquet");
    List<Granule> granules = new ArrayList<>();
    try (ManifestFile file = new ManifestFile(manifest)) {
      for (int i = 0; i < GRANULES; i++) {
        Granule granule = granule(id(i));
        granules.add(granule);
        file.add(granule.id(), datasets(i));
      }
      file.finish();
    }
    Path granulesFile = folder.resolve("granules/0.parquet");
    GranulesFile.write(granulesFile, granules);
    new IndexState(
            IndexState.FORMAT_VERSION,
            "groundtrack",
            List.of(LayoutReader.write(ProductLayouts.shipped().of("ATL06").orElseThrow())),
            coverage,
            List.of(part(manifest, (long) GRANULES * DATASETS)),
            List.of(part(granulesFile, GRANULES)),
            new IndexTotals(GRANULES, 0, 0, 0, 0, 0, 0))
        .commit(folder);
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  private static IndexState.Part part(Path file, long rows) throws Exception {
    return new IndexState.Part(
        folder.relativize(file).toString().replace('\\', '/'), rows, Files.size(file));
  }

  private static CoverageTable.Row row(int part, int row, double longitude, double latitude) {
    return new CoverageTable.Row(
        H3Cells.cell(longitude, latitude, RESOLUTION),
        "ATL06",
        id(row * 7919 % GRANULES),
        "gt1l",
        "land_ice_segments",
        part,
        row,
        1 + row * 31 % 5000,
        1,
        List.of(),
        1_546_300_800_000_000_000L + row * 1_234_567_000L,
        1_546_300_801_000_000_000L + row * 1_234_567_000L,
        longitude,
        latitude,
        longitude,
        latitude);
  }

  private static String id(int granule) {
    return "ATL06_" + (100_000 + granule) + ".h5";
  }

  private static Granule granule(String id) {
    return SampleGranule.called(id)
        .at("https://host.example/" + id)
        .identity(new SourceIdentity(id.hashCode() & 0xFFFF, null, null))
        .granule();
  }

  private static List<Dataset> datasets(int granule) {
    List<Dataset> datasets = new ArrayList<>();
    for (int i = 0; i < DATASETS; i++) {
      datasets.add(
          Datasets.chunked(
              ElementType.FLOAT32,
              ByteOrder.LITTLE_ENDIAN,
              30_000,
              10_000,
              List.of(),
              null,
              new long[] {9001 + granule * 7L + i, 8000 + granule * 3L, 5000 + i},
              new int[3]));
    }
    return datasets;
  }

  private SpatialIndex open(UnaryOperator<RangeReader> wrapper, CoalescePolicy policy) {
    PartSource source =
        (location, expected) ->
            wrapper.apply(
                expected == null
                    ? Sources.standard().open(location)
                    : Sources.standard().open(location, expected));
    return SpatialIndex.open(Location.of(folder), source, new Fetching(policy, THREADS));
  }

  private SpatialIndex counted(CoalescePolicy policy) {
    SpatialIndex index = open(reader -> new CountingRangeReader(reader, counters), policy);
    counters = new ReadCounters();
    return index;
  }

  private static CellCover smallArea() {
    return CellCover.of(TestAreas.parse("-45.4,62.6,-44.6,63.0", "area"), RESOLUTION);
  }

  private static List<CoverageTable.Row> coverage(SpatialIndex index, CellCover cover) {
    List<CoverageTable.Row> rows = new ArrayList<>();
    index.coverage(cover, false, rows::add);
    return rows;
  }

  private static long bytesOf(String table) throws Exception {
    try (Stream<Path> parts = Files.list(folder.resolve(table))) {
      return parts.mapToLong(part -> part.toFile().length()).sum();
    }
  }

  @Test
  void coverageOfASmallAreaTakesTwoRoundsWhateverThePartsAndRowGroups() {
    List<CoverageTable.Row> expected = coverage(SpatialIndex.open(folder), smallArea());
    assertThat(expected).isNotEmpty();
    assertThat(coverage(counted(CoalescePolicy.REMOTE), smallArea())).isEqualTo(expected);
    int all = (int) counters.requests();
    // The end of each part; then all pages of both, at once.
    assertThat(all).isBetween(PARTS + PARTS, 60);
    Rounds rounds = Rounds.of(1, PARTS, all - PARTS);
    SpatialIndex index =
        open(reader -> new RoundsRangeReader(reader, rounds), CoalescePolicy.REMOTE);
    assertThat(coverage(index, smallArea())).isEqualTo(expected);
    assertThat(rounds.reads()).isEqualTo(1 + all);
  }

  @Test
  void indexesThatTheEndOfAPartLacksTakeOneMoreRound() {
    List<CoverageTable.Row> expected = coverage(SpatialIndex.open(folder), smallArea());
    assertThat(coverage(counted(SHORT_TAIL), smallArea())).isEqualTo(expected);
    int all = (int) counters.requests();
    Rounds rounds = Rounds.of(1, PARTS, PARTS, all - 2 * PARTS);
    SpatialIndex index = open(reader -> new RoundsRangeReader(reader, rounds), SHORT_TAIL);
    assertThat(coverage(index, smallArea())).isEqualTo(expected);
    assertThat(rounds.reads()).isEqualTo(1 + all);
  }

  @Test
  void onlyPagesThatMayHoldTheAreaAreRead() throws Exception {
    // Gaps are never bridged, so that only what is needed is read.
    CoalescePolicy strict = new CoalescePolicy(1e-6, 1e8, 1, 0, 0, 8 << 20);
    coverage(counted(strict), smallArea());
    long ends = 2L * PARTS * (64 << 10);
    assertThat(bytesOf("coverage")).isGreaterThan(5_000_000);
    assertThat(counters.bytes() - ends).isLessThan(bytesOf("coverage") / 20);
  }

  @Test
  void granulesFarApartDoNotCostThoseBetween() throws Exception {
    CoalescePolicy strict = new CoalescePolicy(1e-6, 1e8, 1, 0, 0, 8 << 20);
    Set<String> ids = Set.of(id(3), id(1490));
    SpatialIndex index = counted(strict);
    List<String> found = new ArrayList<>();
    index.datasets(ids, path -> true, (id, dataset) -> found.add(id));
    assertThat(found).hasSize(2 * DATASETS).containsAll(ids).isSorted();
    long ends = 64 << 10;
    assertThat(bytesOf("manifest")).isGreaterThan(200_000);
    assertThat(counters.bytes() - ends).isLessThan(bytesOf("manifest") / 4);
    assertThat(index.granules(ids))
        .extracting(Granule::id)
        .containsExactlyElementsOf(found.stream().distinct().toList());
    assertThat(index.firstGranule("ATL06")).containsExactly(id(0));
  }

  @Test
  void smallPartIsOneRequestHoweverOftenItIsAsked() {
    SpatialIndex index = counted(CoalescePolicy.REMOTE);
    assertThat(index.granules()).hasSize(GRANULES);
    assertThat(counters.requests()).isEqualTo(1);
    index.firstGranule("ATL06");
    assertThat(index.granules(Set.of(id(7)))).hasSize(1);
    assertThat(counters.requests()).isEqualTo(1);
  }

  @Test
  void failureOfAPartIsToldWhenItsTurnComes() {
    SpatialIndex index =
        open(
            reader -> {
              if (reader.name().endsWith("1.parquet")) {
                reader.close();
                throw new BadIndexException("[" + reader.name() + "] is bad");
              }
              return reader;
            },
            CoalescePolicy.REMOTE);
    List<CoverageTable.Row> rows = new ArrayList<>();
    assertThatThrownBy(() -> index.coverage(smallArea(), false, rows::add))
        .isInstanceOf(BadIndexException.class)
        .hasMessageContaining("1.parquet] is bad");
    assertThat(rows).isNotEmpty().allMatch(row -> row.chunk() == 0);
  }

  @Test
  void stateThatIsLargerThanTheLimitIsRefused() throws Exception {
    Path large = Files.createDirectories(folder.resolve("large"));
    byte[] spaces = new byte[(64 << 20) + 1];
    Arrays.fill(spaces, (byte) ' ');
    Files.write(large.resolve("index.json"), spaces);
    assertThatThrownBy(() -> SpatialIndex.open(large))
        .isInstanceOf(BadIndexException.class)
        .hasMessageContaining("is longer than");
  }
}
