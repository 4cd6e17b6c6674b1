package org.groundtrack.exporter.arrange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;

/**
 * Writes points as bytes: arrays as they are in memory, so that {@link BlockInput} gives every bit
 * back; of texts each one once.
 */
final class BlockOutput {
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private BlockOutput() {}

  /** The bytes of some points, from position to limit. */
  static ByteBuffer of(KeyedPoints keyed) {
    BlockOutput out = new BlockOutput();
    PointTable points = keyed.points();
    int size = keyed.size();
    out.putInt(size);
    out.putInts(keyed.partitions(), size);
    out.putLongs(keyed.keys(), size);
    for (ColumnValues column : points.columns()) {
      if (column instanceof ListValues lists) {
        out.put(lists, size);
      } else {
        out.put((Values) column, size);
      }
    }
    return out.bytes.flip();
  }

  private void room(long count, int width) {
    long needed = bytes.position() + count * width;
    if (needed > bytes.capacity()) {
      int capacity = Math.toIntExact(Math.max(needed, Math.min(1L << 30, 2L * bytes.capacity())));
      bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
    }
  }

  private void advance(int count, int width) {
    bytes.position(bytes.position() + count * width);
  }

  private void putInt(int value) {
    room(1, Integer.BYTES);
    bytes.putInt(value);
  }

  private void putInts(int[] values, int size) {
    room(size, Integer.BYTES);
    bytes.asIntBuffer().put(values, 0, size);
    advance(size, Integer.BYTES);
  }

  private void putLongs(long[] values, int size) {
    room(size, Long.BYTES);
    bytes.asLongBuffer().put(values, 0, size);
    advance(size, Long.BYTES);
  }

  private void putFlags(boolean[] values, int size) {
    room(size, 1);
    for (int i = 0; i < size; i++) {
      bytes.put((byte) (values[i] ? 1 : 0));
    }
  }

  private void put(ListValues lists, int size) {
    int[] ends = new int[size];
    boolean[] missing = new boolean[size];
    for (int i = 0; i < size; i++) {
      ends[i] = lists.end(i);
      missing[i] = lists.isMissing(i);
    }
    putInts(ends, size);
    putFlags(missing, size);
    put(lists.elements(), size == 0 ? 0 : ends[size - 1]);
  }

  private void put(Values values, int size) {
    putFlags(values.missing(), size);
    switch (values.kind()) {
      case INT -> putInts(values.ints(), size);
      case LONG -> putLongs(values.longs(), size);
      case FLOAT -> {
        room(size, Float.BYTES);
        bytes.asFloatBuffer().put(values.floats(), 0, size);
        advance(size, Float.BYTES);
      }
      case DOUBLE -> {
        room(size, Double.BYTES);
        bytes.asDoubleBuffer().put(values.doubles(), 0, size);
        advance(size, Double.BYTES);
      }
      case TEXT -> putTexts(values.texts(), size);
    }
  }

  @SuppressWarnings("ReferenceEquality") // Others of the same text are found by their text.
  private void putTexts(String[] texts, int size) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> distinct = new ArrayList<>();
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      if (i > 0 && texts[i] == texts[i - 1]) {
        places[i] = places[i - 1];
      } else if (texts[i] == null) {
        places[i] = -1;
      } else {
        Integer number = numbers.putIfAbsent(texts[i], distinct.size());
        if (number == null) {
          number = distinct.size();
          distinct.add(texts[i]);
        }
        places[i] = number;
      }
    }
    putInt(distinct.size());
    for (String text : distinct) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      putInt(utf8.length);
      room(utf8.length, 1);
      bytes.put(utf8);
    }
    putInts(places, size);
  }
}
