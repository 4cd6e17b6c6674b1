package org.groundtrack.exporter.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.groundtrack.exporter.points.PointColumn;

/**
 * The columns of a Parquet file as Arrow's libraries note them in its footer: Parquet has no place
 * for units and descriptions of columns, and there these libraries look for them.
 */
final class ArrowSchemaWord {
  /** The key under which the footer holds it. */
  static final String KEY = "ARROW:schema";

  private final List<Field> fields = new ArrayList<>();

  /** The geometry of each point, in the way that it is written. */
  void addGeometry(Geometries geometries) {
    fields.add(
        geometries.encoding() == GeometryEncoding.POINT
            ? struct(
                Geometries.COLUMN,
                FloatingPointPrecision.DOUBLE,
                geometries.hasZ() ? List.of("x", "y", "z") : List.of("x", "y"))
            : Field.notNullable(Geometries.COLUMN, ArrowType.Binary.INSTANCE));
  }

  /** A column of values. */
  void add(PointColumn column, TimeUnit times) {
    Field field = ArrowColumns.field(column, times);
    // Parquet calls elements of lists so, and readers name them after it.
    List<Field> elements =
        field.getChildren().stream()
            .map(child -> new Field("element", child.getFieldType(), null))
            .toList();
    fields.add(new Field(field.getName(), field.getFieldType(), elements));
  }

  /** The bounds of each geometry. */
  void addBounds(String name) {
    fields.add(
        struct(name, FloatingPointPrecision.SINGLE, List.of("xmin", "ymin", "xmax", "ymax")));
  }

  private static Field struct(String name, FloatingPointPrecision precision, List<String> members) {
    FieldType number = FieldType.notNullable(new ArrowType.FloatingPoint(precision));
    return new Field(
        name,
        FieldType.notNullable(ArrowType.Struct.INSTANCE),
        members.stream().map(member -> new Field(member, number, null)).toList());
  }

  /**
   * The text for the footer.
   *
   * @param words the footer's other words: where this one is, pyarrow shows none that it lacks
   */
  String text(Map<String, String> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(
          new WriteChannel(Channels.newChannel(bytes)), new Schema(fields, new TreeMap<>(words)));
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing is written to", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
