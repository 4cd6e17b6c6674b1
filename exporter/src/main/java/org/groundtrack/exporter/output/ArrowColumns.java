package org.groundtrack.exporter.output;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.groundtrack.exporter.points.PointColumn;
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
}
