package org.groundtrack.exporter.output;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.granule.ElementType;

/** Columns of points as Arrow has them. */
public final class ArrowColumns {
  private ArrowColumns() {}

  /** Name, type, units and description of a column, with times in nanoseconds. */
  public static Field field(PointColumn column) {
    return field(column, TimeUnit.NANOS);
  }

  /** Name, type, units and description of a column, with times in a unit. */
  static Field field(PointColumn column, TimeUnit times) {
    Map<String, String> metadata = new TreeMap<>();
    putIfKnown(metadata, "units", column.units());
    putIfKnown(metadata, "description", column.description());
    ArrowType type =
        column.instant()
            ? new ArrowType.Timestamp(unit(times), "UTC")
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

  private static org.apache.arrow.vector.types.TimeUnit unit(TimeUnit times) {
    return switch (times) {
      case MICROS -> org.apache.arrow.vector.types.TimeUnit.MICROSECOND;
      case NANOS -> org.apache.arrow.vector.types.TimeUnit.NANOSECOND;
    };
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
}
