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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.granule.Granule;
import org.groundtrack.testing.TestAreas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that grow, are compacted, and whose runs are killed. */
class LivingIndexTest {
  private static final String RECIPE = "as ever";
  private static final int ROWS = 700;

  @TempDir Path temp;

  private static void add(IndexWriter writer, String id, int version) {
    Random random = new Random(id.hashCode() * 31L + version);
    writer.add(
        ATL06,
        granule(id, version % 2 == 0),
        datasets().subList(0, 5 + version),
        coverage(id, random, ROWS + version));
  }

  private static IndexTotals build(Path folder, int batch, String... ids) {
    try (IndexWriter writer = IndexWriter.create(folder, false, RECIPE, batch)) {
      for (String id : ids) {
        add(writer, id, 0);
      }
      return writer.commit();
    }
  }

  private static IndexTotals append(Path folder, int version, String... ids) {
    try (IndexWriter writer = IndexWriter.append(folder, null, 1000)) {
      for (String id : ids) {
        add(writer, id, version);
      }
      return writer.commit();
    }
  }

  /** All that an index answers, as text. */
  private static List<String> answers(Path folder) {
    List<String> answers = new ArrayList<>();
    try (SpatialIndex index = SpatialIndex.open(folder)) {
      List<Granule> granules = index.granules();
      granules.forEach(granule -> answers.add(granule.toString()));
      List<String> rows = new ArrayList<>();
      for (String area : List.of("-180,-90,180,90", "-60,60,-20,85", "170,-10,-170,10")) {
        index.coverage(
            CellCover.of(TestAreas.parse(area, "area"), RESOLUTION),
            true,
            row -> rows.add(area + row));
      }
      index.datasets(
          Set.copyOf(granules.stream().map(Granule::id).toList()),
          path -> true,
          (id, dataset) -> rows.add(id + dataset));
      rows.sort(null);
      answers.addAll(rows);
    }
    return answers;
  }

  private static List<byte[]> contents(Path folder, String table) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static long parts(Path folder) {
    return IndexState.read(folder).parts().count();
  }

  @Test
  void anIndexIsTheSameHoweverItsGranulesCameInBatches() throws Exception {
    String[] ids = {"a.h5", "b.h5", "c.h5", "d.h5", "e.h5"};
    List<IndexTotals> totals = new ArrayList<>();
    for (int batch : new int[] {1, 2, 1000}) {
      totals.add(build(temp.resolve("by" + batch), batch, ids));
    }
    assertThat(totals).containsOnly(totals.get(0));
    for (String table : PartFiles.TABLES) {
      List<byte[]> expected = contents(temp.resolve("by1000"), table);
      assertThat(expected).hasSize(1);
      for (int batch : new int[] {1, 2}) {
        assertThat(contents(temp.resolve("by" + batch), table))
            .usingElementComparator(Arrays::compare)
            .isEqualTo(expected);
      }
    }
    assertThat(temp.resolve("by1").resolve(Staging.FOLDER_NAME)).doesNotExist();
  }

  @Test
  void addedGranulesAreThereAndReplacedOnesCountOnce() {
    Path folder = temp.resolve("grown");
    build(folder, 1000, "b.h5", "d.h5");
    IndexTotals totals = append(folder, 1, "a.h5", "d.h5", "e.h5");

    Path whole = temp.resolve("whole");
    try (IndexWriter writer = IndexWriter.create(whole, false)) {
      add(writer, "a.h5", 1);
      add(writer, "b.h5", 0);
      add(writer, "d.h5", 1);
      add(writer, "e.h5", 1);
      writer.commit();
    }
    assertThat(answers(folder)).isEqualTo(answers(whole));
    assertThat(totals.granules()).isEqualTo(4);
    try (SpatialIndex index = SpatialIndex.open(whole)) {
      assertThat(totals.rows()).isEqualTo(index.totals().rows());
      assertThat(totals.granuleBytes()).isEqualTo(index.totals().granuleBytes());
    }
  }

  @Test
  void aCompactedIndexIsTheOneThatIsBuiltAtOnce() throws Exception {
    Path folder = temp.resolve("grown");
    build(folder, 1000, "b.h5", "d.h5");
    append(folder, 1, "a.h5");
    append(folder, 1, "d.h5", "f.h5");
    append(folder, 0, "c.h5", "f.h5");
    List<String> before = answers(folder);
    assertThat(parts(folder)).isEqualTo(12);

    IndexCompaction compaction = IndexCompaction.run(folder);

    assertThat(answers(folder)).isEqualTo(before);
    assertThat(parts(folder)).isEqualTo(3);
    assertThat(compaction.partsBefore()).isEqualTo(12);
    assertThat(compaction.partsAfter()).isEqualTo(3);
    Path whole = temp.resolve("whole");
    IndexTotals totals;
    try (IndexWriter writer = IndexWriter.create(whole, false)) {
      add(writer, "a.h5", 1);
      add(writer, "b.h5", 0);
      add(writer, "c.h5", 0);
      add(writer, "d.h5", 1);
      add(writer, "f.h5", 0);
      totals = writer.commit();
    }
    assertThat(compaction.totals()).isEqualTo(totals);
    for (String table : PartFiles.TABLES) {
      assertThat(contents(folder, table))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(contents(whole, table));
    }
  }

  @Test
  void aRunThatEndedIsGoneOnWithByOneOfTheSameRecipe() throws Exception {
    Path folder = temp.resolve("index");
    try (IndexWriter writer = IndexWriter.create(folder, false, RECIPE, 2)) {
      for (String id : List.of("a.h5", "b.h5", "c.h5")) {
        add(writer, id, 0);
      }
    }
    assertThat(folder.resolve(IndexState.FILE_NAME)).doesNotExist();
    try (IndexWriter writer = IndexWriter.create(folder, false, RECIPE, 2)) {
      assertThat(writer.done()).extracting(Granule::id).containsExactly("a.h5", "b.h5");
      add(writer, "c.h5", 0);
      writer.commit();
    }
    Path whole = temp.resolve("whole");
    build(whole, 2, "a.h5", "b.h5", "c.h5");
    for (String table : PartFiles.TABLES) {
      assertThat(contents(folder, table))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(contents(whole, table));
    }
  }

  @Test
  void whatIsDroppedOfARunThatEndedMayBeAddedAgain() {
    Path folder = temp.resolve("index");
    build(folder, 1000, "x.h5");
    try (IndexWriter writer = IndexWriter.append(folder, RECIPE, 1)) {
      add(writer, "a.h5", 0);
      add(writer, "b.h5", 0);
    }
    assertThat(answers(folder)).hasSizeGreaterThan(1).first().asString().contains("x.h5");
    try (IndexWriter writer = IndexWriter.append(folder, RECIPE, 1)) {
      writer.drop(writer.done().subList(0, 1));
      add(writer, "a.h5", 1);
      assertThat(writer.commit().granules()).isEqualTo(3);
    }
    Path whole = temp.resolve("whole");
    try (IndexWriter writer = IndexWriter.create(whole, false)) {
      add(writer, "a.h5", 1);
      add(writer, "b.h5", 0);
      add(writer, "x.h5", 0);
      writer.commit();
    }
    assertThat(answers(folder)).isEqualTo(answers(whole));
  }

  @Test
  void aRunOfAnotherRecipeBeginsAnew() throws Exception {
    Path folder = temp.resolve("index");
    try (IndexWriter writer = IndexWriter.create(folder, false, RECIPE, 1)) {
      add(writer, "a.h5", 0);
    }
    try (IndexWriter writer = IndexWriter.create(folder, false, "another", 1)) {
      assertThat(writer.done()).isEmpty();
      add(writer, "b.h5", 0);
    }
    // Nor is one gone on with of which a file is missing or cut.
    try (Stream<Path> parts = Files.list(folder.resolve(".building/coverage"))) {
      Files.write(parts.findFirst().orElseThrow(), new byte[3]);
    }
    try (IndexWriter writer = IndexWriter.create(folder, false, "another", 1)) {
      assertThat(writer.done()).isEmpty();
    }
    assertThat(folder.resolve(Staging.FOLDER_NAME)).doesNotExist();
  }

  @Test
  void aReaderOfAnIndexThatIsReplacedMeanwhileIsToldToTryAgain() {
    Path folder = temp.resolve("index");
    build(folder, 1000, "a.h5");
    append(folder, 0, "b.h5");
    try (SpatialIndex opened = SpatialIndex.open(folder)) {
      IndexCompaction.run(folder);
      assertThatThrownBy(opened::granules)
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("was changed by another run while it was read: try again");
    }
    assertThat(answers(folder)).isNotEmpty();
  }

  @Test
  void twoRunsMayNotWriteToOneIndexAtOnce() {
    Path folder = temp.resolve("index");
    build(folder, 1000, "a.h5");
    try (IndexWriter writer = IndexWriter.append(folder, null, 1000)) {
      add(writer, "b.h5", 0);
      assertThatThrownBy(() -> IndexWriter.append(folder, null, 1000))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is being written to by another run");
      assertThatThrownBy(() -> IndexWriter.create(folder, true))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is being written to by another run");
      assertThatThrownBy(() -> IndexCompaction.run(folder))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is being written to by another run");
      writer.commit();
    }
    IndexCompaction.run(folder);
    assertThat(parts(folder)).isEqualTo(3);
  }

  @Test
  void whereThereAreNoLocksACommitFindsOutThatTheIndexWasChanged() throws Exception {
    Path folder = temp.resolve("index");
    build(folder, 1000, "a.h5");
    Path other = temp.resolve("other");
    build(other, 1000, "z.h5");
    List<String> expected = answers(other);
    try (IndexWriter writer = IndexWriter.append(folder, null, 1000)) {
      add(writer, "b.h5", 0);
      for (String table : PartFiles.TABLES) {
        try (Stream<Path> parts = Files.list(other.resolve(table))) {
          Path part = parts.findFirst().orElseThrow();
          Files.copy(part, folder.resolve(table).resolve(part.getFileName()));
        }
      }
      Files.copy(
          other.resolve(IndexState.FILE_NAME),
          folder.resolve(IndexState.FILE_NAME),
          StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(writer::commit)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("was changed by another run meanwhile");
    }
    assertThat(answers(folder)).isEqualTo(expected);
  }
}
