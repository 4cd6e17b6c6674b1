package org.groundtrack.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Columns of Parquet tables, tersely. */
public final class Schemas {
  private Schemas() {}

  /** A column of a physical type. */
  public static Type column(String name, PrimitiveTypeName type, boolean required) {
    Types.PrimitiveBuilder<PrimitiveType> column = Types.primitive(type, repetition(required));
    // Parquet's own default for these, IEEE 754's total order, is new: Arrow C++, and with it
    // pyarrow and GeoPandas, takes no notice of bounds in an order that it does not know.
    boolean real = type == FLOAT || type == DOUBLE;
    return (real ? column.columnOrder(ColumnOrder.typeDefined()) : column).named(name);
  }

  /** A UTF-8 string. */
  public static Type string(String name, boolean required) {
    return Types.primitive(BINARY, repetition(required)).as(stringType()).named(name);
  }

  /**
   * An integer, stored in 32 or 64 bits.
   *
   * @param bits 8, 16, 32 or 64
   */
  public static Type integer(String name, int bits, boolean signed, boolean required) {
    PrimitiveTypeName stored = bits == Long.SIZE ? INT64 : INT32;
    boolean plain = signed && (bits == Long.SIZE || bits == Integer.SIZE);
    LogicalTypeAnnotation annotation = plain ? null : intType(bits, signed);
    return Types.primitive(stored, repetition(required)).as(annotation).named(name);
  }

  /** An instant in UTC. */
  public static Type timestamp(String name, TimeUnit unit, boolean required) {
    return Types.primitive(INT64, repetition(required)).as(timestampType(true, unit)).named(name);
  }

  /** A required GeoParquet geometry: WKB in a plain binary column. */
  public static Type geometry(String name) {
    return column(name, BINARY, true);
  }

  /**
   * A required column of WKB of Parquet's own type GEOMETRY, in longitude and latitude, and height
   * if there is a third coordinate.
   */
  public static Type parquetGeometry(String name, boolean hasZ) {
    // Without one of its own it is OGC:CRS84; GeoParquet 2.0 wants others in full.
    String crs = hasZ ? WrittenCrs.CRS84H.projJson().toString() : null;
    return Types.required(BINARY).as(LogicalTypeAnnotation.geometryType(crs)).named(name);
  }

  /** Required points as coordinates, as GeoArrow has them: {@code x}, {@code y}, {@code z}. */
  public static Type points(String name, boolean hasZ) {
    Types.GroupBuilder<GroupType> point =
        Types.requiredGroup()
            .addField(column("x", DOUBLE, true))
            .addField(column("y", DOUBLE, true));
    return (hasZ ? point.addField(column("z", DOUBLE, true)) : point).named(name);
  }

  /** A required GeoParquet bounding box: {@code xmin}, {@code ymin}, {@code xmax}, {@code ymax}. */
  public static Type bbox(String name) {
    return Types.requiredGroup()
        .addField(column("xmin", FLOAT, true))
        .addField(column("ymin", FLOAT, true))
        .addField(column("xmax", FLOAT, true))
        .addField(column("ymax", FLOAT, true))
        .named(name);
  }

  /** A required list of required integers of 32 or 64 bits. */
  public static Type list(String name, PrimitiveTypeName element) {
    return Types.requiredList().requiredElement(element).named(name);
  }

  /** An optional list of elements of a type, which is optional. */
  public static Type optionalList(String name, Type element) {
    return Types.optionalList().element(element).named(name);
  }

  /** A required list of required strings. */
  public static Type stringList(String name) {
    return Types.requiredList().requiredElement(BINARY).as(stringType()).named(name);
  }

  private static Repetition repetition(boolean required) {
    return required ? Repetition.REQUIRED : Repetition.OPTIONAL;
  }
}
