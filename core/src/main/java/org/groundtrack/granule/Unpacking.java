package org.groundtrack.granule;

/**
 * How stored numbers become values: by {@code scale_factor} and {@code add_offset}, as the CF
 * conventions have it. Immutable.
 *
 * <p>Values are of the width of these attributes. Where both are single-precision numbers, and the
 * stored numbers have no more digits than such a number holds, so are the values, each step rounded
 * as numpy does: the export equals what other readers of the granule give. Else values are doubles.
 *
 * @param scale by which a stored number is multiplied
 * @param offset which is added then
 * @param type of the values
 */
public record Unpacking(double scale, double offset, ElementType type) {
  /** How the elements of a dataset become values. */
  public static Unpacking of(Dataset dataset) {
    ValueAttributes attributes = dataset.attributes();
    double scale = attributes.scale() == null ? 1 : attributes.scale();
    double offset = attributes.offset() == null ? 0 : attributes.offset();
    if ((scale == 1 && offset == 0) || dataset.type().isText()) {
      return new Unpacking(1, 0, dataset.type());
    }
    boolean narrow =
        switch (dataset.type()) {
          case INT8, UINT8, INT16, UINT16, FLOAT32 -> true;
          default -> false;
        };
    boolean single = narrow && scale == (float) scale && offset == (float) offset;
    return new Unpacking(scale, offset, single ? ElementType.FLOAT32 : ElementType.FLOAT64);
  }

  /**
   * How the elements of a dataset of times become values. A scale of single precision stands for
   * the shortest decimal that rounds to it: 163 tenths of an hour are 16:18:00, not 4 ms more.
   */
  public static Unpacking ofTimes(Dataset dataset) {
    Unpacking unpacking = of(dataset);
    return unpacking.changes() && unpacking.type() == ElementType.FLOAT32
        ? new Unpacking(
            decimal((float) unpacking.scale()),
            decimal((float) unpacking.offset()),
            ElementType.FLOAT64)
        : unpacking;
  }

  /** The shortest decimal that a number of single precision stands for. */
  public static double decimal(float value) {
    // Whole numbers are short already.
    return value == Math.rint(value) ? value : Double.parseDouble(Float.toString(value));
  }

  /** Whether values differ from what is stored. */
  public boolean changes() {
    return scale != 1 || offset != 0;
  }

  /** The value of a stored number. */
  public double value(double stored) {
    return type == ElementType.FLOAT32
        ? (float) stored * (float) scale + (float) offset
        : stored * scale + offset;
  }
}
