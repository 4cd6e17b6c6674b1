package org.groundtrack.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.values.ValuesReader;

/**
 * A data page, decoded as far as its levels.
 *
 * @param count of entries: values and places where there is none
 * @param repetition level of each entry, or {@code null} if all are 0: 0 begins a row
 * @param definition level of each entry, or {@code null} if all have a value
 * @param present number of values
 */
record PageDecoder(int count, int[] repetition, int[] definition, int present, PageValues values) {

  /**
   * Decodes a page.
   *
   * @param dictionary of the column, or {@code null}
   */
  static PageDecoder of(ColumnDescriptor column, DataPage page, DictionaryValues dictionary)
      throws IOException {
    int count = page.getValueCount();
    int[] repetition;
    int[] definition;
    ByteBuffer bytes;
    Encoding encoding;
    if (page instanceof DataPageV1 first) {
      bytes = first.getBytes().toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
      encoding = first.getValueEncoding();
      repetition =
          levels(
              column,
              first.getRlEncoding(),
              ValuesType.REPETITION_LEVEL,
              column.getMaxRepetitionLevel(),
              bytes,
              count);
      definition =
          levels(
              column,
              first.getDlEncoding(),
              ValuesType.DEFINITION_LEVEL,
              column.getMaxDefinitionLevel(),
              bytes,
              count);
    } else {
      DataPageV2 second = (DataPageV2) page;
      bytes = second.getData().toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
      encoding = second.getDataEncoding();
      repetition =
          levels(
              column.getMaxRepetitionLevel(), second.getRepetitionLevels().toByteBuffer(), count);
      definition =
          levels(
              column.getMaxDefinitionLevel(), second.getDefinitionLevels().toByteBuffer(), count);
    }
    int present = count;
    if (definition != null) {
      present = 0;
      for (int level : definition) {
        present += level == column.getMaxDefinitionLevel() ? 1 : 0;
      }
    }
    return new PageDecoder(
        count,
        repetition,
        definition,
        present,
        PageValues.of(column, encoding, bytes, present, dictionary));
  }

  /** Levels at the beginning of a page's bytes; {@code bytes} is moved behind them. */
  private static int[] levels(
      ColumnDescriptor column,
      Encoding encoding,
      ValuesType type,
      int most,
      ByteBuffer bytes,
      int count)
      throws IOException {
    if (most == 0) {
      return null;
    }
    if (encoding == Encoding.RLE) {
      int length = bytes.getInt();
      ByteBuffer own = bytes.slice().limit(length);
      bytes.position(bytes.position() + length);
      return levels(most, own, count);
    }
    // Files of old writers.
    ValuesReader reader = encoding.getValuesReader(column, type);
    ByteBufferInputStream stream = ByteBufferInputStream.wrap(bytes.slice());
    reader.initFromPage(count, stream);
    bytes.position(bytes.position() + Math.toIntExact(stream.position()));
    int[] levels = new int[count];
    for (int i = 0; i < count; i++) {
      levels[i] = reader.readInteger();
    }
    return levels;
  }

  private static int[] levels(int most, ByteBuffer bytes, int count) {
    return most == 0
        ? null
        : HybridRuns.decode(bytes, Integer.SIZE - Integer.numberOfLeadingZeros(most), count);
  }
}
