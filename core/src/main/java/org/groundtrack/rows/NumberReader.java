package org.groundtrack.rows;

import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.Positions;
import org.groundtrack.granule.Unpacking;

/** Reads numbers as their attributes mean them: scaled, and not a number where missing. */
final class NumberReader {
  private final RowReader rows;
  private final Unpacking unpacking;
  private final FillValues fill;
  private final boolean decimal;
  private final double missing;
  private double[] numbers = new double[0];

  private NumberReader(RowReader rows, Unpacking unpacking, boolean decimal, double missing) {
    this.rows = rows;
    this.unpacking = unpacking;
    this.fill = FillValues.of(rows.dataset());
    this.decimal = decimal;
    this.missing = missing;
  }

  /** A reader of longitudes or latitudes: missing ones are {@link Positions#FILL}. */
  static NumberReader ofPositions(RowReader rows) {
    return new NumberReader(rows, Unpacking.of(rows.dataset()), false, Positions.FILL);
  }

  /** A reader of times: those of single precision stand for the shortest decimal. */
  static NumberReader ofTimes(RowReader rows) {
    Unpacking unpacking = Unpacking.ofTimes(rows.dataset());
    boolean single = rows.dataset().type() == ElementType.FLOAT32;
    return new NumberReader(rows, unpacking, single && !unpacking.changes(), Double.NaN);
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
    boolean fills = fill.exist();
    boolean changes = unpacking.changes();
    for (int i = 0; i < count; i++) {
      double stored = out[i];
      if (fills && fill.hold(stored)) {
        out[i] = missing;
      } else if (Double.isInfinite(stored)) {
        // Infinite numbers stand for what is missing.
        out[i] = Double.NaN;
      } else {
        out[i] = changes ? unpacking.value(stored) : stored;
      }
    }
    if (decimal) {
      for (int i = 0; i < count; i++) {
        out[i] = Unpacking.decimal((float) out[i]);
      }
    }
  }
}
