package org.groundtrack.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeometryLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Encodes the pages of a column that has at most one value for each row, array by array: several
 * times as fast as Parquet's own writer, which is given value by value. For one thread.
 */
final class FlatColumnWriter {
  private static final int INITIAL_BYTES = 1 << 12;
  private static final int MAX_BYTES = 1 << 24;

  private final ColumnDescriptor column;
  private final PrimitiveType type;
  private final FlatValues values;
  private final PageBytes bytes;
  private final PageWriter out;

  /**
   * For a column.
   *
   * @param bytes to be used again and again
   * @param out takes the pages
   */
  FlatColumnWriter(ColumnDescriptor column, FlatValues values, PageBytes bytes, PageWriter out) {
    this.column = column;
    this.type = column.getPrimitiveType();
    this.values = values;
    this.bytes = bytes;
    this.out = out;
  }

  /**
   * How a column is written.
   *
   * @param pageRows rows of a page at most
   * @param dictionary whether a dictionary is tried
   * @param differences whether whole numbers without one are written as differences
   * @param bounds whether the least and the greatest value of each page are noted
   */
  record Form(int pageRows, boolean dictionary, boolean differences, boolean bounds) {}

  /** Writes all rows. */
  void write(int rows, Form form) throws IOException {
    Dictionary dictionary = form.dictionary() ? values.dictionary(rows) : null;
    for (int from = 0; from < rows; from += form.pageRows()) {
      page(from, Math.min(rows, from + form.pageRows()), form, dictionary);
    }
    if (dictionary != null) {
      out.writeDictionaryPage(dictionary.dictionaryPage());
    }
  }

  private void page(int from, int to, Form form, Dictionary dictionary) throws IOException {
    int present = values.present(from, to);
    bytes.reset();
    if (column.getMaxDefinitionLevel() > 0) {
      levels(from, to, present);
    } else if (present < to - from) {
      throw new IllegalArgumentException(
          "Column %s is required, and row %s or one after it has no value"
              .formatted(String.join(".", column.getPath()), from));
    }
    Encoding encoding = Encoding.PLAIN;
    BytesInput page;
    if (dictionary != null) {
      encoding = Encoding.PLAIN_DICTIONARY;
      codes(from, to, dictionary, present);
      page = bytes.input();
    } else if (form.differences() && values.wholeNumbers() != null) {
      encoding = Encoding.DELTA_BINARY_PACKED;
      page = BytesInput.concat(bytes.copy(), differences(from, to));
    } else {
      values.plain(bytes, from, to);
      page = bytes.input();
    }
    int rows = to - from;
    out.writePage(
        page,
        rows,
        rows,
        form.bounds() ? statistics(from, to, rows - present) : Statistics.noopStats(type),
        SizeStatistics.noopBuilder(type, 0, column.getMaxDefinitionLevel()).build(),
        type.getLogicalTypeAnnotation() instanceof GeometryLogicalTypeAnnotation
            ? values.geospatial(from, to)
            : null,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
  }

  /** Which rows have a value: runs of bits, after their length in bytes. */
  private void levels(int from, int to, int present) throws IOException {
    ByteBuffer start = bytes.room(Integer.BYTES);
    int at = start.position();
    start.putInt(0);
    if (present == to - from || present == 0) {
      run(to - from, present == 0 ? 0 : 1, 1);
    } else {
      hybrid(1, from, to, row -> values.has(row) ? 1 : 0, false);
    }
    bytes.room(0).putInt(at, bytes.size() - at - Integer.BYTES);
  }

  private void codes(int from, int to, Dictionary dictionary, int present) throws IOException {
    int width = dictionary.width();
    bytes.room(1).put((byte) width);
    int[] codes = dictionary.codes();
    int first = -1;
    boolean same = true;
    for (int i = from; i < to && same; i++) {
      if (values.has(i)) {
        first = first < 0 ? codes[i] : first;
        same = codes[i] == first;
      }
    }
    if (same) {
      if (present > 0) {
        run(present, first, width);
      }
    } else {
      hybrid(width, from, to, row -> codes[row], true);
    }
  }

  /** A run of the same number. */
  private void run(int count, int value, int width) {
    bytes.putVarint(count << 1);
    ByteBuffer to = bytes.room(Integer.BYTES);
    for (int bits = 0; bits < width; bits += Byte.SIZE) {
      to.put((byte) (value >>> bits));
    }
  }

  private interface Number {
    int of(int row);
  }

  private void hybrid(int width, int from, int to, Number number, boolean presentOnly)
      throws IOException {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, INITIAL_BYTES, MAX_BYTES, new HeapByteBufferAllocator())) {
      for (int i = from; i < to; i++) {
        if (!presentOnly || values.has(i)) {
          encoder.writeInt(number.of(i));
        }
      }
      byte[] encoded = encoder.toBytes().toByteArray();
      bytes.room(encoded.length).put(encoded);
    }
  }

  private BytesInput differences(int from, int to) throws IOException {
    Dictionary.Bits numbers = values.wholeNumbers();
    if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT32) {
      try (DeltaBinaryPackingValuesWriterForInteger writer =
          new DeltaBinaryPackingValuesWriterForInteger(
              INITIAL_BYTES, MAX_BYTES, new HeapByteBufferAllocator())) {
        for (int i = from; i < to; i++) {
          if (values.has(i)) {
            writer.writeInteger((int) numbers.of(i));
          }
        }
        return BytesInput.copy(writer.getBytes());
      }
    }
    try (DeltaBinaryPackingValuesWriterForLong writer =
        new DeltaBinaryPackingValuesWriterForLong(
            INITIAL_BYTES, MAX_BYTES, new HeapByteBufferAllocator())) {
      for (int i = from; i < to; i++) {
        if (values.has(i)) {
          writer.writeLong(numbers.of(i));
        }
      }
      return BytesInput.copy(writer.getBytes());
    }
  }

  private Statistics<?> statistics(int from, int to, int nulls) {
    Statistics<?> statistics = Statistics.createStats(type);
    statistics.incrementNumNulls(nulls);
    values.bounds(statistics, from, to);
    return statistics;
  }
}
