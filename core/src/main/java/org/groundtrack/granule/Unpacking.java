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
