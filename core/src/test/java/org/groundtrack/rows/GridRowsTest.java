package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
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
      long[] places = places(grid, row);
      for (int d = 0; d < places.length; d++) {
        inside &= places[d] < variable.shape().get(d);
        cell = cell * variable.shape().get(d) + places[d];
      }
      assertThat(!inside || grid.row(places) == row).isTrue();
      assertThat(grid.isCell(row)).isEqualTo(inside);
      assertThat(values[row]).isEqualTo(inside ? cell : StoredDatasets.OUTSIDE);
      if (inside) {
        assertThat(met.add(cell)).isTrue();
      }
    }
    assertThat(met).hasSize(Math.toIntExact(grid.cells()));
    assertThat(grid.isCell(grid.rows() - 1)).isTrue();
  }

  private static long[] places(GridRows grid, long row) {
    long[] places = new long[grid.shape().size()];
    for (int d = 0; d < places.length; d++) {
      places[d] = grid.axis(d).place(row);
    }
    return places;
  }

  private static GridRows randomGrid(List<Long> shape, Random random) {
    return new GridRows(shape, shape.stream().map(length -> 1L + random.nextInt(11)).toList());
  }

  private static List<Long> randomShape(Random random) {
    List<Long> shape = new ArrayList<>();
    for (int d = 1 + random.nextInt(4); d > 0; d--) {
      shape.add(1L + random.nextInt(9));
    }
    return shape;
  }

  private static List<RowRun> randomRuns(long rows, Random random) {
    List<RowRun> runs = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      long first = random.nextInt(Math.toIntExact(rows));
      long most = random.nextBoolean() ? 5 : rows;
      runs.add(new RowRun(first, Math.min(rows, first + 1 + random.nextInt((int) most))));
    }
    return RowRun.union(runs);
  }

  private static boolean holds(List<RowRun> runs, long row) {
    return runs.stream().anyMatch(run -> run.first() <= row && row < run.end());
  }

  private static List<Long> cellsOf(GridRows grid, List<RowRun> runs) {
    return runs.stream()
        .flatMap(run -> LongStream.range(run.first(), run.end()).boxed())
        .filter(grid::isCell)
        .toList();
  }

  @Test
  void placesAlongAnAxisAreThoseOfTheCellsAndLieOnIt() {
    long seed = System.nanoTime();
    System.out.println("GridRowsTest along: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      GridRows grid = randomGrid(randomShape(random), random);
      List<RowRun> runs = randomRuns(grid.rows(), random);
      for (int d = 0; d < grid.shape().size(); d++) {
        List<RowRun> along = grid.along(runs, d);
        String about = "seed %s round %s: %s %s along %s".formatted(seed, round, grid, runs, d);
        assertThat(RowRun.union(along)).as(about).isEqualTo(along);
        long length = grid.shape().get(d);
        assertThat(along).as(about).allMatch(run -> run.end() <= length);
        for (long row : cellsOf(grid, runs)) {
          assertThat(holds(along, grid.axis(d).place(row))).as(about).isTrue();
        }
      }
    }
  }

  @Test
  void chunksOfAnotherGridAreThoseThatHoldTheCells() {
    long seed = System.nanoTime();
    System.out.println("GridRowsTest chunks: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      List<Long> shape = randomShape(random);
      GridRows grid = randomGrid(shape, random);
      GridRows other = randomGrid(shape, random);
      List<RowRun> runs = randomRuns(grid.rows(), random);
      List<RowRun> found = grid.chunksOf(runs, other);
      String about = "seed %s round %s: %s %s on %s".formatted(seed, round, grid, runs, other);
      assertThat(RowRun.union(found)).as(about).isEqualTo(found);
      for (long row : cellsOf(grid, runs)) {
        assertThat(holds(found, other.row(places(grid, row)))).as(about).isTrue();
      }
      for (RowRun run : found) {
        assertThat(run.end()).as(about).isLessThanOrEqualTo(other.rows());
      }
      long cell = cellsOf(grid, List.of(new RowRun(0, grid.rows()))).get(0);
      long chunk = other.row(places(grid, cell)) / other.blockRows();
      assertThat(grid.chunksOf(List.of(new RowRun(cell, cell + 1)), other))
          .as(about)
          .containsExactly(
              new RowRun(
                  chunk * other.blockRows(),
                  Math.min(other.rows(), (chunk + 1) * other.blockRows())));
    }
  }

  @Test
  void eachCellOfARandomGridIsOneRowWithItsValueAndItsPlaces() {
    long seed = System.nanoTime();
    System.out.println("GridRowsTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      StoredDatasets stored = longs();
      List<Long> shape = randomShape(random);
      List<Integer> chunk = shape.stream().map(length -> 1 + random.nextInt(11)).toList();
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
    // The last of nine chunks holds one cell, which is its first.
    assertThat(grid.rows()).isEqualTo(8 * 6 + 1);
    assertThat(grid.cells()).isEqualTo(35);
    // The second chunk begins at row 0, column 3.
    assertThat(places(grid, 6)).containsExactly(0, 3);
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
      assertThat(grid.cells()).isZero();
      assertThat(grid.flat(empty).rows()).isZero();
      assertThat(grid.along(List.of(), 0)).isEmpty();
    }
  }

  @Test
  void gridsBeyondTheEarthAreRefused() {
    for (List<Long> shape : List.of(List.of(1L << 20, 1L << 20), List.of(3L, Long.MAX_VALUE / 2))) {
      assertThatThrownBy(() -> new GridRows(shape, List.of(1000L, 1000L)))
          .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
    assertThatThrownBy(() -> new GridRows(List.of(1L), List.of(1L, 1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new GridRows(List.of(43_200L, 86_400L), List.of(1000L, 1000L)).cells())
        .isEqualTo(3_732_480_000L);
  }
}
