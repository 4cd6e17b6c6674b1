package org.groundtrack.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.index.CoverageTable;

/** Adds up coverage rows by cell. For one thread at a time. */
final class CellSums {
  private final int link;
  private final Map<Long, Sum> sums = new TreeMap<>();

  /** What is known of a cell. */
  private static final class Sum {
    private long rows;
    private final Set<String> granules = new HashSet<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  /**
   * Of no rows yet.
   *
   * @param link number of the link that leads to the rows that count, or -1 if the coverage's own
   *     do
   */
  CellSums(int link) {
    this.link = link;
  }

  /** How many rows a row of the coverage stands for. */
  static long rows(CoverageTable.Row row, int link) {
    return link < 0 ? row.validPositions() : row.links().get(link).count();
  }

  void add(CoverageTable.Row row) {
    long rows = rows(row, link);
    if (rows == 0) {
      return;
    }
    Sum sum = sums.computeIfAbsent(row.cell(), cell -> new Sum());
    sum.rows += rows;
    sum.granules.add(row.granule());
    if (row.startNanos() != CoverageTable.NO_TIME) {
      sum.first = Math.min(sum.first, row.startNanos());
      sum.last = Math.max(sum.last, row.endNanos());
    }
  }

  /** By the ids of the cells. */
  List<CellRows> cells() {
    List<CellRows> cells = new ArrayList<>(sums.size());
    sums.forEach(
        (cell, sum) -> {
          boolean timed = sum.first <= sum.last;
          Instant first = timed ? GpsTime.instant(sum.first) : null;
          Instant last = timed ? GpsTime.instant(sum.last) : null;
          cells.add(new CellRows(cell, sum.rows, sum.granules.size(), first, last));
        });
    return cells;
  }
}
