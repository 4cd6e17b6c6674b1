package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datasets without first dimensions that say nothing. */
class LeadingDimensionsTest {
  private static Dataset dataset(List<Long> shape, List<Integer> chunkShape) {
    long count = 1;
    for (int i = 0; i < chunkShape.size(); i++) {
      count *= (shape.get(i) + chunkShape.get(i) - 1) / chunkShape.get(i);
    }
    long[] offsets = new long[chunkShape.isEmpty() ? 0 : (int) count];
    long[] sizes = new long[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = 100L * i;
      sizes[i] = 7;
    }
    return new Dataset(
        "sst",
        ElementType.INT16,
        2,
        ByteOrder.LITTLE_ENDIAN,
        shape,
        chunkShape.isEmpty() ? StorageLayout.CONTIGUOUS : StorageLayout.CHUNKED,
        chunkShape,
        List.of(),
        null,
        ValueAttributes.NONE,
        new ChunkTable(offsets, sizes, new int[offsets.length]),
        null);
  }

  @Test
  void chunksKeepTheirPlacesWithoutDimensionsOfLengthOne() {
    Dataset dropped =
        dataset(List.of(1L, 1L, 10L, 6L), List.of(1, 1, 4, 3)).withoutLeading(2).orElseThrow();
    assertThat(dropped.shape()).containsExactly(10L, 6L);
    assertThat(dropped.chunkShape()).containsExactly(4, 3);
    assertThat(dropped.chunks().count()).isEqualTo(6);
    assertThat(dropped.chunks().offset(5)).isEqualTo(500);
    Dataset contiguous = dataset(List.of(1L, 10L), List.of()).withoutLeading(1).orElseThrow();
    assertThat(contiguous.shape()).containsExactly(10L);
    assertThat(contiguous.chunkShape()).isEmpty();
  }

  @Test
  void chunksThatReachBeyondTheDimensionKeepTheirBytes() {
    Dataset whole = dataset(List.of(1L, 10L, 6L), List.of(8, 10, 3));
    Dataset dropped = whole.withoutLeading(1).orElseThrow();
    assertThat(dropped.chunkShape()).containsExactly(80, 3);
    assertThat(dropped.chunkBytes()).isEqualTo(whole.chunkBytes());
    assertThat(dropped.chunks()).isEqualTo(whole.chunks());
    // Two chunks of lines: a line of the second does not follow the last of the first.
    assertThat(dataset(List.of(1L, 10L, 6L), List.of(8, 5, 3)).withoutLeading(1)).isEmpty();
  }

  @Test
  void onlyDimensionsOfLengthOneAreDropped() {
    Dataset dataset = dataset(List.of(1L, 2L, 3L), List.of());
    assertThat(dataset.withoutLeading(0)).contains(dataset);
    assertThatThrownBy(() -> dataset.withoutLeading(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 2, 3] without its first 2 dimensions");
    assertThatThrownBy(() -> dataset(List.of(1L), List.of()).withoutLeading(1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
