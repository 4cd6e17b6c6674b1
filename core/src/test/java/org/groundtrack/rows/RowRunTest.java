package org.groundtrack.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RowRunTest {
  @Test
  void unionJoinsRunsThatTouchOrOverlap() {
    assertThat(
            RowRun.union(
                List.of(
                    new RowRun(10, 20), new RowRun(0, 5), new RowRun(5, 7), new RowRun(12, 14))))
        .containsExactly(new RowRun(0, 7), new RowRun(10, 20));
    assertThat(RowRun.union(List.of())).isEmpty();
  }

  @Test
  void unionOfRandomRunsHoldsTheSameRowsInSortedRunsThatAreApart() {
    long seed = System.nanoTime();
    System.out.println("RowRunTest: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      List<RowRun> runs = new ArrayList<>();
      Set<Long> rows = new TreeSet<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        long first = random.nextInt(100);
        long end = first + 1 + random.nextInt(20);
        runs.add(new RowRun(first, end));
        for (long row = first; row < end; row++) {
          rows.add(row);
        }
      }
      List<RowRun> union = RowRun.union(runs);
      List<Long> found = new ArrayList<>();
      for (int i = 0; i < union.size(); i++) {
        assertThat(i == 0 || union.get(i - 1).end() < union.get(i).first()).isTrue();
        for (long row = union.get(i).first(); row < union.get(i).end(); row++) {
          found.add(row);
        }
      }
      assertThat(found).isEqualTo(new ArrayList<>(rows));
      assertThat(RowRun.total(union)).isEqualTo(rows.size());
    }
  }

  @Test
  void runsThatHoldNoRowAreRefused() {
    assertThatThrownBy(() -> new RowRun(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RowRun(-1, 5)).isInstanceOf(IllegalArgumentException.class);
  }
}
