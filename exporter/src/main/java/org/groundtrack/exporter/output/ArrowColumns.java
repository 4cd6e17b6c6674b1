package org.groundtrack.exporter.output;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;

/** Columns of points as Arrow has them. */
public final class ArrowColumns {
  private ArrowColumns() {}

  /** Name, type, units and description of a column. */
  public static Field field(PointColumn column) {
    Map<String, String> metadata = new TreeMap<>();
    putIfKnown(metadata, "units", column.units());
    putIfKnown(metadata, "description", column.description());
    ArrowType type =
        column.instant()
            ? new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC")
            : column.list() ? ArrowType.List.INSTANCE : type(column.type());
    return new Field(
        column.name(),
        new FieldType(!column.required(), type, null, metadata),
        column.list()
            ? List.of(
                new Field(
                    ListVector.DATA_VECTOR_NAME, FieldType.nullable(type(column.type())), null))
            : null);
  }

  private static void putIfKnown(Map<String, String> metadata, String key, String value) {
    if (value != null) {
      metadata.put(key, value);
    }
  }

  private static ArrowType type(ElementType type) {
    return switch (type) {
      case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING, VLEN_STRING -> ArrowType.Utf8.INSTANCE;
      default -> new ArrowType.Int(type.bytes() * Byte.SIZE, !type.isUnsigned());
    };
  }

  /**
   * Puts values into a vector of their field's type, from its beginning.
   *
   * @param from the first point
   * @param to after the last point
   */
  public static void fill(FieldVector vector, ColumnValues values, int from, int to) {
    vector.reset();
    if (values instanceof ListValues lists) {
      fill((ListVector) vector, lists, from, to);
    } else {
      Values scalars = (Values) values;
      allocate(vector, to - from);
      fill(vector, scalars, from, to, 0);
    }
    vector.setValueCount(to - from);
  }

  private static void allocate(FieldVector vector, int size) {
    if (vector instanceof BaseFixedWidthVector fixed) {
      fixed.allocateNew(size);
    } else {
      vector.setInitialCapacity(size);
      vector.allocateNew();
    }
  }

  private static void fill(ListVector vector, ListValues lists, int from, int to) {
    int first = lists.start(from);
    int last = to == from ? first : lists.end(to - 1);
    allocate(vector.getDataVector(), last - first);
    fill(vector.getDataVector(), lists.elements(), first, last, 0);
    vector.getDataVector().setValueCount(last - first);
    int end = 0;
    for (int i = from; i < to; i++) {
      if (lists.isMissing(i)) {
        vector.setNull(i - from);
        vector.getOffsetBuffer().setInt((i - from + 1L) * ListVector.OFFSET_WIDTH, end);
      } else {
        vector.startNewValue(i - from);
        vector.endValue(i - from, lists.end(i) - lists.start(i));
        end += lists.end(i) - lists.start(i);
      }
    }
  }

  private static void fill(FieldVector vector, Values values, int from, int to, int at) {
    IntConsumer setter = setter(vector, values, from - at);
    boolean[] missing = values.missing();
    for (int i = from; i < to; i++) {
      if (missing[i]) {
        vector.setNull(at + i - from);
      } else {
        setter.accept(at + i - from);
      }
    }
  }

  /** Sets the value at a place of a vector to that of the point {@code shift} places later. */
  private static IntConsumer setter(FieldVector vector, Values values, int shift) {
    if (vector instanceof Float4Vector v) {
      return i -> v.set(i, values.floats()[i + shift]);
    } else if (vector instanceof Float8Vector v) {
      return i -> v.set(i, values.doubles()[i + shift]);
    } else if (vector instanceof IntVector v) {
      return i -> v.set(i, values.ints()[i + shift]);
    } else if (vector instanceof TinyIntVector v) {
      return i -> v.set(i, values.ints()[i + shift]);
    } else if (vector instanceof SmallIntVector v) {
      return i -> v.set(i, values.ints()[i + shift]);
    } else if (vector instanceof UInt1Vector v) {
      return i -> v.set(i, values.ints()[i + shift]);
    } else if (vector instanceof UInt2Vector v) {
      return i -> v.set(i, values.ints()[i + shift]);
    } else if (vector instanceof UInt4Vector v) {
      return i -> v.set(i, (int) values.longs()[i + shift]);
    } else if (vector instanceof UInt8Vector v) {
      return i -> v.set(i, values.longs()[i + shift]);
    } else if (vector instanceof BigIntVector v) {
      return i -> v.set(i, values.longs()[i + shift]);
    } else if (vector instanceof TimeStampNanoTZVector v) {
      return i -> v.set(i, values.longs()[i + shift]);
    } else if (vector instanceof VarCharVector v) {
      return texts(v, values, shift);
    }
    throw new IllegalStateException("No values for " + vector.getField());
  }

  private static IntConsumer texts(VarCharVector vector, Values values, int shift) {
    return new IntConsumer() {
      private String last;
      private byte[] bytes;

      @Override
      @SuppressWarnings("ReferenceEquality") // Another object of the same text is encoded again.
      public void accept(int i) {
        String text = values.texts()[i + shift];
        // Neighbours mostly are the same object.
        if (text != last) {
          last = text;
          bytes = text.getBytes(StandardCharsets.UTF_8);
        }
        vector.setSafe(i, bytes);
      }
    };
  }
}
