package org.groundtrack.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.groundtrack.exporter.JoinedRows.Table;
import org.junit.jupiter.api.Test;

class JoinedRowsTest {
  private static final long[] ROWS = {0, 1, 2, 3};
  private static final long FILL = Integer.MAX_VALUE;

  @Test
  void rowsAreFoundByTheirNumberInKeysOfAnyOrder() {
    JoinedRows found =
        JoinedRows.byRow(new Table(new long[] {9, 3, 5, 4}, ROWS), 1, new long[] {2, 3, 6, 8});

    assertThat(found.places()).containsExactly(0, 1, -1, 2);
    assertThat(found.rows()).containsExactly(1, 3, 0);
  }

  @Test
  void ofRowsWithOneKeyTheFirstCounts() {
    JoinedRows found =
        JoinedRows.byRow(new Table(new long[] {5, 4, 4, 4}, ROWS), 0, new long[] {4});

    assertThat(found.rows()).containsExactly(1);
  }

  @Test
  void rowsWithoutParentOrWithAPositionThatIsNoneJoinNone() {
    Table table =
        new Table(
            JoinedRows.combined(new long[] {70, 70, FILL, 71}, new long[] {1, 0, 1, -1}), ROWS);

    JoinedRows found =
        JoinedRows.byId(
            table, new long[] {70, 70, Long.MIN_VALUE, 71, 70}, new long[] {1, 0, 1, -1, 2});

    assertThat(found.places()).containsExactly(0, -1, -1, -1, -1);
    assertThat(found.rows()).containsExactly(0);
  }

  @Test
  void anIdThatIsFarBeyondSegmentsIsNoKey() {
    Table table =
        new Table(
            JoinedRows.combined(new long[] {1L << 38, Long.MIN_VALUE}, new long[] {1, 1}),
            new long[] {0, 1});

    assertThat(JoinedRows.byId(table, new long[] {1L << 38, 0}, new long[] {1, 1}).places())
        .containsExactly(-1, -1);
  }
}
