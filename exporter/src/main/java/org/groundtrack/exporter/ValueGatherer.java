package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.groundtrack.codec.Elements;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.Unpacking;
import org.groundtrack.rows.HeapTexts;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.Slice;

/**
 * Takes the values of chosen rows out of a dataset: fill values become missing, scaled integers
 * become numbers.
 */
final class ValueGatherer {
  private final Dataset dataset;
  private final HeapTexts heap;
  private final Slice.Elements elements;
  private final Values.Kind kind;
  private final Unpacking unpacking;
  private final FillValues fill;

  /**
   * @param heap where the texts of variable-length strings are
   * @param elements that are taken of each row
   * @param type of the output column, which all values of the dataset fit
   */
  ValueGatherer(HeapTexts heap, Dataset dataset, Slice.Elements elements, ElementType type) {
    this.heap = heap;
    this.elements = elements;
    this.dataset = dataset;
    this.kind = Values.Kind.of(type);
    this.unpacking = Unpacking.of(dataset);
    this.fill = FillValues.of(dataset);
  }

  /**
   * Gathers elements of rows: those of the first row, then those of the next.
   *
   * @param rows in any order; they may repeat
   */
  Values gather(RowReader reader, long[] rows) {
    for (int i = 1; i < rows.length; i++) {
      if (rows[i] < rows[i - 1]) {
        return gatherSorted(reader, rows);
      }
    }
    return gatherAscending(reader, rows);
  }

  /** Each chunk is decoded once, whatever the order of the rows. */
  private Values gatherSorted(RowReader reader, long[] rows) {
    long[] sorted = Arrays.stream(rows).sorted().distinct().toArray();
    int count = elements.count();
    int[] places = new int[Math.multiplyExact(rows.length, count)];
    for (int i = 0; i < rows.length; i++) {
      int place = Arrays.binarySearch(sorted, rows[i]);
      for (int k = 0; k < count; k++) {
        places[i * count + k] = place * count + k;
      }
    }
    return gatherAscending(reader, sorted).spread(places);
  }

  private Values gatherAscending(RowReader reader, long[] rows) {
    Values values = new Values(kind, Math.multiplyExact(rows.length, elements.count()));
    boolean elsewhere = dataset.type() == ElementType.VLEN_STRING;
    byte[] pointers =
        new byte[elsewhere ? Math.multiplyExact(values.size(), dataset.elementBytes()) : 0];
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
        case VLEN_STRING -> gatherPointers(block, pointers);
        case FLOAT32, FLOAT64 -> gatherFloats(block, values);
        default -> gatherIntegers(block, values);
      }
      done = end;
    }
    if (elsewhere) {
      resolve(pointers, values);
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
        values.missing()[out] = fill.hold(values.texts()[out]);
      }
    }
  }

  private void gatherPointers(Block block, byte[] pointers) {
    int bytes = dataset.elementBytes();
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        block.bytes.get(at * bytes, pointers, out * bytes, bytes);
      }
    }
  }

  private void resolve(byte[] pointers, Values values) {
    String[] texts = heap.read(dataset.path(), pointers);
    for (int i = 0; i < texts.length; i++) {
      values.texts()[i] = texts[i];
      values.missing()[i] = texts[i] == null || fill.hold(texts[i]);
    }
  }

  private void gatherFloats(Block block, Values values) {
    boolean narrow =
        dataset.type() == ElementType.FLOAT32 && kind == Values.Kind.FLOAT && !unpacking.changes();
    boolean filled = fill.exist();
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        if (narrow) {
          float value = block.bytes.getFloat(at * Float.BYTES);
          values.floats()[out] = value;
          values.missing()[out] = filled && fill.hold(value);
        } else {
          double value = Elements.number(dataset, block.bytes, at);
          values.missing()[out] = filled && fill.hold(value);
          put(values, out, value);
        }
      }
    }
  }

  private void put(Values values, int out, double stored) {
    double value = unpacking.changes() ? unpacking.value(stored) : stored;
    if (kind == Values.Kind.FLOAT) {
      values.floats()[out] = (float) value;
    } else {
      values.doubles()[out] = value;
    }
  }

  private void gatherIntegers(Block block, Values values) {
    boolean filled = fill.exist();
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        long value = Elements.integer(dataset, block.bytes, at);
        values.missing()[out] = filled && fill.hold(value);
        switch (kind) {
          case INT -> values.ints()[out] = (int) value;
          case LONG -> values.longs()[out] = value;
          case FLOAT, DOUBLE -> put(values, out, Elements.number(dataset, block.bytes, at));
          case TEXT -> throw new IllegalStateException(dataset.path() + " is no text");
        }
      }
    }
  }
}
