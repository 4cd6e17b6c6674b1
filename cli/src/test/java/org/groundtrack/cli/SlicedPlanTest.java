package org.groundtrack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.groundtrack.area.AoiReader;
import org.groundtrack.error.SourceChangedException;
import org.groundtrack.exporter.Exporter;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.indexer.GranuleInputs;
import org.groundtrack.indexer.IndexOptions;
import org.groundtrack.indexer.Indexer;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.Read;
import org.groundtrack.plan.Task;
import org.groundtrack.query.AoiQuery;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.SampleCollection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of more granules than are held at once. */
class SlicedPlanTest {
  private static final int GRANULES = 9;

  @TempDir private static Path folder;
  private static Path index;

  @BeforeAll
  static void buildIndex() throws IOException {
    Path granules = Files.createDirectory(folder.resolve("granules"));
    SampleCollection.greenland(5, GRANULES, 3000).write(granules, done -> {});
    index = folder.resolve("index");
    new Indexer(IndexOptions.DEFAULT)
        .build(GranuleInputs.find(List.of(granules.toString())), index, done -> {});
  }

  private static AoiQuery query(SpatialIndex opened) {
    return AoiQuery.of(opened)
        .within(AoiReader.parse("-180,60,180,90", "Arctic"))
        .variables(List.of("segment_id"));
  }

  private static List<Read> reads(ExportPlan plan) {
    List<Read> reads = new ArrayList<>();
    for (Task task : plan.tasks()) {
      Read.each(task, reads::add);
    }
    return reads;
  }

  @Test
  void slicesMakeTheSamePlan() {
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      ExportPlan whole = query(opened).plan();
      assertThat(whole.tasks().held()).hasSize(GRANULES);
      for (int atOnce : new int[] {1, 2, GRANULES - 1}) {
        ExportPlan sliced = query(opened).granulesAtOnce(atOnce).plan();
        assertThat(sliced.tasks().held()).as("kept, of slices of %s", atOnce).isEmpty();
        assertThat(sliced.totals()).isEqualTo(whole.totals());
        assertThat(sliced.columns()).isEqualTo(whole.columns());
        assertThat(reads(sliced)).isEqualTo(reads(whole));
        assertThat(reads(sliced)).as("once more").isEqualTo(reads(whole));
        assertThat(query(opened).granulesAtOnce(atOnce).cells()).isEqualTo(query(opened).cells());
      }
    }
  }

  @Test
  void exportsOfSlicesAreTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole.parquet");
    Path sliced = folder.resolve("sliced.parquet");
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      Exporter.of(query(opened).plan()).write(whole);
      Exporter.of(query(opened).granulesAtOnce(2).plan()).write(sliced);
    }
    assertThat(Files.mismatch(sliced, whole)).isEqualTo(-1);
  }

  @Test
  void anIndexThatChangedMeanwhileIsToldAndNotFewerPoints() throws IOException {
    Path granules = Files.createDirectory(folder.resolve("growing"));
    SampleCollection.greenland(5, 3, 3000).write(granules, done -> {});
    Path growing = folder.resolve("growing-index");
    Indexer indexer = new Indexer(IndexOptions.DEFAULT);
    indexer.build(GranuleInputs.find(List.of(granules.toString())), growing, done -> {});
    try (SpatialIndex opened = SpatialIndex.open(growing)) {
      ExportPlan sliced = query(opened).granulesAtOnce(1).plan();
      assertThat(reads(sliced)).isNotEmpty();
      Iterator<Task> pass = sliced.tasks().iterator();
      pass.next();
      Path more = Files.createDirectory(folder.resolve("more"));
      Atl06Generator.write(more, TileGranules.cycle(9).build());
      indexer.append(GranuleInputs.find(List.of(more.toString())), growing, done -> {});
      assertThatThrownBy(() -> pass.forEachRemaining(task -> {}))
          .isInstanceOf(SourceChangedException.class)
          .hasMessageContaining("was changed since it was opened: it held 3 granules");
      Path output = folder.resolve("stale.parquet");
      assertThatThrownBy(() -> Exporter.of(sliced).write(output))
          .isInstanceOf(SourceChangedException.class);
      assertThat(output).doesNotExist();
    }
  }

  @Test
  void theIndexMustStayOpenForThem() {
    ExportPlan whole;
    ExportPlan sliced;
    try (SpatialIndex opened = SpatialIndex.open(index)) {
      whole = query(opened).plan();
      sliced = query(opened).granulesAtOnce(1).plan();
    }
    assertThat(reads(whole)).isNotEmpty();
    assertThatThrownBy(() -> reads(sliced))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the index was closed: keep it open as long as its plans are used");
  }
}
