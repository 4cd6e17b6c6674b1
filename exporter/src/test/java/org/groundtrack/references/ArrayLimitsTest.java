package org.groundtrack.references;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StorageLayout;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.rows.RowRun;
import org.junit.jupiter.api.Test;

class ArrayLimitsTest {
  private static Dataset chunked(ChunkTable table, FilterStep... filters) {
    return new Dataset(
        "gt1l/h",
        ElementType.INT32,
        4,
        ByteOrder.LITTLE_ENDIAN,
        List.of(10L),
        StorageLayout.CHUNKED,
        List.of(5),
        List.of(filters),
        null,
        ValueAttributes.NONE,
        table,
        null);
  }

  private static ChunkTable table(long secondOffset, int secondMask) {
    return new ChunkTable(
        new long[] {100, secondOffset},
        new long[] {20, secondOffset < 0 ? 0 : 20},
        new int[] {0, secondMask});
  }

  private static ReferenceArray array(Dataset dataset, long first, long end) {
    return new ReferenceArray(
        "h", dataset, 0, List.of(new RowRun(first, end)), List.of("row"), Map.of());
  }

  private static FilterStep step(int id, Integer... parameters) {
    return new FilterStep(id, List.of(parameters));
  }

  @Test
  void filtersWithACodecCanBeReferenced() {
    Dataset dataset =
        chunked(
            table(200, 0),
            step(FilterStep.SHUFFLE, 4),
            step(FilterStep.DEFLATE, 6),
            step(FilterStep.DEFLATE, 4),
            step(FilterStep.FLETCHER32));

    assertThat(ArrayLimits.of(dataset)).isEmpty();
    assertThat(ZarrMetadata.array(array(dataset, 0, 10)).get("filters").toString())
        .isEqualTo(
            "[{\"id\":\"shuffle\",\"elementsize\":4},{\"id\":\"zlib\",\"level\":6},"
                + "{\"id\":\"zlib\",\"level\":4},{\"id\":\"fletcher32\"}]");
  }

  @Test
  void filtersWithoutACodecCanNot() {
    for (int id : new int[] {FilterStep.SZIP, FilterStep.NBIT, FilterStep.SCALE_OFFSET, 32015}) {
      assertThat(ArrayLimits.of(chunked(table(200, 0), step(id))).orElseThrow())
          .contains(step(id).name());
    }
    // numcodecs takes no tail that is shorter than an element.
    assertThat(ArrayLimits.of(chunked(table(200, 0), step(FilterStep.SHUFFLE, 8)))).isPresent();
  }

  @Test
  void skippedFiltersAndUnwrittenChunksMatterWhereTheyAreSelected() {
    Dataset masked = chunked(table(200, 1), step(FilterStep.DEFLATE, 6));
    assertThat(ArrayLimits.of(array(masked, 0, 5))).isEmpty();
    assertThat(ArrayLimits.of(array(masked, 5, 10)).orElseThrow()).contains("filter was skipped");

    Dataset unwritten = chunked(table(ChunkTable.UNALLOCATED, 0));
    assertThat(ArrayLimits.of(array(unwritten, 0, 5))).isEmpty();
    assertThat(ArrayLimits.of(array(unwritten, 0, 10)).orElseThrow()).contains("never written");
  }

  @Test
  void whatLiesInMetadataOrElsewhereCanNot() {
    Dataset compact =
        new Dataset(
            "gt1l/h",
            ElementType.INT32,
            4,
            ByteOrder.LITTLE_ENDIAN,
            List.of(1L),
            StorageLayout.COMPACT,
            List.of(),
            List.of(),
            null,
            ValueAttributes.NONE,
            ChunkTable.EMPTY,
            new StoredBytes(new byte[4]));
    assertThat(ArrayLimits.of(compact).orElseThrow()).contains("metadata");
  }
}
