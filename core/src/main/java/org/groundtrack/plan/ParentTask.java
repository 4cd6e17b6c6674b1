package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.rows.RowRun;

/**
 * The rows of the parent rate that lead to a beam's rows.
 *
 * @param link by which they do
 * @param runs rows of the parent: sorted, apart
 */
public record ParentTask(LinkTask link, List<RowRun> runs) {
  public ParentTask {
    runs = List.copyOf(runs);
  }
}
