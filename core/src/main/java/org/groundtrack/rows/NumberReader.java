package org.groundtrack.rows;

import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.Unpacking;

/** Reads numbers as their attributes mean them: scaled, and not a number where missing. */
final class NumberReader {
  private final RowReader rows;
  private final Unpacking unpacking;
  private final FillValues fill;
  private final boolean decimal;
  private double[] numbers = new double[0];

  private NumberReader(RowReader rows, Unpacking unpacking, boolean decimal) {
    this.rows = rows;
    this.unpacking = unpacking;
    this.fill = FillValues.of(rows.dataset());
    this.decimal = decimal;
  }

  /** A reader of numbers. */
  static NumberReader of(RowReader rows) {
    return new NumberReader(rows, Unpacking.of(rows.dataset()), false);
  }

  /** A reader of times: those of single precision stand for the shortest decimal. */
  static NumberReader ofTimes(RowReader rows) {
    Unpacking unpacking = Unpacking.ofTimes(rows.dataset());
    boolean single = rows.dataset().type() == ElementType.FLOAT32;
    return new NumberReader(rows, unpacking, single && !unpacking.changes());
  }

  /** Reads times as nanoseconds since 1970 (UTC); whole numbers go through no double. */
  void times(long row, int count, TimeScale scale, long[] nanos) {
    ElementType type = rows.dataset().type();
    if (type.isInteger() && !unpacking.changes()) {
      rows.longs(row, count, nanos);
      for (int i = 0; i < count; i++) {
        boolean none = fill.hold(nanos[i]) || (type == ElementType.UINT64 && nanos[i] < 0);
        nanos[i] = none ? TimeScale.NO_TIME : scale.nanos(nanos[i]);
      }
      return;
    }
    if (numbers.length < count) {
      numbers = new double[count];
    }
    read(row, count, numbers);
    for (int i = 0; i < count; i++) {
      nanos[i] = scale.nanos(numbers[i]);
    }
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
    if (decimal) {
      for (int i = 0; i < count; i++) {
        out[i] = Unpacking.decimal((float) out[i]);
      }
    }
  }
}
