package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import org.groundtrack.codec.Elements;
import org.groundtrack.codec.RowReader;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.ValueAttributes;

/**
 * Takes the values of chosen rows out of a dataset: fill values become missing, scaled integers
 * become numbers.
 */
final class ValueGatherer {
  private final Dataset dataset;
  private final Values.Kind kind;
  private final double scale;
  private final double offset;
  private final boolean scaled;
  private final String fill;

  /**
   * @param granule name for messages
   * @param type of the output column, which all values of the dataset fit
   */
  ValueGatherer(String granule, Dataset dataset, ElementType type) {
    ValueAttributes attributes = dataset.attributes();
    this.dataset = dataset;
    this.kind = Values.Kind.of(type);
    this.scale = attributes.scale() == null ? 1 : attributes.scale();
    this.offset = attributes.offset() == null ? 0 : attributes.offset();
    this.scaled = scale != 1 || offset != 0;
    this.fill = attributes.fillValue();
    if (fill != null && dataset.type() != ElementType.STRING) {
      try {
        Double.parseDouble(fill);
      } catch (NumberFormatException e) {
        throw new BadGranuleException(
            "[%s /%s] declares the fill value '%s', expected a number: leave the variable out"
                .formatted(granule, dataset.path(), fill),
            e);
      }
    }
  }

  /**
   * Gathers rows.
   *
   * @param rows ascending
   */
  Values gather(RowReader reader, long[] rows) {
    Values values = new Values(kind, rows.length);
    int done = 0;
    while (done < rows.length) {
      int chunk = reader.chunkOf(rows[done]);
      long firstRow = reader.firstRow(chunk);
      long endRow = firstRow + reader.rowsIn(chunk);
      int end = done;
      while (end < rows.length && rows[end] < endRow) {
        end++;
      }
      gather(reader.chunk(chunk), rows, done, end, firstRow, values);
      done = end;
    }
    return values;
  }

  private void gather(
      ByteBuffer bytes, long[] rows, int from, int to, long firstRow, Values values) {
    if (dataset.type() == ElementType.STRING) {
      for (int i = from; i < to; i++) {
        values.texts()[i] = Elements.text(dataset, bytes, (int) (rows[i] - firstRow));
      }
      markFills(values, from, to);
      return;
    }
    if (dataset.type().isFloat()) {
      gatherFloats(bytes, rows, from, to, firstRow, values);
    } else {
      gatherIntegers(bytes, rows, from, to, firstRow, values);
    }
  }

  private void markFills(Values values, int from, int to) {
    for (int i = from; i < to; i++) {
      values.missing()[i] = values.texts()[i].equals(fill);
    }
  }

  private void gatherFloats(
      ByteBuffer bytes, long[] rows, int from, int to, long firstRow, Values values) {
    boolean single = dataset.type() == ElementType.FLOAT32;
    // A fill value is compared in the width in which it is stored.
    double missing = fill == null ? 0 : single ? Float.parseFloat(fill) : Double.parseDouble(fill);
    for (int i = from; i < to; i++) {
      int at = (int) (rows[i] - firstRow);
      if (single && kind == Values.Kind.FLOAT) {
        float value = bytes.getFloat(at * Float.BYTES);
        values.floats()[i] = value;
        values.missing()[i] = fill != null && isFill(value, missing);
      } else {
        double value = Elements.number(dataset, bytes, at);
        values.doubles()[i] = scaled ? value * scale + offset : value;
        values.missing()[i] = fill != null && isFill(value, missing);
      }
    }
  }

  private static boolean isFill(double value, double fill) {
    return value == fill || (Double.isNaN(fill) && Double.isNaN(value));
  }

  private void gatherIntegers(
      ByteBuffer bytes, long[] rows, int from, int to, long firstRow, Values values) {
    Long missing = integerFill();
    for (int i = from; i < to; i++) {
      long value = Elements.integer(dataset, bytes, (int) (rows[i] - firstRow));
      values.missing()[i] = missing != null && value == missing;
      switch (kind) {
        case INT -> values.ints()[i] = (int) value;
        case LONG -> values.longs()[i] = value;
        case FLOAT -> values.floats()[i] = value;
        case DOUBLE -> values.doubles()[i] = scaled ? value * scale + offset : value;
        case TEXT -> throw new IllegalStateException(dataset.path() + " is no text");
      }
    }
  }

  /** The fill value's bits; {@code null} if none is declared or no element can have it. */
  private Long integerFill() {
    if (fill == null) {
      return null;
    }
    try {
      return dataset.type() == ElementType.UINT64
          ? Long.parseUnsignedLong(fill)
          : Long.parseLong(fill);
    } catch (NumberFormatException e) {
      double number = Double.parseDouble(fill);
      return number == Math.rint(number) && Math.abs(number) < 1L << 53
          ? (Long) (long) number
          : null;
    }
  }
}
