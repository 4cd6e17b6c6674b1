package org.groundtrack.cli;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.groundtrack.parquet.TableRows;

/**
 * A column of a file of points that can be shown: one number, time or text for each point.
 *
 * @param kind what it holds
 * @param nanosPerUnit of a time, else 0
 * @param utc whether a time is one of UTC, not one of no known zone
 * @param units as the file says, or {@code null}
 * @param description as the file says, or {@code null}
 */
record PointColumn(
    String name, Kind kind, long nanosPerUnit, boolean utc, String units, String description) {
  /** What a column holds. */
  enum Kind {
    FLOAT,
    DOUBLE,
    INT,
    UNSIGNED_INT,
    LONG,
    UNSIGNED_LONG,
    TIME,
    TEXT
  }

  /** A column of a file, or {@code null} if it can't be shown: lists, structures, bytes. */
  static PointColumn of(Type type, String units, String description) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return null;
    }
    PrimitiveType primitive = type.asPrimitiveType();
    LogicalTypeAnnotation meaning = primitive.getLogicalTypeAnnotation();
    if (meaning instanceof TimestampLogicalTypeAnnotation time) {
      long nanos =
          switch (time.getUnit()) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
          };
      return new PointColumn(
          type.getName(), Kind.TIME, nanos, time.isAdjustedToUTC(), units, description);
    }
    Kind kind = kind(primitive, meaning);
    return kind == null
        ? null
        : new PointColumn(type.getName(), kind, 0, false, units, description);
  }

  private static Kind kind(PrimitiveType type, LogicalTypeAnnotation meaning) {
    boolean whole = meaning == null || meaning instanceof IntLogicalTypeAnnotation;
    boolean unsigned = meaning instanceof IntLogicalTypeAnnotation number && !number.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case FLOAT -> meaning == null ? Kind.FLOAT : null;
      case DOUBLE -> meaning == null ? Kind.DOUBLE : null;
      case INT32 -> !whole ? null : unsigned ? Kind.UNSIGNED_INT : Kind.INT;
      case INT64 -> !whole ? null : unsigned ? Kind.UNSIGNED_LONG : Kind.LONG;
      case BINARY -> meaning instanceof StringLogicalTypeAnnotation ? Kind.TEXT : null;
      default -> null;
    };
  }

  /** Whether colours can tell its values. */
  boolean isNumeric() {
    return kind != Kind.TEXT;
  }

  /**
   * A value as a number, of a time its seconds since 1970; NaN if there is none.
   *
   * @param values what {@link #values} gave for the rows
   */
  double number(Object values, TableRows rows, int row) {
    if (rows.isMissing(name, row)) {
      return Double.NaN;
    }
    return switch (kind) {
      case FLOAT -> ((float[]) values)[row];
      case DOUBLE -> ((double[]) values)[row];
      case INT -> ((int[]) values)[row];
      case UNSIGNED_INT -> Integer.toUnsignedLong(((int[]) values)[row]);
      case LONG -> ((long[]) values)[row];
      case UNSIGNED_LONG -> {
        long value = ((long[]) values)[row];
        yield value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
      }
      case TIME -> ((long[]) values)[row] * (nanosPerUnit / 1e9);
      case TEXT -> throw new IllegalStateException(name + " has no numbers");
    };
  }

  /** The array of its values. */
  Object values(TableRows rows) {
    return switch (kind) {
      case FLOAT -> rows.floats(name);
      case DOUBLE -> rows.doubles(name);
      case INT, UNSIGNED_INT -> rows.ints(name);
      case LONG, UNSIGNED_LONG, TIME -> rows.longs(name);
      case TEXT -> rows.strings(name);
    };
  }

  /** What its values are counted in, or {@code null} if that is not known or nothing. */
  String unit() {
    String unit = kind == Kind.TIME ? utc ? "UTC" : null : units;
    return unit == null || unit.isBlank() || unit.equals("1") ? null : unit;
  }

  /** Name and unit, as a legend has them. */
  String label() {
    return unit() == null ? name : name + " (" + unit() + ")";
  }
}
