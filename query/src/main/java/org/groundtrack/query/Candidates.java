package org.groundtrack.query;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.index.CoverageTable;
import org.groundtrack.rows.RowRun;

/** Rows of a beam that may lie inside, and where they lead to. */
final class Candidates {
  private final List<RowRun> rows = new ArrayList<>();
  private final List<List<RowRun>> links = new ArrayList<>();

  void add(CoverageTable.Row row) {
    rows.add(new RowRun(row.firstRow(), row.firstRow() + row.rowCount()));
    for (int i = 0; i < row.links().size(); i++) {
      if (i == links.size()) {
        links.add(new ArrayList<>());
      }
      CoverageTable.LinkRun run = row.links().get(i);
      if (run.count() > 0) {
        links.get(i).add(new RowRun(run.first(), run.first() + run.count()));
      }
    }
  }

  /** Sorted runs, apart. */
  List<RowRun> rows() {
    return RowRun.union(rows);
  }

  /** Sorted runs, apart, of what a link of the indexed rate leads to. */
  List<RowRun> linked(int link) {
    return link < links.size() ? RowRun.union(links.get(link)) : List.of();
  }
}
