package org.groundtrack.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;

/** The values of a page, one after the other; missing ones have no place among them. */
abstract class PageValues {
  /**
   * Takes the next values.
   *
   * @param target an array of the column's type
   */
  abstract void read(Object target, int at, int count);

  /** Leaves out the next values. */
  abstract void skip(int count);

  /**
   * The values of a page.
   *
   * @param bytes of its values
   * @param count how many there are
   * @param dictionary of the column, or {@code null}
   */
  static PageValues of(
      ColumnDescriptor column,
      Encoding encoding,
      ByteBuffer bytes,
      int count,
      DictionaryValues dictionary)
      throws IOException {
    if (encoding.usesDictionary()) {
      if (dictionary == null) {
        throw new IllegalArgumentException("a page without its dictionary");
      }
      int width = count == 0 ? 0 : bytes.get();
      return new Indexed(dictionary, HybridRuns.decode(bytes, width, count));
    }
    int size =
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
          case INT32, FLOAT -> Integer.BYTES;
          case INT64, DOUBLE -> Long.BYTES;
          default -> 0;
        };
    if (encoding == Encoding.PLAIN && size > 0) {
      return new Plain(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), size);
    }
    ValuesReader reader = encoding.getValuesReader(column, ValuesType.VALUES);
    reader.initFromPage(count, ByteBufferInputStream.wrap(bytes));
    return new Other(reader);
  }

  /** Places in a dictionary. */
  private static final class Indexed extends PageValues {
    private final DictionaryValues dictionary;
    private final int[] places;
    private int next;

    Indexed(DictionaryValues dictionary, int[] places) {
      this.dictionary = dictionary;
      this.places = places;
    }

    @Override
    void read(Object target, int at, int count) {
      dictionary.read(places, next, count, target, at);
      next += count;
    }

    @Override
    void skip(int count) {
      next += count;
    }
  }

  /** Numbers as they are. */
  private static final class Plain extends PageValues {
    private final ByteBuffer bytes;
    private final int size;

    Plain(ByteBuffer bytes, int size) {
      this.bytes = bytes;
      this.size = size;
    }

    @Override
    void read(Object target, int at, int count) {
      if (target instanceof long[] longs) {
        bytes.asLongBuffer().get(longs, at, count);
      } else if (target instanceof int[] ints) {
        bytes.asIntBuffer().get(ints, at, count);
      } else if (target instanceof float[] floats) {
        bytes.asFloatBuffer().get(floats, at, count);
      } else {
        bytes.asDoubleBuffer().get((double[]) target, at, count);
      }
      skip(count);
    }

    @Override
    void skip(int count) {
      bytes.position(bytes.position() + count * size);
    }
  }

  /** Values in any other way that Parquet knows, and texts. */
  private static final class Other extends PageValues {
    private final ValuesReader reader;
    private byte[] bytes = {};
    private String text = "";

    Other(ValuesReader reader) {
      this.reader = reader;
    }

    @Override
    void read(Object target, int at, int count) {
      for (int i = at; i < at + count; i++) {
        if (target instanceof long[] longs) {
          longs[i] = reader.readLong();
        } else if (target instanceof int[] ints) {
          ints[i] = reader.readInteger();
        } else if (target instanceof float[] floats) {
          floats[i] = reader.readFloat();
        } else if (target instanceof double[] doubles) {
          doubles[i] = reader.readDouble();
        } else if (target instanceof String[] texts) {
          texts[i] = text(reader.readBytes().getBytesUnsafe());
        } else {
          ((byte[][]) target)[i] = reader.readBytes().getBytes();
        }
      }
    }

    /** A text; neighbours are often the same. */
    private String text(byte[] next) {
      if (!Arrays.equals(bytes, next)) {
        bytes = next.clone();
        text = new String(next, StandardCharsets.UTF_8);
      }
      return text;
    }

    @Override
    void skip(int count) {
      for (int i = 0; i < count; i++) {
        reader.skip();
      }
    }
  }
}
