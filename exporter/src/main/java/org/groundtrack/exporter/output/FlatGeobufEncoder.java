package org.groundtrack.exporter.output;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.Geometry;

/** Points as features of FlatGeobuf. Missing values are left out. */
final class FlatGeobufEncoder implements RowSink.Encoder {
  private static final int FEATURE_BYTES = 256;
  private static final int MILLIS_END = "2019-01-03T04:05:06.000".length();

  private final Geometries geometries;

  FlatGeobufEncoder(Geometries geometries) {
    this.geometries = geometries;
  }

  /** The properties of a feature, which grow as they come. */
  private static final class Properties {
    private ByteBuffer bytes = ByteBuffer.allocate(FEATURE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Room for more. */
    ByteBuffer room(int more) {
      if (bytes.remaining() < more) {
        int wider = Math.addExact(bytes.capacity(), Math.max(bytes.capacity(), more));
        bytes = ByteBuffer.allocate(wider).order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
      }
      return bytes;
    }
  }

  private interface Property {
    /** Puts the value of a point, which it has. */
    void put(int i, Properties to);
  }

  /** A column as properties: which one it is, and its values. */
  private record Source(int number, IntPredicate missing, Property value) {}

  @Override
  public ByteBuffer encode(PointTable points) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < points.columns().size(); i++) {
      sources.add(source(i, points.schema().columns().get(i), points.columns().get(i)));
    }
    double[] z = geometries.z(points);
    FlatBufferBuilder builder = new FlatBufferBuilder(FEATURE_BYTES);
    Properties properties = new Properties();
    ByteArrayOutputStream all = new ByteArrayOutputStream(points.size() * FEATURE_BYTES);
    for (int i = 0; i < points.size(); i++) {
      properties.bytes.clear();
      for (Source source : sources) {
        if (!source.missing().test(i)) {
          properties.room(Short.BYTES).putShort((short) source.number());
          source.value().put(i, properties);
        }
      }
      builder.clear();
      int values = builder.createByteVector(properties.bytes.flip());
      int geometry =
          geometry(builder, points.longitude()[i], points.latitude()[i], z == null ? null : z[i]);
      builder.finishSizePrefixed(Feature.createFeature(builder, geometry, values, 0));
      ByteBuffer feature = builder.dataBuffer();
      all.write(feature.array(), feature.arrayOffset() + feature.position(), feature.remaining());
    }
    return ByteBuffer.wrap(all.toByteArray());
  }

  private static int geometry(FlatBufferBuilder builder, double x, double y, Double z) {
    int height = 0;
    if (z != null) {
      Geometry.startZVector(builder, 1);
      builder.addDouble(z);
      height = builder.endVector();
    }
    Geometry.startXyVector(builder, 2);
    // Flatbuffers are built from their end.
    builder.addDouble(y);
    builder.addDouble(x);
    int place = builder.endVector();
    Geometry.startGeometry(builder);
    Geometry.addXy(builder, place);
    if (z != null) {
      Geometry.addZ(builder, height);
    }
    return Geometry.endGeometry(builder);
  }

  private static Source source(int number, PointColumn column, ColumnValues values) {
    if (column.list() || column.instant() || column.type().isText()) {
      IntFunction<String> texts = texts(column, values);
      // Made once: a text of a list takes some time.
      String[] text = new String[1];
      return new Source(
          number,
          i -> {
            text[0] = texts.apply(i);
            return text[0] == null;
          },
          (i, to) -> {
            byte[] bytes = text[0].getBytes(StandardCharsets.UTF_8);
            to.room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
          });
    }
    Values scalars = (Values) values;
    boolean[] missing = scalars.missing();
    return new Source(number, i -> missing[i], number(column, scalars));
  }

  /**
   * Times to the millisecond, cut: GDAL rounds finer ones to it without a carry, so that some would
   * be a second early.
   */
  private static IntFunction<String> texts(PointColumn column, ColumnValues values) {
    IntFunction<String> texts = CellTexts.of(column, values);
    if (!column.instant()) {
      return texts;
    }
    return i -> {
      String text = texts.apply(i);
      return text == null ? null : text.substring(0, MILLIS_END) + "Z";
    };
  }

  private static Property number(PointColumn column, Values values) {
    return switch (column.type()) {
      case INT8, UINT8, INT16 -> (i, to) -> to.room(Short.BYTES).putShort((short) values.ints()[i]);
      case UINT16, INT32 -> (i, to) -> to.room(Integer.BYTES).putInt(values.ints()[i]);
      case UINT32, INT64, UINT64 -> (i, to) -> to.room(Long.BYTES).putLong(values.longs()[i]);
      case FLOAT32 -> (i, to) -> to.room(Float.BYTES).putFloat(values.floats()[i]);
      case FLOAT64 -> (i, to) -> to.room(Double.BYTES).putDouble(values.doubles()[i]);
      case STRING, VLEN_STRING -> throw new IllegalStateException(column + " is no number");
    };
  }
}
