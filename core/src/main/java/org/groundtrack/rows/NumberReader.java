package org.groundtrack.rows;

import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.Unpacking;

/** Reads numbers as their attributes mean them: scaled, and not a number where missing. */
final class NumberReader {
  private final RowReader rows;
  private final Unpacking unpacking;
  private final FillValues fill;

  NumberReader(RowReader rows) {
    this.rows = rows;
    this.unpacking = Unpacking.of(rows.dataset());
    this.fill = FillValues.of(rows.dataset());
  }

  void read(long row, int count, double[] out) {
    rows.doubles(row, count, out);
    if (fill.exist()) {
      for (int i = 0; i < count; i++) {
        out[i] = fill.hold(out[i]) ? Double.NaN : out[i];
      }
    }
    if (unpacking.changes()) {
      for (int i = 0; i < count; i++) {
        out[i] = unpacking.value(out[i]);
      }
    }
  }
}
