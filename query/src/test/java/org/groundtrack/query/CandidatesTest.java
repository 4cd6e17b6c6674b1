package org.groundtrack.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.index.CoverageTable.LinkRun;
import org.groundtrack.plan.Filters;
import org.groundtrack.plan.TimeRange;
import org.groundtrack.rows.RowRun;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static CoverageTable.Row row(long first, long count, long time, LinkRun... links) {
    return new CoverageTable.Row(
        0x85a1b2c3fffffffL,
        "ATL03",
        "a.h5",
        "gt1l",
        "segments",
        0,
        first,
        count,
        count,
        List.of(links),
        time,
        time == CoverageTable.NO_TIME ? time : time + count,
        0,
        0,
        0,
        0);
  }

  private static Candidates of(boolean timed, int links, List<CoverageTable.Row> rows) {
    Candidates candidates = new Candidates(timed, links);
    rows.forEach(candidates::add);
    return candidates;
  }

  @Test
  void runsInAnyOrderBecomeTheirUnion() {
    long seed = System.nanoTime();
    System.out.println("CandidatesTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      boolean timed = random.nextBoolean();
      List<CoverageTable.Row> rows = new ArrayList<>();
      List<RowRun> runs = new ArrayList<>();
      List<RowRun> linked = new ArrayList<>();
      int count = random.nextInt(40);
      for (int r = 0; r < count; r++) {
        long first = random.nextInt(200);
        long length = 1L + random.nextInt(8);
        // Rows lead to as many others each, or to none.
        LinkRun link =
            random.nextInt(4) == 0 ? new LinkRun(0, 0) : new LinkRun(3 * first, 3 * length);
        rows.add(row(first, length, random.nextInt(3) == 0 ? CoverageTable.NO_TIME : first, link));
        runs.add(new RowRun(first, first + length));
        if (link.count() > 0) {
          linked.add(new RowRun(link.first(), link.first() + link.count()));
        }
      }
      Candidates candidates = of(timed, 1, rows);
      assertThat(candidates.rows()).as("seed %s", seed).isEqualTo(RowRun.union(runs));
      assertThat(candidates.linked(0)).as("seed %s", seed).isEqualTo(RowRun.union(linked));
      assertThat(candidates.linked(1)).isEmpty();
      assertThat(candidates.isEmpty()).isEqualTo(count == 0);
    }
  }

  @Test
  void rowsWithTimesOutsideAreLeftOutWithWhatTheyLeadTo() {
    Candidates candidates =
        of(
            true,
            1,
            List.of(
                row(0, 10, 1_000, new LinkRun(0, 5)),
                row(20, 10, 2_000, new LinkRun(100, 5)),
                row(40, 10, CoverageTable.NO_TIME, new LinkRun(200, 5))));
    candidates.keep(
        Filters.NONE.with(new TimeRange(null, Instant.ofEpochSecond(0, 1_500))).times());
    assertThat(candidates.rows()).containsExactly(new RowRun(0, 10));
    assertThat(candidates.linked(0)).containsExactly(new RowRun(0, 5));
  }

  @Test
  void theRowsOfABeamTakeOneRunWhenAllAreThere() {
    List<CoverageTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(row(100L * i, 100, 100L * i));
    }
    Collections.shuffle(rows, new Random(7));
    Candidates candidates = of(true, 0, rows);
    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.rows()).containsExactly(new RowRun(0, 2_000_000));
  }
}
