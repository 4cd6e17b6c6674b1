package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.testing.StoredDatasets;
import org.junit.jupiter.api.Test;

class GridRowsTest {
  private static StoredDatasets longs() {
    return new StoredDatasets(ElementType.INT64, ByteOrder.LITTLE_ENDIAN);
  }

  /** Values of all rows, read as rows of a dataset of one dimension. */
  private static long[] values(StoredDatasets stored, Dataset flat) {
    long[] values = new long[Math.toIntExact(flat.rows())];
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      RowReader.of("grid.nc", flat, decoder, stored::read).longs(0, values.length, values);
    }
    return values;
  }

  /** Each cell of a grid is one row, whose value is that of the cell; other rows are no cells. */
  private static void assertCells(StoredDatasets stored, Dataset variable) {
    GridRows grid = GridRows.of(variable);
    Dataset flat = grid.flat(variable);
    assertThat(flat.shape()).containsExactly(grid.rows());
    long[] values = values(stored, flat);
    Set<Long> met = new HashSet<>();
    for (int row = 0; row < values.length; row++) {
      long cell = 0;
      boolean inside = true;
      for (int d = 0; d < variable.rank(); d++) {
        long place = grid.axis(d).place(row);
        inside &= place < variable.shape().get(d);
        cell = cell * variable.shape().get(d) + place;
      }
      assertThat(grid.isCell(row)).isEqualTo(inside);
      assertThat(values[row]).isEqualTo(inside ? cell : StoredDatasets.OUTSIDE);
      if (inside) {
        assertThat(met.add(cell)).isTrue();
      }
    }
    long cells = variable.shape().stream().reduce(1L, Math::multiplyExact);
    assertThat(met).hasSize(Math.toIntExact(cells));
  }

  @Test
  void eachCellOfARandomGridIsOneRowWithItsValueAndItsPlaces() {
    long seed = System.nanoTime();
    System.out.println("GridRowsTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      StoredDatasets stored = longs();
      List<Long> shape = new ArrayList<>();
      List<Integer> chunk = new ArrayList<>();
      for (int d = 1 + random.nextInt(3); d > 0; d--) {
        shape.add(1L + random.nextInt(9));
        chunk.add(1 + random.nextInt(11));
      }
      Dataset variable =
          random.nextInt(4) == 0
              ? stored.contiguous(shape, i -> i)
              : stored.chunked(shape, chunk, i -> i);
      try {
        assertCells(stored, variable);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed %s round %s: %s in %s".formatted(seed, round, shape, chunk), e);
      }
    }
  }

  @Test
  void aChunkHoldsConsecutiveRows() {
    GridRows grid = GridRows.of(longs().chunked(List.of(5L, 7L), List.of(2, 3), i -> i));
    assertThat(grid.blockRows()).isEqualTo(6);
    assertThat(grid.rows()).isEqualTo(9 * 6);
    // The second chunk begins at row 0, column 3.
    assertThat(grid.axis(0).place(6)).isZero();
    assertThat(grid.axis(1).place(6)).isEqualTo(3);
    // The last column of chunks has one column inside.
    assertThat(grid.isCell(12)).isTrue();
    assertThat(grid.isCell(13)).isFalse();
  }

  @Test
  void aVariableOfAnotherGridIsRefused() {
    StoredDatasets stored = longs();
    Dataset variable = stored.chunked(List.of(5L, 7L), List.of(2, 3), i -> i);
    GridRows grid = GridRows.of(variable);
    assertThat(grid.holds(variable)).isTrue();
    for (Dataset other :
        List.of(
            stored.chunked(List.of(5L, 7L), List.of(3, 3), i -> i),
            stored.chunked(List.of(5L, 8L), List.of(2, 3), i -> i),
            stored.chunked(List.of(5L), List.of(2), i -> i),
            stored.contiguous(List.of(5L, 7L), i -> i))) {
      assertThat(grid.holds(other)).isFalse();
      assertThatThrownBy(() -> grid.flat(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected [5, 7] in chunks of [2, 3]");
    }
  }

  @Test
  void aGridWithoutCellsHasNoRows() {
    StoredDatasets stored = longs();
    for (Dataset empty :
        List.of(
            stored.chunked(List.of(0L, 7L), List.of(2, 3), i -> i),
            stored.compact(List.of(0L, 7L), i -> i))) {
      GridRows grid = GridRows.of(empty);
      assertThat(grid.rows()).isZero();
      assertThat(grid.flat(empty).rows()).isZero();
    }
  }
}
