package org.groundtrack.exporter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.groundtrack.codec.ElementArrays;
import org.groundtrack.codec.Elements;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.granule.FillValues;
import org.groundtrack.granule.StoredText;
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
        default -> gatherNumbers(block, values);
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
    private final String granule;
    private final ByteBuffer bytes;
    private final long[] rows;
    private final int from;
    private final int to;
    private final long firstRow;
    private final int rowStride;
    private final int elementStride;

    Block(ByteBuffer bytes, RowReader reader, long[] rows, int from, int to) {
      this.granule = reader.granule();
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

    /** Where the first wanted element is if all others follow it one by one, else -1. */
    int consecutive() {
      int count = elements.count();
      boolean rowsFollow = rows[to - 1] - rows[from] == to - 1 - from;
      boolean elementsFollow = rowStride == count && (count == 1 || step() == 1);
      // Ascending rows that span as many as they are may still repeat.
      for (int i = from + 1; i < to && rowsFollow && elementsFollow; i++) {
        rowsFollow = rows[i] == rows[i - 1] + 1;
      }
      return rowsFollow && elementsFollow ? start(from) : -1;
    }

    /** Where all wanted elements are. */
    int[] places() {
      int count = elements.count();
      int[] places = new int[(to - from) * count];
      int out = 0;
      for (int i = from; i < to; i++) {
        int at = start(i);
        for (int k = 0; k < count; k++, at += step()) {
          places[out++] = at;
        }
      }
      return places;
    }
  }

  private void gatherTexts(Block block, Values values) {
    int out = block.from * elements.count();
    for (int i = block.from; i < block.to; i++) {
      int at = block.start(i);
      for (int k = 0; k < elements.count(); k++, at += block.step(), out++) {
        values.texts()[out] = text(block, at);
        if (fill.hold(values.texts()[out])) {
          values.missing()[out] = true;
        }
      }
    }
  }

  private String text(Block block, int at) {
    String text = Elements.utf8OrNull(dataset, block.bytes, at);
    if (text == null) {
      byte[] stored = new byte[dataset.elementBytes()];
      block.bytes.get(at * stored.length, stored);
      throw StoredText.notUtf8(block.granule, dataset.path(), stored);
    }
    return text;
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
      if (texts[i] == null || fill.hold(texts[i])) {
        values.missing()[i] = true;
      }
    }
  }

  private void gatherNumbers(Block block, Values values) {
    ElementType type = dataset.type();
    int from = block.from * elements.count();
    int to = block.to * elements.count();
    int first = block.consecutive();
    int count = to - from;
    ByteBuffer bytes = block.bytes;
    if (kind == Values.Kind.INT && ElementArrays.areInts(type)) {
      if (first >= 0) {
        ElementArrays.ints(type, bytes, first, count, values.ints(), from);
      } else {
        ElementArrays.ints(type, bytes, block.places(), values.ints(), from);
      }
      fill.mark(values.ints(), from, to, values::missing);
    } else if (kind == Values.Kind.LONG && ElementArrays.areLongs(type)) {
      if (first >= 0) {
        ElementArrays.longs(type, bytes, first, count, values.longs(), from);
      } else {
        ElementArrays.longs(type, bytes, block.places(), values.longs(), from);
      }
      fill.mark(values.longs(), from, to, values::missing);
    } else if (kind == Values.Kind.FLOAT && type == ElementType.FLOAT32 && !unpacking.changes()) {
      if (first >= 0) {
        ElementArrays.floats(bytes, first, count, values.floats(), from);
      } else {
        ElementArrays.floats(bytes, block.places(), values.floats(), from);
      }
      fill.mark(values.floats(), from, to, values::missing);
    } else if (kind == Values.Kind.DOUBLE && type == ElementType.FLOAT64) {
      if (first >= 0) {
        ElementArrays.doubles(bytes, first, count, values.doubles(), from);
      } else {
        ElementArrays.doubles(bytes, block.places(), values.doubles(), from);
      }
      fill.mark(values.doubles(), from, to, values::missing);
      unpack(values.doubles(), from, to);
    } else {
      gatherOthers(block, values);
    }
  }

  private void unpack(double[] values, int from, int to) {
    if (unpacking.changes()) {
      for (int i = from; i < to; i++) {
        values[i] = unpacking.value(values[i]);
      }
    }
  }

  /** Numbers that are held in a wider type than theirs, or scaled. */
  private void gatherOthers(Block block, Values values) {
    boolean filled = fill.exist();
    boolean whole = dataset.type().isInteger();
    int[] places = block.places();
    int out = block.from * elements.count();
    for (int i = 0; i < places.length; i++, out++) {
      if (whole) {
        long value = Elements.integer(dataset, block.bytes, places[i]);
        values.missing()[out] = filled && fill.hold(value);
        switch (kind) {
          case INT -> values.ints()[out] = (int) value;
          case LONG -> values.longs()[out] = value;
          case FLOAT, DOUBLE -> put(values, out, Elements.number(dataset, block.bytes, places[i]));
          case TEXT -> throw new IllegalStateException(dataset.path() + " is no text");
        }
      } else {
        double value = Elements.number(dataset, block.bytes, places[i]);
        values.missing()[out] = filled && fill.hold(value);
        put(values, out, value);
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
}
