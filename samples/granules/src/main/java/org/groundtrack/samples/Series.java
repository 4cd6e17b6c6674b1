package org.groundtrack.samples;

/** Values of a dataset: a function of row and element. */
@FunctionalInterface
interface Series {
  double at(int row, int element);

  /** The value where it is a whole number of more than 53 bits. */
  default long wholeAt(int row, int element) {
    return (long) at(row, element);
  }

  /** The value where it is text. */
  default String textAt(int row, int element) {
    return Long.toString(wholeAt(row, element));
  }

  /** One value a row. */
  static Series of(double[] values) {
    return (row, element) -> values[row];
  }

  /** One value a row. */
  static Series of(float[] values) {
    return (row, element) -> values[row];
  }

  /** One value a row. */
  static Series of(int[] values) {
    return (row, element) -> values[row];
  }

  /** Whole numbers of any size. */
  static Series whole(LongRow values) {
    return new Series() {
      @Override
      public double at(int row, int element) {
        return values.at(row);
      }

      @Override
      public long wholeAt(int row, int element) {
        return values.at(row);
      }
    };
  }

  /** A whole number of a row. */
  @FunctionalInterface
  interface LongRow {
    long at(int row);
  }
}
