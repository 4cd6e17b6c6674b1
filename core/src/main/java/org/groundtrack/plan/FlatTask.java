package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.rows.RowRun;

/**
 * The elements of flat datasets to which a beam's rows lead.
 *
 * @param link by which they do
 * @param runs elements: sorted, apart
 */
public record FlatTask(LinkTask link, List<RowRun> runs) {
  public FlatTask {
    runs = List.copyOf(runs);
  }
}
