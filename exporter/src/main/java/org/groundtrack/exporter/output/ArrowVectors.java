package org.groundtrack.exporter.output;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.Values;

/**
 * Fills Arrow's vectors from columns, array by array: value by value, as vectors are set, it takes
 * several times as long.
 */
public final class ArrowVectors {
  /** Elements that are copied at once: a Java buffer has no more than 2 GiB. */
  private static final int PIECE = 1 << 24;

  private ArrowVectors() {}

  /**
   * Puts values into a vector of their field's type, from its beginning.
   *
   * @param from the first point
   * @param to after the last point
   */
  public static void fill(FieldVector vector, ColumnValues values, int from, int to) {
    vector.reset();
    if (values instanceof ListValues lists) {
      lists((ListVector) vector, lists, from, to);
    } else {
      scalars(vector, (Values) values, from, to);
    }
  }

  private static void scalars(FieldVector vector, Values values, int from, int to) {
    if (vector instanceof VarCharVector texts) {
      texts(texts, values, from, to);
    } else if (vector instanceof BaseFixedWidthVector fixed) {
      fixed.allocateNew(to - from);
      validity(fixed.getValidityBuffer(), values.missingOrNull(), from, to);
      for (int at = from; at < to; at += PIECE) {
        numbers(fixed, values, at - from, at, Math.min(PIECE, to - at));
      }
    } else {
      throw new IllegalStateException("No values for " + vector.getField());
    }
    vector.setValueCount(to - from);
  }

  /** A bit for each value that is there. */
  private static void validity(ArrowBuf bits, boolean[] missing, int from, int to) {
    int count = to - from;
    int bytes = (count + Byte.SIZE - 1) / Byte.SIZE;
    bits.setZero(0, bits.capacity());
    for (int at = 0; at < bytes; at++) {
      int set = 0;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        int i = at * Byte.SIZE + bit;
        set |= i < count && (missing == null || !missing[from + i]) ? 1 << bit : 0;
      }
      bits.setByte(at, set);
    }
  }

  /** Copies so many numbers from {@code from} on to {@code to} on. */
  private static void numbers(
      BaseFixedWidthVector vector, Values values, int to, int from, int count) {
    int width = vector.getTypeWidth();
    ByteBuffer bytes =
        vector
            .getDataBuffer()
            .nioBuffer((long) to * width, count * width)
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (values.kind()) {
      case FLOAT -> bytes.asFloatBuffer().put(values.floats(), from, count);
      case DOUBLE -> bytes.asDoubleBuffer().put(values.doubles(), from, count);
      case LONG -> longs(bytes, values.longs(), from, count, width);
      case INT -> ints(bytes, values.ints(), from, count, width);
      case TEXT -> throw new IllegalStateException("Texts for " + vector.getField());
    }
  }

  private static void longs(ByteBuffer bytes, long[] longs, int from, int count, int width) {
    if (width == Long.BYTES) {
      bytes.asLongBuffer().put(longs, from, count);
    } else {
      // 32-bit unsigned values are held in 64 bits here.
      for (int i = 0; i < count; i++) {
        bytes.putInt(i * Integer.BYTES, (int) longs[from + i]);
      }
    }
  }

  private static void ints(ByteBuffer bytes, int[] ints, int from, int count, int width) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          bytes.put(i, (byte) ints[from + i]);
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          bytes.putShort(i * Short.BYTES, (short) ints[from + i]);
        }
      }
      default -> bytes.asIntBuffer().put(ints, from, count);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Another object of the same text is encoded again.
  private static void texts(VarCharVector vector, Values values, int from, int to) {
    String[] texts = values.texts();
    boolean[] missing = values.missingOrNull();
    byte[] none = new byte[0];
    byte[][] encoded = new byte[to - from][];
    String last = null;
    byte[] bytes = none;
    long total = 0;
    for (int i = from; i < to; i++) {
      boolean there = missing == null || !missing[i];
      // Neighbours mostly are the same object.
      if (there && texts[i] != last) {
        last = texts[i];
        bytes = last.getBytes(StandardCharsets.UTF_8);
      }
      encoded[i - from] = there ? bytes : none;
      total += encoded[i - from].length;
    }
    vector.allocateNew(total, to - from);
    validity(vector.getValidityBuffer(), missing, from, to);
    ArrowBuf offsets = vector.getOffsetBuffer();
    ArrowBuf data = vector.getDataBuffer();
    int end = 0;
    offsets.setInt(0, 0);
    for (int i = 0; i < encoded.length; i++) {
      data.setBytes(end, encoded[i]);
      end += encoded[i].length;
      offsets.setInt((i + 1L) * VarCharVector.OFFSET_WIDTH, end);
    }
    vector.setLastSet(encoded.length - 1);
  }

  private static void lists(ListVector vector, ListValues lists, int from, int to) {
    int first = lists.start(from);
    int last = to == from ? first : lists.end(to - 1);
    vector.setInitialCapacity(to - from);
    vector.allocateNew();
    scalars(vector.getDataVector(), lists.elements(), first, last);
    validity(vector.getValidityBuffer(), lists.missing(), from, to);
    ArrowBuf offsets = vector.getOffsetBuffer();
    offsets.setInt(0, 0);
    for (int i = from; i < to; i++) {
      offsets.setInt((i - from + 1L) * ListVector.OFFSET_WIDTH, lists.end(i) - first);
    }
    vector.setLastSet(to - from - 1);
    vector.setValueCount(to - from);
  }
}
