package org.groundtrack.granule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.List;
import org.groundtrack.testing.StoredDatasets;
import org.junit.jupiter.api.Test;

class ChunkKeysTest {
  private static final ChunkKeys KEYS =
      new ChunkKeys(new long[] {-5, 10, Long.MAX_VALUE}, new long[] {9, 10, Long.MIN_VALUE});

  @Test
  void aChunkMayHoldWhatItsBoundsMeet() {
    assertThat(KEYS.mayHold(0, -100, -6)).isFalse();
    assertThat(KEYS.mayHold(0, -100, -5)).isTrue();
    assertThat(KEYS.mayHold(0, 0, 1)).isTrue();
    assertThat(KEYS.mayHold(0, -100, 100)).isTrue();
    assertThat(KEYS.mayHold(0, 9, 100)).isTrue();
    assertThat(KEYS.mayHold(0, 10, 100)).isFalse();
    assertThat(KEYS.mayHold(1, 10, 10)).isTrue();
  }

  @Test
  void aChunkWithoutRowsHoldsNothing() {
    assertThat(KEYS.mayHold(2, -100, 100)).isFalse();
  }

  @Test
  void boundsAreCopiesThatCanNotBeChanged() {
    long[] least = {1, 2};
    ChunkKeys keys = new ChunkKeys(least, new long[] {3, 4});
    least[0] = 99;
    keys.least()[0] = 99;
    keys.greatest()[0] = 99;
    assertThat(keys).isEqualTo(new ChunkKeys(new long[] {1, 2}, new long[] {3, 4}));
    assertThat(keys).hasSameHashCodeAs(new ChunkKeys(new long[] {1, 2}, new long[] {3, 4}));
    assertThat(keys).isNotEqualTo(new ChunkKeys(new long[] {1, 2}, new long[] {3, 5}));
    assertThat(keys.count()).isEqualTo(2);
  }

  @Test
  void boundsThatDoNotFitEachOtherOrTheirDatasetAreRefused() {
    assertThatThrownBy(() -> new ChunkKeys(new long[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 least values of chunks, but 3 greatest");
    Dataset dataset =
        new StoredDatasets(ElementType.INT32, ByteOrder.LITTLE_ENDIAN)
            .chunked(List.of(9L), List.of(3), i -> i);
    assertThat(dataset.withKeys(KEYS).keys()).isEqualTo(KEYS);
    assertThat(dataset.withKeys(KEYS).withAttributes(ValueAttributes.NONE).keys()).isEqualTo(KEYS);
    assertThatThrownBy(() -> dataset.withKeys(new ChunkKeys(new long[2], new long[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3 chunks, but keys of 2");
  }
}
