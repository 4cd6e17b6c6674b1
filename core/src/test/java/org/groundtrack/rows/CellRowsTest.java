package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CellRowsTest {
  private static GridRows grid(List<Long> shape, Random random) {
    return new GridRows(shape, shape.stream().map(length -> 1L + random.nextInt(8)).toList());
  }

  private static long[] places(GridRows grid, long row) {
    long[] places = new long[grid.shape().size()];
    for (int d = 0; d < places.length; d++) {
      places[d] = grid.axis(d).place(row);
    }
    return places;
  }

  /** What was found must be among the rows that are read for the runs of the cells. */
  private static void assertFound(CellRows rows, long[] cells, long[] expected, String about) {
    CellRows.Found found = rows.of(cells);
    assertThat(found.rows()).as(about).isSorted();
    assertThat(LongStream.of(found.rows()).distinct().count())
        .as(about)
        .isEqualTo(found.rows().length);
    List<RowRun> runs =
        RowRun.union(LongStream.of(cells).mapToObj(cell -> new RowRun(cell, cell + 1)).toList());
    List<RowRun> read = rows.runs(runs);
    for (int i = 0; i < cells.length; i++) {
      long row = found.rows()[found.places()[i]];
      assertThat(row).as(about).isEqualTo(expected[i]);
      assertThat(read).as(about).anyMatch(run -> run.first() <= row && row < run.end());
    }
  }

  @Test
  void eachCellHasItsRowAlongAnAxisAndInOtherChunks() {
    long seed = System.nanoTime();
    System.out.println("CellRowsTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      List<Long> shape = new ArrayList<>();
      for (int d = 1 + random.nextInt(3); d > 0; d--) {
        shape.add(1L + random.nextInt(7));
      }
      GridRows grid = grid(shape, random);
      GridRows other = grid(shape, random);
      int most = 1 + random.nextInt(4);
      long[] cells =
          LongStream.range(0, grid.rows())
              .filter(grid::isCell)
              .filter(cell -> random.nextInt(most) == 0)
              .toArray();
      String about = "seed %s round %s: %s, %s".formatted(seed, round, grid, other);
      for (int d = 0; d < shape.size(); d++) {
        GridRows.Axis axis = grid.axis(d);
        assertFound(
            CellRows.along(grid, d), cells, LongStream.of(cells).map(axis::place).toArray(), about);
      }
      assertFound(
          CellRows.in(grid, other),
          cells,
          LongStream.of(cells).map(cell -> other.row(places(grid, cell))).toArray(),
          about);
    }
  }
}
