package org.groundtrack.area;

import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/** The column of a Parquet file whose values tell its rows apart: texts or numbers. */
final class FeatureColumn {
  private final FeatureIds ids;
  private final Type type;

  private FeatureColumn(FeatureIds ids, Type type) {
    this.ids = ids;
    this.type = type;
  }

  /**
   * The column that is asked for; {@code null} if none is.
   *
   * @param geometry the column of geometries, which can't be it
   */
  static FeatureColumn of(ParquetTableReader table, String geometry, AreaDocument document) {
    FeatureIds ids = document.featureIds();
    if (ids == null || ids.property() == null) {
      return null;
    }
    List<String> known =
        table.schema().getFields().stream()
            .filter(field -> !field.getName().equals(geometry) && isTextOrNumber(field))
            .map(Type::getName)
            .toList();
    if (!table.has(ids.property())) {
      throw ids.missing("", known);
    }
    Type type = table.schema().getType(ids.property());
    if (!known.contains(ids.property())) {
      throw ids.noText("", what(type), "of type %s".formatted(typeName(type)));
    }
    return new FeatureColumn(ids, type);
  }

  private static boolean isTextOrNumber(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32, INT64 -> meaning == null || meaning instanceof IntLogicalTypeAnnotation;
      case FLOAT, DOUBLE -> meaning == null;
      case BINARY -> meaning instanceof StringLogicalTypeAnnotation;
      default -> false;
    };
  }

  private static String typeName(Type type) {
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (meaning != null) {
      return meaning.toString();
    }
    return type.isPrimitive() ? type.asPrimitiveType().getPrimitiveTypeName().name() : "group";
  }

  private static String what(Type type) {
    return "column '%s'".formatted(type.getName());
  }

  /** The column's name. */
  String name() {
    return type.getName();
  }

  /** The id of a row. */
  String text(TableRows rows, int row, String where) {
    PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
    if (rows.isMissing(name(), row)) {
      throw ids.noText(where, what(type), "null");
    }
    boolean unsigned =
        type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
            && !integer.isSigned();
    String text =
        switch (primitive) {
          case INT32 -> {
            int value = rows.ints(name())[row];
            yield unsigned ? Integer.toUnsignedString(value) : Integer.toString(value);
          }
          case INT64 -> {
            long value = rows.longs(name())[row];
            yield unsigned ? Long.toUnsignedString(value) : Long.toString(value);
          }
          case FLOAT -> Float.toString(rows.floats(name())[row]);
          case DOUBLE -> Double.toString(rows.doubles(name())[row]);
          default -> rows.strings(name())[row];
        };
    return ids.checked(text, where, what(type));
  }
}
