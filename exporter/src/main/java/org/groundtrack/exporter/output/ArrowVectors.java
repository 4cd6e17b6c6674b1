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

  /** Bytes of texts that are copied at once. */
  private static final int COPIED_BYTES = 1 << 16;

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
    int whole = missing == null ? count / Byte.SIZE : 0;
    bits.setOne(0, whole);
    bits.setZero(whole, bits.capacity() - whole);
    for (int at = whole; at * (long) Byte.SIZE < count; at++) {
      int set = 0;
      int first = at * Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE && bit < count - first; bit++) {
        set |= missing != null && missing[from + first + bit] ? 0 : 1 << bit;
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
    int longest = 0;
    long total = 0;
    for (int i = from; i < to; i++) {
      boolean there = missing == null || !missing[i];
      // Neighbours mostly are the same object.
      if (there && texts[i] != last) {
        last = texts[i];
        bytes = last.getBytes(StandardCharsets.UTF_8);
        longest = Math.max(longest, bytes.length);
      }
      encoded[i - from] = there ? bytes : none;
      total += encoded[i - from].length;
    }
    vector.allocateNew(total, to - from);
    validity(vector.getValidityBuffer(), missing, from, to);
    put(encoded, Math.max(longest, COPIED_BYTES), vector.getOffsetBuffer(), vector.getDataBuffer());
    vector.setLastSet(encoded.length - 1);
  }

  /** Puts texts one after the other: a call to a buffer for each takes longer than the copy. */
  private static void put(byte[][] texts, int room, ArrowBuf offsets, ArrowBuf data) {
    byte[] joined = new byte[room];
    int held = 0;
    int end = 0;
    offsets.setInt(0, 0);
    for (int i = 0; i < texts.length; i++) {
      byte[] text = texts[i];
      if (room - held < text.length) {
        data.setBytes(end - held, joined, 0, held);
        held = 0;
      }
      System.arraycopy(text, 0, joined, held, text.length);
      held += text.length;
      end += text.length;
      offsets.setInt((i + 1L) * VarCharVector.OFFSET_WIDTH, end);
    }
    data.setBytes(end - held, joined, 0, held);
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
