package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import org.groundtrack.codec.Elements;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.Slice;

/**
 * Takes the values of chosen rows out of a dataset: fill values become missing, scaled integers
 * become numbers.
 */
final class ValueGatherer {
  private final Dataset dataset;
  private final Slice.Elements elements;
  private final Values.Kind kind;
  private final double scale;
  private final double offset;
  private final boolean scaled;
  private final String fill;

  /**
   * @param granule name for messages
   * @param elements that are taken of each row
   * @param type of the output column, which all values of the dataset fit
   */
  ValueGatherer(String granule, Dataset dataset, Slice.Elements elements, ElementType type) {
    this.elements = elements;
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
   * Gathers elements of rows: those of the first row, then those of the next.
   *
   * @param rows best ascending; they may repeat
   */
  Values gather(RowReader reader, long[] rows) {
    Values values = new Values(kind, Math.multiplyExact(rows.length, elements.count()));
    int done = 0;
    while (done < rows.length && elements.count() > 0) {
      ByteBuffer bytes = reader.block(rows[done]);
      int end = done + 1;
      while (end < rows.length && rows[end] >= reader.firstRow() && rows[end] < reader.endRow()) {
        end++;
      }
      Block block = new Block(bytes, reader, rows, done, end);
      switch (dataset.type()) {
        case STRING -> gatherTexts(block, values);
        case FLOAT32, FLOAT64 -> gatherFloats(block, values);
        default -> gatherIntegers(block, values);
      }
      done = end;
    }
    return values;
  }

  /** Rows {@code from} to {@code to} of the list, all of them in one block. */
  private final class Block {
    private final ByteBuffer bytes;
    private final long[] rows;
    private final int from;
    private final int to;
    private final long firstRow;
    private final int rowStride;
    private final int elementStride;

    Block(ByteBuffer bytes, RowReader reader, long[] rows, int from, int to) {
      this.bytes = bytes;
      this.rows = rows;
      this.from = from;
      this.to = to;
      this.firstRow = reader.firstRow();
      this.rowStride = reader.rowStride();
      this.elementStride = reader.elementStride();
    }

    /** Where the first wanted element of a row is. */
    int start(int i) {
      return (int) (rows[i] - firstRow) * rowStride + elements.first() * elementStride;
    }

    /** From one wanted element to the next. */
    int step() {
      return elements.step() * elementStride;
    }
  }

  private void gatherTexts(Block block, Values values) {
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        values.texts()[out] = Elements.text(dataset, block.bytes, at);
        values.missing()[out] = values.texts()[out].equals(fill);
      }
    }
  }

  private void gatherFloats(Block block, Values values) {
    boolean single = dataset.type() == ElementType.FLOAT32;
    // A fill value is compared in the width in which it is stored.
    double missing = fill == null ? 0 : single ? Float.parseFloat(fill) : Double.parseDouble(fill);
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        if (single && kind == Values.Kind.FLOAT) {
          float value = block.bytes.getFloat(at * Float.BYTES);
          values.floats()[out] = value;
          values.missing()[out] = fill != null && isFill(value, missing);
        } else {
          double value = Elements.number(dataset, block.bytes, at);
          values.doubles()[out] = scaled ? value * scale + offset : value;
          values.missing()[out] = fill != null && isFill(value, missing);
        }
      }
    }
  }

  private static boolean isFill(double value, double fill) {
    return value == fill || (Double.isNaN(fill) && Double.isNaN(value));
  }

  private void gatherIntegers(Block block, Values values) {
    Long missing = integerFill();
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        long value = Elements.integer(dataset, block.bytes, at);
        values.missing()[out] = missing != null && value == missing;
        switch (kind) {
          case INT -> values.ints()[out] = (int) value;
          case LONG -> values.longs()[out] = value;
          case FLOAT -> values.floats()[out] = value;
          case DOUBLE -> values.doubles()[out] = scaled ? value * scale + offset : value;
          case TEXT -> throw new IllegalStateException(dataset.path() + " is no text");
        }
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
