package org.groundtrack.rows;

import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.ValueAttributes;

/** Reads numbers as their attributes mean them: scaled, and not a number where missing. */
final class NumberReader {
  private final RowReader rows;
  private final double scale;
  private final double offset;
  private final boolean scaled;
  private final double fill;
  private final boolean filled;

  NumberReader(RowReader rows) {
    Dataset dataset = rows.dataset();
    ValueAttributes attributes = dataset.attributes();
    this.rows = rows;
    this.scale = attributes.scale() == null ? 1 : attributes.scale();
    this.offset = attributes.offset() == null ? 0 : attributes.offset();
    this.scaled = scale != 1 || offset != 0;
    this.fill = fill(dataset);
    this.filled = attributes.fillValue() != null && !Double.isNaN(fill);
  }

  private static double fill(Dataset dataset) {
    String text = dataset.attributes().fillValue();
    try {
      return text == null
          ? Double.NaN
          : dataset.type() == ElementType.FLOAT32
              ? Float.parseFloat(text)
              : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "/%s declares the fill value '%s', expected a number".formatted(dataset.path(), text), e);
    }
  }

  void read(long row, int count, double[] out) {
    rows.doubles(row, count, out);
    if (filled) {
      for (int i = 0; i < count; i++) {
        out[i] = out[i] == fill ? Double.NaN : out[i];
      }
    }
    if (scaled) {
      for (int i = 0; i < count; i++) {
        out[i] = out[i] * scale + offset;
      }
    }
  }
}
