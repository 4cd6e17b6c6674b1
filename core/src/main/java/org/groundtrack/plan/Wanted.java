package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.io.ByteRange;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * What is wanted of one dataset.
 *
 * @param view the dataset
 * @param runs rows: sorted, apart
 * @param elements elements of these rows
 */
public record Wanted(RowView view, List<RowRun> runs, Slice.Elements elements) {
  public Wanted {
    runs = List.copyOf(runs);
  }

  /** The stored bytes that hold it. */
  public List<ByteRange> ranges() {
    return view.ranges(runs, elements);
  }

  /** Bytes that its values take once decoded. */
  long decodedBytes() {
    return RowRun.total(runs) * elements.count() * (view.dataset().elementBytes() + 1L);
  }
}
