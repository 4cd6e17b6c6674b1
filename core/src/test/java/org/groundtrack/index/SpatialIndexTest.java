package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.Aoi;
import org.groundtrack.geo.AoiReader;
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpatialIndexTest {
  private static final ProductLayout ATL06 = ProductLayouts.shipped().of("ATL06").orElseThrow();
  private static final int RESOLUTION = 5;

  @TempDir Path temp;

  private static Granule granule(String id, boolean known) {
    Instant start = Instant.parse("2019-03-04T05:06:07.123456789Z");
    return new Granule(
        id,
        "file:///data/" + id,
        "ATL06",
        "006",
        new SourceIdentity(
            1L << 33,
            known ? "\"etag\"" : null,
            known ? Instant.parse("2024-01-02T03:04:05.678Z") : null),
        List.of("land_ice_segments", "segment_quality"),
        Instant.parse("2018-01-01T00:00:00Z"),
        known ? start : null,
        known ? start.plusSeconds(300) : null,
        known ? 1387 : null,
        known ? 20 : null,
        known ? 14 : null,
        known ? 123_456 : null,
        known ? "forward" : null,
        known
            ? List.of(
                new Granule.Turn(start, "forward"),
                new Granule.Turn(start.plusSeconds(60), "transition"))
            : List.of(),
        known
            ? List.of(
                new Beam(
                    "gt1l",
                    "strong",
                    1,
                    Map.of("land_ice_segments", 5L << 32, "segment_quality", 9L)),
                new Beam("gt2r", "weak", 4, Map.of("land_ice_segments", 0L)),
                new Beam("gt3l", null, null, Map.of("segment_quality", 7L)))
            : List.of(),
        known ? 3 : 0,
        "hdf5",
        known ? "Smith et al. \u2014 cite us" : null,
        known ? "CC0" : null);
  }

  /** Datasets of every layout, type and byte order, with and without what may be absent. */
  private static List<Dataset> datasets() {
    List<Dataset> datasets = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      int bytes = type == ElementType.STRING ? 12 : type.isText() ? 16 : type.bytes();
      datasets.add(
          new Dataset(
              "gt1l/chunked_" + type.label(),
              type,
              bytes,
              type.ordinal() % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
              List.of(25L, 3L),
              StorageLayout.CHUNKED,
              List.of(10, 3),
              List.of(
                  new FilterStep(FilterStep.SHUFFLE, List.of(bytes)),
                  new FilterStep(FilterStep.DEFLATE, List.of(6)),
                  new FilterStep(FilterStep.FLETCHER32, List.of()),
                  new FilterStep(32015, List.of(3, -1))),
              new StoredBytes(new byte[bytes]),
              new ValueAttributes("3.4028235E38", 0.001, -273.15, "meters", "height, \"h\" \u00b5"),
              new ChunkTable(
                  new long[] {1L << 40, ChunkTable.UNALLOCATED, 77},
                  new long[] {123, 0, Integer.MAX_VALUE + 5L},
                  new int[] {0, 0, -1}),
              null));
    }
    datasets.add(
        new Dataset(
            "gt1l/empty",
            ElementType.FLOAT32,
            4,
            ByteOrder.LITTLE_ENDIAN,
            List.of(0L),
            StorageLayout.CHUNKED,
            List.of(1),
            List.of(),
            null,
            new ValueAttributes("NaN", null, 0.0, null, ""),
            ChunkTable.EMPTY,
            null));
    datasets.add(
        new Dataset(
            "ancillary_data/contiguous",
            ElementType.INT16,
            2,
            ByteOrder.BIG_ENDIAN,
            List.of(4L),
            StorageLayout.CONTIGUOUS,
            List.of(),
            List.of(),
            null,
            new ValueAttributes(null, 0.0, null, "1", null),
            new ChunkTable(new long[] {4096}, new long[] {8}, new int[] {0}),
            null));
    datasets.add(
        new Dataset(
            "ancillary_data/compact",
            ElementType.UINT8,
            1,
            ByteOrder.LITTLE_ENDIAN,
            List.of(),
            StorageLayout.COMPACT,
            List.of(),
            List.of(),
            null,
            ValueAttributes.NONE,
            ChunkTable.EMPTY,
            new StoredBytes(new byte[] {(byte) 200})));
    return datasets;
  }

  private static List<CoverageTable.LinkRun> links(int i) {
    return switch (i % 3) {
      case 0 -> List.of();
      case 1 -> List.of(new CoverageTable.LinkRun(i * 3_000_000_000L, 7));
      default ->
          List.of(
              new CoverageTable.LinkRun(0, 0), new CoverageTable.LinkRun(i, Long.MAX_VALUE / 2));
    };
  }

  private static CoverageTable coverage(String granule, Random random, int rows) {
    CoverageTable table = new CoverageTable();
    for (int i = 0; i < rows; i++) {
      double longitude = random.nextDouble() * 360 - 180;
      double latitude = random.nextDouble() * 180 - 90;
      boolean timed = random.nextInt(5) > 0;
      // Times that are not whole microseconds are kept to the next one, outward.
      long start = (1_546_300_800_000_000L + random.nextInt()) * 1000;
      table.add(
          new CoverageTable.Row(
              H3Cells.cell(longitude, latitude, RESOLUTION),
              "ATL06",
              granule,
              "gt" + (1 + i % 3) + "l",
              "land_ice_segments",
              i,
              i * 10_000L,
              1 + random.nextInt(10_000),
              1,
              links(i),
              timed ? start : CoverageTable.NO_TIME,
              timed ? start + 5000 : CoverageTable.NO_TIME,
              (float) longitude,
              (float) latitude,
              (float) longitude,
              (float) latitude),
          new byte[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    }
    return table;
  }

  private static void write(Path folder, boolean overwrite, String... ids) {
    try (IndexWriter writer = IndexWriter.create(folder, overwrite)) {
      for (String id : ids) {
        writer.add(
            ATL06, granule(id, true), datasets(), coverage(id, new Random(id.hashCode()), 100));
      }
      writer.commit();
    }
  }

  private static List<String> ids(Path folder) {
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      return index.granules().stream().map(Granule::id).toList();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void granulesAndDatasetsComeBackAsTheyWere() {
    Path folder = temp.resolve("index");
    Granule full = granule("ATL06_a.h5", true);
    Granule bare = granule("ATL06_b.h5", false);
    IndexTotals totals;
    try (IndexWriter writer = IndexWriter.create(folder, false)) {
      writer.add(ATL06, full, datasets(), coverage(full.id(), new Random(1), 10));
      writer.add(ATL06, bare, List.of(), new CoverageTable());
      totals = writer.commit();
    }
    assertThat(totals.granules()).isEqualTo(2);
    assertThat(totals.rows()).isEqualTo(full.rows());
    assertThat(totals.datasets()).isEqualTo(datasets().size());
    assertThat(totals.coverageRows()).isEqualTo(10);
    assertThat(totals.granuleBytes()).isEqualTo(2L << 33);
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      assertThat(index.granules()).containsExactly(full, bare);
      assertThat(index.granules(Set.of("ATL06_b.h5", "absent"))).containsExactly(bare);
      assertThat(index.granules(Set.of())).isEmpty();
      assertThat(index.granuleCount()).isEqualTo(2);
      assertThat(index.totals()).isEqualTo(totals);
      // A layout's pattern equals itself only.
      assertThat(index.layouts())
          .extracting(LayoutReader::write)
          .containsExactly(LayoutReader.write(ATL06));
      assertThat(index.layout(null)).isSameAs(index.layouts().get(0));
      assertThat(index.layout("atl06")).isSameAs(index.layouts().get(0));
      Map<String, Dataset> found = new TreeMap<>();
      index.datasets(
          Set.of("ATL06_a.h5"),
          path -> true,
          (granule, dataset) -> {
            assertThat(granule).isEqualTo("ATL06_a.h5");
            found.put(dataset.path(), dataset);
          });
      assertThat(found).hasSize(datasets().size());
      for (Dataset dataset : datasets()) {
        assertThat(found.get(dataset.path())).isEqualTo(dataset);
      }
      index.datasets(
          Set.of("ATL06_b.h5", "absent"),
          path -> true,
          (granule, dataset) -> {
            throw new AssertionError(granule);
          });
    }
  }

  @Test
  void coverageOfAnAreaIsWhatAllRowsFilteredByItsCoverAre() {
    long seed = System.nanoTime();
    System.out.println("SpatialIndexTest coverage: seed " + seed);
    Random random = new Random(seed);
    Path folder = temp.resolve("index");
    List<CoverageTable.Row> all = new ArrayList<>();
    try (IndexWriter writer = IndexWriter.create(folder, false)) {
      for (String id : List.of("ATL06_a.h5", "ATL06_b.h5", "ATL06_c.h5")) {
        CoverageTable table = coverage(id, random, 20_000);
        for (int i = 0; i < table.size(); i++) {
          all.add(table.row(i));
        }
        writer.add(ATL06, granule(id, true), List.of(), table);
      }
      writer.commit();
    }
    Comparator<CoverageTable.Row> order =
        Comparator.comparing(CoverageTable.Row::granule).thenComparing(CoverageTable.Row::chunk);
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      for (String area :
          List.of(
              "-180,-90,180,90",
              "-60,60,-20,85",
              "10,10,11,11",
              "170,-30,-170,30",
              "-180,-90,180,-70",
              "POLYGON((0 0, 60 1, 61 50, 60 51, 59 2, 0 1, 0 0))",
              "100,88,101,90",
              "33.3,33.3,33.30001,33.30001")) {
        Aoi aoi = AoiReader.parse(area, "area");
        CellCover cover = CellCover.of(aoi, RESOLUTION);
        List<CoverageTable.Row> found = new ArrayList<>();
        index.coverage(cover, true, found::add);
        found.sort(order);
        List<CoverageTable.Row> expected =
            all.stream().filter(row -> cover.contains(row.cell())).sorted(order).toList();
        assertThat(found).as("seed %s: %s", seed, area).isEqualTo(expected);
      }
    }
  }

  @Test
  void timesAndBoundsOfCoverageAreWidenedNeverNarrowed() {
    Path folder = temp.resolve("index");
    CoverageTable table = new CoverageTable();
    double west = 0.1;
    double south = 0.3;
    table.add(
        new CoverageTable.Row(
            H3Cells.cell(west, south, RESOLUTION),
            "ATL06",
            "ATL06_a.h5",
            "gt1l",
            "land_ice_segments",
            0,
            0,
            1,
            1,
            List.of(),
            1_546_300_800_123_456_789L,
            1_546_300_800_123_456_789L,
            west,
            south,
            west,
            south),
        new byte[21]);
    try (IndexWriter writer = IndexWriter.create(folder, false)) {
      writer.add(ATL06, granule("ATL06_a.h5", true), List.of(), table);
      writer.commit();
    }
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      List<CoverageTable.Row> rows = new ArrayList<>();
      index.coverage(
          CellCover.of(AoiReader.parse("0,0,1,1", "area"), RESOLUTION), false, rows::add);
      assertThat(rows).hasSize(1);
      CoverageTable.Row row = rows.get(0);
      assertThat(row.startNanos()).isEqualTo(1_546_300_800_123_456_000L);
      assertThat(row.endNanos()).isEqualTo(1_546_300_800_123_457_000L);
      assertThat(row.west()).isLessThanOrEqualTo(west);
      assertThat(row.east()).isGreaterThanOrEqualTo(west);
      assertThat(row.south()).isLessThanOrEqualTo(south);
      assertThat(row.north()).isGreaterThanOrEqualTo(south);
    }
  }

  @Test
  void closingWithoutCommitLeavesTheOldIndex() throws Exception {
    Path folder = temp.resolve("index");
    write(folder, false, "ATL06_a.h5");
    List<String> before = files(folder);
    try (IndexWriter writer = IndexWriter.create(folder, true)) {
      writer.add(ATL06, granule("ATL06_b.h5", true), datasets(), new CoverageTable());
    }
    assertThat(files(folder)).isEqualTo(before);
    assertThat(ids(folder)).containsExactly("ATL06_a.h5");
  }

  @Test
  void closingANewIndexWithoutCommitLeavesNothing() {
    Path folder = temp.resolve("index");
    try (IndexWriter writer = IndexWriter.create(folder, false)) {
      writer.add(ATL06, granule("ATL06_b.h5", true), datasets(), new CoverageTable());
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void overwritingReplacesTheIndexAndDeletesItsParts() throws Exception {
    Path folder = temp.resolve("index");
    write(folder, false, "ATL06_a.h5");
    List<String> before = files(folder);
    assertThat(before).hasSize(4);
    write(folder, true, "ATL06_b.h5", "ATL06_c.h5");
    assertThat(ids(folder)).containsExactly("ATL06_b.h5", "ATL06_c.h5");
    assertThat(files(folder)).hasSize(4).contains("index.json");
    before.stream()
        .filter(f -> !f.equals("index.json"))
        .forEach(old -> assertThat(folder.resolve(old)).doesNotExist());
  }

  @Test
  void foldersThatHoldOtherThingsAreRefused() throws Exception {
    Path index = temp.resolve("index");
    write(index, false, "ATL06_a.h5");
    assertThatThrownBy(() -> IndexWriter.create(index, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds an index: name another folder, or give --overwrite");
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");
    for (boolean overwrite : new boolean[] {false, true}) {
      assertThatThrownBy(() -> IndexWriter.create(other, overwrite))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is not empty and holds no index");
    }
    assertThat(files(other)).containsExactly("thesis.txt");
    Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> IndexWriter.create(file, true))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void granulesOutOfOrderAreRefused() {
    try (IndexWriter writer = IndexWriter.create(temp.resolve("index"), false)) {
      writer.add(ATL06, granule("ATL06_b.h5", true), List.of(), new CoverageTable());
      for (String id : List.of("ATL06_a.h5", "ATL06_b.h5")) {
        assertThatThrownBy(
                () -> writer.add(ATL06, granule(id, true), List.of(), new CoverageTable()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(id);
      }
    }
  }

  @Test
  void partOfAnotherSizeOrNoneIsRefusedByName() throws Exception {
    for (String table : List.of("coverage", "manifest", "granules")) {
      Path folder = temp.resolve(table);
      write(folder, false, "ATL06_a.h5");
      Path part;
      try (Stream<Path> parts = Files.list(folder.resolve(table))) {
        part = parts.findFirst().orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(part);
      Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length - 1));
      assertThatThrownBy(() -> readAll(folder))
          .isInstanceOf(BadIndexException.class)
          .hasMessageContainingAll(
              part.getFileName().toString(),
              "has " + (bytes.length - 1) + " bytes, expected " + bytes.length);
      Files.delete(part);
      assertThatThrownBy(() -> readAll(folder))
          .isInstanceOf(BadIndexException.class)
          .hasMessageContainingAll(part.getFileName().toString(), "can't be read");
    }
  }

  private static void readAll(Path folder) {
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      index.granules();
      index.datasets(Set.of("ATL06_a.h5"), path -> true, (granule, dataset) -> {});
      index.coverage(
          CellCover.of(AoiReader.parse("-180,-90,180,90", "world"), RESOLUTION), true, row -> {});
    }
  }

  @Test
  void flippedBitsInPartsAreRefusedOrHarmless() throws Exception {
    Path folder = temp.resolve("index");
    write(folder, false, "ATL06_a.h5", "ATL06_b.h5");
    long seed = System.nanoTime();
    System.out.println("SpatialIndexTest flips: seed " + seed);
    Random random = new Random(seed);
    List<String> parts = files(folder).stream().filter(f -> f.endsWith(".parquet")).toList();
    for (int i = 0; i < 150; i++) {
      Path part = folder.resolve(parts.get(i % parts.size()));
      byte[] bytes = Files.readAllBytes(part);
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(part, flipped);
      try {
        readAll(folder);
      } catch (BadIndexException | RefusedException e) {
        assertThat(e.getMessage()).startsWith("[");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " round " + i + " " + part.getFileName(), e);
      }
      Files.write(part, bytes);
    }
    readAll(folder);
  }
}
