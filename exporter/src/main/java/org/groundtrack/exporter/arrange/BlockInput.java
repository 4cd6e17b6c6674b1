package org.groundtrack.exporter.arrange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;

/** Reads what {@link BlockOutput} wrote. */
final class BlockInput {
  private final ByteBuffer bytes;

  private BlockInput(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * Points of some columns.
   *
   * @param bytes in little-endian order
   */
  static KeyedPoints read(ByteBuffer bytes, PointSchema schema) {
    BlockInput in = new BlockInput(bytes);
    int size = bytes.getInt();
    int[] partitions = in.ints(size);
    long[] keys = in.longs(size);
    List<ColumnValues> columns = new ArrayList<>();
    for (PointColumn column : schema.columns()) {
      Values.Kind kind = Values.Kind.of(column.type());
      columns.add(column.list() ? in.lists(kind, size) : in.values(kind, size));
    }
    return new KeyedPoints(partitions, keys, new PointTable(schema, size, columns));
  }

  private void advance(int count, int width) {
    bytes.position(bytes.position() + count * width);
  }

  private int[] ints(int size) {
    int[] values = new int[size];
    bytes.asIntBuffer().get(values);
    advance(size, Integer.BYTES);
    return values;
  }

  private long[] longs(int size) {
    long[] values = new long[size];
    bytes.asLongBuffer().get(values);
    advance(size, Long.BYTES);
    return values;
  }

  private void flags(boolean[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = bytes.get() != 0;
    }
  }

  private ListValues lists(Values.Kind kind, int size) {
    int[] ends = ints(size);
    boolean[] missing = new boolean[size];
    flags(missing);
    return new ListValues(values(kind, size == 0 ? 0 : ends[size - 1]), ends, missing);
  }

  private Values values(Values.Kind kind, int size) {
    Values values = new Values(kind, size);
    flags(values.missing());
    switch (kind) {
      case INT -> {
        bytes.asIntBuffer().get(values.ints());
        advance(size, Integer.BYTES);
      }
      case LONG -> {
        bytes.asLongBuffer().get(values.longs());
        advance(size, Long.BYTES);
      }
      case FLOAT -> {
        bytes.asFloatBuffer().get(values.floats());
        advance(size, Float.BYTES);
      }
      case DOUBLE -> {
        bytes.asDoubleBuffer().get(values.doubles());
        advance(size, Double.BYTES);
      }
      case TEXT -> texts(values.texts());
    }
    return values;
  }

  private void texts(String[] into) {
    String[] distinct = new String[bytes.getInt()];
    for (int i = 0; i < distinct.length; i++) {
      byte[] utf8 = new byte[bytes.getInt()];
      bytes.get(utf8);
      distinct[i] = new String(utf8, StandardCharsets.UTF_8);
    }
    int[] places = ints(into.length);
    for (int i = 0; i < into.length; i++) {
      into[i] = places[i] < 0 ? null : distinct[places[i]];
    }
  }
}
