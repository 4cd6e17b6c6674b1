package org.groundtrack.exporter.output;

import java.util.Arrays;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.Schemas;

/** Columns of points as Parquet has them. */
final class ParquetColumns {
  private ParquetColumns() {}

  /** The type of a column in the schema, with times in a unit. */
  static Type type(PointColumn column, TimeUnit times) {
    if (column.instant()) {
      LogicalTypeAnnotation.TimeUnit unit =
          switch (times) {
            case MICROS -> LogicalTypeAnnotation.TimeUnit.MICROS;
            case NANOS -> LogicalTypeAnnotation.TimeUnit.NANOS;
          };
      return Schemas.timestamp(column.name(), unit, column.required());
    }
    return column.list()
        ? Schemas.optionalList(column.name(), type("element", column.type(), false))
        : type(column.name(), column.type(), column.required());
  }

  private static Type type(String name, ElementType type, boolean required) {
    return switch (type) {
      case FLOAT32 -> Schemas.column(name, PrimitiveTypeName.FLOAT, required);
      case FLOAT64 -> Schemas.column(name, PrimitiveTypeName.DOUBLE, required);
      case STRING, VLEN_STRING -> Schemas.string(name, required);
      default -> Schemas.integer(name, type.bytes() * Byte.SIZE, !type.isUnsigned(), required);
    };
  }

  /** The name of the column's leaf, by dotted path. */
  static String leaf(PointColumn column) {
    return column.list() ? column.name() + ".list.element" : column.name();
  }

  /** The values of a column, with times in a unit. */
  static ColumnData data(PointColumn column, ColumnValues values, TimeUnit times) {
    if (values instanceof ListValues lists) {
      return ColumnData.lists(
          data(column.type(), lists.elements(), lists.elements().missingOrNull()),
          lists.missing(),
          lists.ends());
    }
    Values scalars = column.instant() ? times.of((Values) values) : (Values) values;
    return data(column.type(), scalars, column.required() ? null : scalars.missingOrNull());
  }

  private static ColumnData data(ElementType type, Values values, boolean[] missing) {
    return switch (values.kind()) {
      case INT -> ColumnData.ints(values.ints(), missing);
        // 32-bit unsigned values are held in 64 bits here and stored in 32 with their bits.
      case LONG ->
          type == ElementType.UINT32
              ? ColumnData.ints(
                  Arrays.stream(values.longs()).mapToInt(v -> (int) v).toArray(), missing)
              : ColumnData.longs(values.longs(), missing);
      case FLOAT -> ColumnData.floats(values.floats(), missing);
      case DOUBLE -> ColumnData.doubles(values.doubles(), missing);
      case TEXT -> ColumnData.strings(values.texts(), missing);
    };
  }
}
