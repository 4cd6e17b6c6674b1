package org.groundtrack.samples;

import org.groundtrack.samples.LandIceValues.RowValue;

/** Fills the primitive array that a type of dataset needs. */
final class Columns {
  private Columns() {}

  static Object of(Variable.Type type, int rows, RowValue value) {
    return switch (type) {
      case F8 -> {
        double[] column = new double[rows];
        for (int row = 0; row < rows; row++) {
          column[row] = value.at(row);
        }
        yield column;
      }
      case F4 -> {
        float[] column = new float[rows];
        for (int row = 0; row < rows; row++) {
          column[row] = (float) value.at(row);
        }
        yield column;
      }
      case I4 -> {
        int[] column = new int[rows];
        for (int row = 0; row < rows; row++) {
          column[row] = (int) value.at(row);
        }
        yield column;
      }
      case I1 -> {
        byte[] column = new byte[rows];
        for (int row = 0; row < rows; row++) {
          column[row] = (byte) value.at(row);
        }
        yield column;
      }
    };
  }
}
