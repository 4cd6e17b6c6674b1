package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GridCellsTest {
  private static final int GRIDS = 300;

  private record Sample(String name, Random random, long[] shape, GridRows grid) {}

  /** Grids of one to four dimensions whose chunks mostly do not fit them. */
  private static List<Sample> samples(int grids) {
    long seed = new Random().nextLong();
    System.out.println("GridCellsTest seed " + seed);
    Random random = new Random(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < grids; i++) {
      long[] shape = new long[1 + random.nextInt(4)];
      Arrays.setAll(shape, k -> 1 + random.nextInt(7));
      GridRows grid = new GridRows(list(shape), list(block(random, shape)));
      samples.add(new Sample("seed %s, %s: %s".formatted(seed, i, grid), random, shape, grid));
    }
    return samples;
  }

  private static long[] block(Random random, long[] shape) {
    return Arrays.stream(shape).map(length -> 1 + random.nextInt((int) length + 2)).toArray();
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Cells in the order in which chunks, and elements within them, are stored. */
  private static List<long[]> stored(GridRows grid) {
    List<long[]> numbers = new ArrayList<>();
    int rank = grid.shape().size();
    long[] blocks = new long[rank];
    Arrays.setAll(blocks, i -> -Math.floorDiv(-grid.shape().get(i), grid.block().get(i)));
    for (long[] chunk : counted(blocks)) {
      for (long[] within : counted(grid.block().stream().mapToLong(Long::longValue).toArray())) {
        long[] place = new long[rank];
        Arrays.setAll(place, i -> chunk[i] * grid.block().get(i) + within[i]);
        boolean cell = true;
        for (int i = 0; i < rank; i++) {
          cell &= place[i] < grid.shape().get(i);
        }
        numbers.add(cell ? place : null);
      }
    }
    while (numbers.get(numbers.size() - 1) == null) {
      numbers.remove(numbers.size() - 1);
    }
    return numbers;
  }

  private static List<long[]> counted(long[] lengths) {
    List<long[]> all = new ArrayList<>();
    long[] at = new long[lengths.length];
    int dimension;
    do {
      all.add(at.clone());
      dimension = lengths.length - 1;
      while (dimension >= 0 && ++at[dimension] == lengths[dimension]) {
        at[dimension--] = 0;
      }
    } while (dimension >= 0);
    return all;
  }

  @Test
  void rowsAreNumberedAsChunksAreStored() {
    for (Sample sample : samples(GRIDS)) {
      GridRows grid = sample.grid();
      List<long[]> stored = stored(grid);
      assertThat(grid.rows()).as(sample.name()).isEqualTo(stored.size());
      assertThat(grid.cells()).isEqualTo(stored.stream().filter(c -> c != null).count());
      for (int row = 0; row < stored.size(); row++) {
        long[] cell = stored.get(row);
        assertThat(grid.isCell(row)).as(sample.name()).isEqualTo(cell != null);
        for (int i = 0; cell != null && i < cell.length; i++) {
          assertThat(grid.axis(i).place(row)).as(sample.name()).isEqualTo(cell[i]);
        }
        if (cell != null) {
          assertThat(grid.row(cell)).as(sample.name()).isEqualTo(row);
        }
      }
    }
  }

  @Test
  void variablesInOtherChunksAreReadWhereTheCellsAre() {
    for (Sample sample : samples(GRIDS)) {
      GridRows grid = sample.grid();
      GridRows other = new GridRows(grid.shape(), list(block(sample.random(), sample.shape())));
      List<long[]> stored = stored(grid);
      List<RowRun> runs = runs(sample.random(), stored.size());
      CellRows cells = CellRows.in(grid, other);
      Set<Long> read = rows(cells.runs(runs));
      long[] wanted =
          rows(runs).stream()
              .mapToLong(Long::longValue)
              .filter(row -> stored.get((int) row) != null)
              .sorted()
              .toArray();
      CellRows.Found found = cells.of(wanted);
      for (int i = 0; i < wanted.length; i++) {
        long row = found.rows()[found.places()[i]];
        assertThat(row).as("%s in %s", sample.name(), other).isIn(read);
        for (int k = 0; k < sample.shape().length; k++) {
          assertThat(other.axis(k).place(row))
              .as("%s in %s", sample.name(), other)
              .isEqualTo(stored.get((int) wanted[i])[k]);
        }
      }
      assertThat(read.stream().allMatch(row -> row < other.rows())).isTrue();
      assertThat(found.rows()).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void valuesAlongAnAxisRepeatForItsCells() {
    GridRows grid = new GridRows(List.of(2L, 3L), List.of(2L, 2L));
    CellRows.Found found = CellRows.along(grid, 1).of(new long[] {0, 1, 2, 3, 4, 6});
    assertThat(found.rows()).containsExactly(0, 1, 2);
    assertThat(found.places()).containsExactly(0, 1, 0, 1, 2, 2);
  }

  private static List<RowRun> runs(Random random, int rows) {
    List<RowRun> runs = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      int first = random.nextInt(rows);
      runs.add(new RowRun(first, first + 1 + random.nextInt(rows - first)));
    }
    return RowRun.union(runs);
  }

  private static Set<Long> rows(List<RowRun> runs) {
    Set<Long> rows = new HashSet<>();
    for (RowRun run : runs) {
      for (long row = run.first(); row < run.end(); row++) {
        rows.add(row);
      }
    }
    return rows;
  }
}
