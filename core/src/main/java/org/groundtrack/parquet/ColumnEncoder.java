package org.groundtrack.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.LogicalTypeAnnotation.GeometryLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Encodes the pages of a column, array by array: several times as fast as Parquet's own writer,
 * which is given value by value. For one thread.
 */
final class ColumnEncoder {
  private static final int INITIAL_BYTES = 1 << 12;
  private static final int MAX_BYTES = 1 << 24;

  /** A page of more than one row has no more bytes, about: it is decoded as a whole. */
  private static final int PAGE_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final PrimitiveType type;
  private final FlatValues values;
  private final Lists lists;
  private final PageBytes bytes;
  private final PageWriter out;
  private int[] numbers = new int[0];

  /**
   * For a column.
   *
   * @param bytes to be used again and again
   * @param out takes the pages
   */
  ColumnEncoder(ColumnDescriptor column, ColumnData data, PageBytes bytes, PageWriter out) {
    this.column = column;
    this.type = column.getPrimitiveType();
    this.values = data.values();
    this.lists = data.lists();
    this.bytes = bytes;
    this.out = out;
    if (lists == null ? column.getMaxRepetitionLevel() > 0 : column.getMaxRepetitionLevel() != 1) {
      throw new IllegalArgumentException(
          "Column %s and its values are not both lists".formatted(name()));
    }
  }

  private String name() {
    return String.join(".", column.getPath());
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
    int elements = lists == null || rows == 0 ? rows : lists.end(rows - 1);
    Dictionary dictionary = form.dictionary() ? values.dictionary(elements) : null;
    for (int from = 0; from < rows; ) {
      int to = pageEnd(from, Math.min(rows, from + form.pageRows()));
      page(from, to, form, dictionary);
      from = to;
    }
    if (dictionary != null) {
      out.writeDictionaryPage(dictionary.dictionaryPage());
    }
  }

  private int pageEnd(int from, int most) {
    int width = values.width();
    if (width > 0 && lists == null) {
      return Math.min(most, from + PAGE_BYTES / width);
    }
    long held = 0;
    for (int row = from; row < most; row++) {
      held += rowBytes(row, width);
      if (held > PAGE_BYTES) {
        return Math.max(row, from + 1);
      }
    }
    return most;
  }

  private long rowBytes(int row, int width) {
    if (lists == null) {
      return values.bytes(row);
    }
    if (width > 0) {
      return 1 + (lists.end(row) - lists.start(row)) * (long) width;
    }
    long held = 1;
    for (int i = lists.start(row); i < lists.end(row); i++) {
      held += values.bytes(i);
    }
    return held;
  }

  private void page(int fromRow, int toRow, Form form, Dictionary dictionary) throws IOException {
    int from = lists == null ? fromRow : lists.start(fromRow);
    int to = lists == null ? toRow : lists.end(toRow - 1);
    int entries = lists == null ? to - from : lists.entries(fromRow, toRow);
    int present = values.present(from, to);
    bytes.reset();
    if (lists != null) {
      repetitions(fromRow, toRow, entries);
    }
    if (column.getMaxDefinitionLevel() > 0) {
      definitions(fromRow, toRow, entries, present);
    } else if (present < to - from) {
      throw new IllegalArgumentException(
          "Column %s is required, and row %s or one after it has no value"
              .formatted(name(), fromRow));
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
    out.writePage(
        page,
        entries,
        toRow - fromRow,
        form.bounds() ? statistics(from, to, entries - present) : Statistics.noopStats(type),
        SizeStatistics.noopBuilder(
                type, column.getMaxRepetitionLevel(), column.getMaxDefinitionLevel())
            .build(),
        type.getLogicalTypeAnnotation() instanceof GeometryLogicalTypeAnnotation
            ? values.geospatial(type, from, to)
            : null,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
  }

  private interface Levels {
    void write();
  }

  /** Runs of levels, after their length in bytes. */
  private void levels(Levels levels) {
    ByteBuffer start = bytes.room(Integer.BYTES);
    int at = start.position();
    start.putInt(0);
    levels.write();
    bytes.room(0).putInt(at, bytes.size() - at - Integer.BYTES);
  }

  /** Room for a number of each entry of a page. */
  private int[] numbers(int count) {
    if (numbers.length < count) {
      numbers = new int[count];
    }
    return numbers;
  }

  /** 0 for the first entry of a row, 1 for each further element of its list. */
  private void repetitions(int fromRow, int toRow, int entries) {
    if (entries == toRow - fromRow) {
      levels(() -> HybridOutput.run(bytes, entries, 0, 1));
      return;
    }
    int[] further = numbers(entries);
    Arrays.fill(further, 0, entries, 1);
    int at = 0;
    for (int row = fromRow; row < toRow; row++) {
      further[at] = 0;
      at += Math.max(1, lists.end(row) - lists.start(row));
    }
    levels(() -> HybridOutput.write(bytes, further, 0, entries, 1));
  }

  /**
   * How much of an entry is there: of a flat column 0 for none and 1 for a value; of optional lists
   * of optional elements 0 for no list, 1 for an empty one, 2 for an element that is missing, 3 for
   * one that is there; of required ones 0 for an empty list and 1 for an element.
   */
  private void definitions(int fromRow, int toRow, int entries, int present) {
    int most = column.getMaxDefinitionLevel();
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(most);
    if (present == entries) {
      levels(() -> HybridOutput.run(bytes, entries, most, width));
      return;
    }
    int[] held = numbers(entries);
    if (lists == null) {
      for (int row = fromRow; row < toRow; row++) {
        held[row - fromRow] = values.has(row) ? most : 0;
      }
    } else {
      listDefinitions(held, fromRow, toRow, most);
    }
    levels(() -> HybridOutput.write(bytes, held, 0, entries, width));
  }

  private void listDefinitions(int[] held, int fromRow, int toRow, int most) {
    int at = 0;
    for (int row = fromRow; row < toRow; row++) {
      if (lists.isEmpty(row)) {
        held[at++] = lists.isMissing(row) || most == 1 ? 0 : 1;
      }
      for (int i = lists.start(row); i < lists.end(row); i++) {
        held[at++] = values.has(i) ? most : most - 1;
      }
    }
  }

  private void codes(int from, int to, Dictionary dictionary, int present) {
    int width = dictionary.width();
    bytes.room(1).put((byte) width);
    int[] codes = dictionary.codes();
    int first = from;
    int end = to;
    if (present < to - from) {
      int[] held = numbers(present);
      int count = 0;
      for (int i = from; i < to; i++) {
        if (values.has(i)) {
          held[count++] = codes[i];
        }
      }
      codes = held;
      first = 0;
      end = count;
    }
    HybridOutput.write(bytes, codes, first, end, width);
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
