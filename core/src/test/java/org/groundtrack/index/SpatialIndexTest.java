package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.groundtrack.index.SampleRows.ATL06;
import static org.groundtrack.index.SampleRows.RESOLUTION;
import static org.groundtrack.index.SampleRows.coverage;
import static org.groundtrack.index.SampleRows.datasets;
import static org.groundtrack.index.SampleRows.granule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpatialIndexTest {
  @TempDir Path temp;

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
          .filter(f -> !f.equals(IndexLock.FILE_NAME))
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
        Aoi aoi = TestAreas.parse(area, "area");
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
          CellCover.of(TestAreas.parse("0,0,1,1", "area"), RESOLUTION), false, rows::add);
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
          CellCover.of(TestAreas.parse("-180,-90,180,90", "world"), RESOLUTION), true, row -> {});
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
