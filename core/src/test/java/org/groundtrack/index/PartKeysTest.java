package org.groundtrack.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.Granule;
import org.groundtrack.io.Fetching;
import org.groundtrack.layout.LayoutReader;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.source.Location;
import org.groundtrack.source.Sources;
import org.groundtrack.testing.SampleGranule;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that can't hold what is asked for stay closed, and keys that lie are found out. */
class PartKeysTest {
  private static final int RESOLUTION = 5;
  private static final int PARTS = 20;

  @TempDir Path folder;

  private final List<IndexState.Part> coverage = new ArrayList<>();
  private final List<IndexState.Part> granules = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  /** Each part has one cell, and one granule. */
  @BeforeEach
  void writeParts() throws Exception {
    Files.createDirectories(folder.resolve("coverage"));
    Files.createDirectories(folder.resolve("granules"));
    for (int part = 0; part < PARTS; part++) {
      CoverageTable table = new CoverageTable();
      double longitude = longitude(part);
      table.add(
          new CoverageTable.Row(
              H3Cells.cell(longitude, 50, RESOLUTION),
              "ATL06",
              id(part),
              "gt1l",
              "land_ice_segments",
              0,
              0,
              1,
              1,
              List.of(),
              0,
              0,
              longitude,
              50,
              longitude,
              50),
          new byte[21]);
      Path file = folder.resolve("coverage/%s.parquet".formatted(part));
      PartKeys keys = CoverageFile.write(file, table);
      coverage.add(new IndexState.Part(name(file), 1, Files.size(file), keys));
      Path granulesFile = folder.resolve("granules/%s.parquet".formatted(part));
      GranulesFile.write(granulesFile, List.of(SampleGranule.called(id(part)).granule()));
      granules.add(
          new IndexState.Part(
              name(granulesFile),
              1,
              Files.size(granulesFile),
              PartKeys.ofGranules(id(part), id(part))));
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static double longitude(int part) {
    return part * 10 - 100;
  }

  private static String id(int part) {
    return "ATL06_%s_%s.h5".formatted(20990101000000L - part, 100_000 + part);
  }

  private SpatialIndex index() {
    new IndexState(
            IndexState.FORMAT_VERSION,
            "groundtrack",
            List.of(LayoutReader.write(ProductLayouts.shipped().of("ATL06").orElseThrow())),
            coverage,
            List.of(),
            granules,
            new IndexTotals(PARTS, 0, 0, 0, 0, 0, 0))
        .commit(folder);
    return SpatialIndex.open(
        Location.of(folder),
        (location, expected) -> {
          opened.add(folder.relativize(location.path()).toString());
          return expected == null
              ? Sources.standard().open(location)
              : Sources.standard().open(location, expected);
        },
        Fetching.LOCAL);
  }

  private static List<CoverageTable.Row> at(SpatialIndex index, int part) {
    double west = longitude(part) - 0.01;
    String box = "%s,49.99,%s,50.01".formatted(west, west + 0.02);
    List<CoverageTable.Row> rows = new ArrayList<>();
    index.coverage(CellCover.of(TestAreas.parse(box, "box"), RESOLUTION), false, rows::add);
    return rows;
  }

  private static IndexState.Part with(IndexState.Part part, PartKeys keys) {
    return new IndexState.Part(part.file(), part.rows(), part.bytes(), keys);
  }

  @Test
  void onlyPartsThatMayHoldWhatIsAskedForAreOpened() {
    SpatialIndex index = index();
    for (int part = 0; part < PARTS; part++) {
      opened.clear();
      assertThat(at(index, part)).extracting(CoverageTable.Row::granule).containsExactly(id(part));
      assertThat(opened).hasSize(1).allMatch(coverage.get(part).file()::equals);
    }
    opened.clear();
    assertThat(index.granules(Set.of(id(3), id(17), "ATL06_none.h5")))
        .extracting(Granule::id)
        .containsExactly(id(3), id(17));
    assertThat(opened).hasSize(2);
  }

  @Test
  void partsOfUnknownKeysAreOpenedByEveryQuery() {
    coverage.replaceAll(part -> with(part, null));
    granules.replaceAll(part -> with(part, null));
    SpatialIndex index = index();
    opened.clear();
    assertThat(at(index, 3)).hasSize(1);
    assertThat(index.granules(Set.of(id(3)))).hasSize(1);
    assertThat(opened).hasSize(2 * PARTS);
  }

  @Test
  void oneGranuleOfAProductTakesOnePart() {
    SpatialIndex index = index();
    opened.clear();
    assertThat(index.firstGranule("ATL06")).containsExactly(id(0));
    assertThat(opened).hasSize(1);
    assertThat(index.firstGranule("ATL08")).isEmpty();
  }

  @Test
  void keysThatContradictTheirPartAreRefused() {
    PartKeys other = PartKeys.ofCells(1, Long.MAX_VALUE >> 3);
    coverage.replaceAll(part -> with(part, other));
    assertThatThrownBy(() -> at(index(), 3))
        .isInstanceOf(BadIndexException.class)
        .hasMessageContainingAll("coverage/", "holds cells from", "but only keys from '1'");
    granules.replaceAll(part -> with(part, new PartKeys("B", "C")));
    assertThatThrownBy(() -> index().granules())
        .isInstanceOf(BadIndexException.class)
        .hasMessageContainingAll("granules/", "holds keys from", "only keys from 'B'");
  }

  @Test
  void keysThatAreNoRangeAreRefused() {
    String cell = coverage.get(0).keys().first();
    for (PartKeys keys :
        List.of(
            new PartKeys(null, cell),
            new PartKeys(cell, null),
            new PartKeys(cell, "1"),
            new PartKeys("x", cell),
            new PartKeys("-1", cell),
            new PartKeys("1", "1234567890abcdef"))) {
      coverage.set(0, with(coverage.get(0), keys));
      assertThatThrownBy(this::index)
          .isInstanceOf(BadIndexException.class)
          .hasMessageContainingAll("index.json", "which is no range");
    }
  }

  @Test
  void keysOfGranulesHaveTimesAndCyclesLast() {
    assertThat(GranuleOrder.key("ATL06_20181014001049_02350102_001_01.h5"))
        .isEqualTo("ATL06__023502_001_01.h5 20181014001049 01");
    assertThat(GranuleOrder.key("a12345678901b123456789012"))
        .isEqualTo("ab 12345678901 123456789012");
    assertThat(GranuleOrder.key("1234567890")).isEqualTo("1234567890");
    assertThat(GranuleOrder.key("3IMERG.20200131-S000000.h5"))
        .isEqualTo("3IMERG.202031-S000000.h5 01");
    assertThat(GranuleOrder.key("")).isEmpty();
    assertThat(GranuleOrder.INSTANCE.compare("a12345678901b", "ab12345678901")).isNegative();
  }
}
