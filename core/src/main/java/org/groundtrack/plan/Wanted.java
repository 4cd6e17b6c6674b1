package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
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
  /** What a short text takes beside the element that leads to it. */
  private static final long TEXT_BYTES = 64;

  public Wanted {
    runs = List.copyOf(runs);
  }

  /** The stored bytes that hold it. */
  public List<ByteRange> ranges() {
    return view.ranges(runs, elements);
  }

  /** Bytes that its values take once decoded. */
  long decodedBytes() {
    Dataset dataset = view.dataset();
    long text = dataset.type() == ElementType.VLEN_STRING ? TEXT_BYTES : 0;
    return RowRun.total(runs) * elements.count() * (dataset.elementBytes() + text + 1);
  }
}
