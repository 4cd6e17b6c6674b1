package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.Granule;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;

/**
 * Rows of a granule of another product that may belong to a beam's rows.
 *
 * @param product the other product
 * @param partner its granule
 * @param key which of the beam's rows a row belongs to: an id of the parent's rows by {@code ids},
 *     or a row number
 * @param keyBase what stands for the very first row, where {@code key} is a row number
 * @param position which of the rows with that id, from 1; {@code null} where {@code key} is a row
 *     number
 * @param ids the parent's ids; {@code null} where {@code key} is a row number
 * @param runs rows of the partner that are read: sorted, apart
 */
public record JoinTask(
    String product,
    Granule partner,
    Dataset key,
    int keyBase,
    Dataset position,
    LinkTask ids,
    List<RowRun> runs) {
  public JoinTask {
    runs = List.copyOf(runs);
  }

  /** What is wanted of the partner to know which rows belong together. */
  List<Wanted> keys() {
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted(RowView.of(key), runs, Slice.Elements.ONE));
    if (position != null) {
      wanted.add(new Wanted(RowView.of(position), runs, Slice.Elements.ONE));
    }
    return wanted;
  }
}
