package org.groundtrack.exporter.output;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.TableBuffer;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.parquet.WrittenCrs;

/**
 * Writes points as an Arrow IPC file or stream, with a GeoArrow column of points. A stream that
 * ends early has no end mark, a file no footer.
 */
final class ArrowSink implements PointSink {
  private final String name;
  private final PointSchema schema;
  private final Geometries geometries;
  private final TimeUnit times;
  private final int batchRows;
  private final WritableByteChannel channel;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowWriter writer;
  private final Map<String, String> footer = new LinkedHashMap<>();
  private TableBuffer batch;

  /**
   * Starts an output.
   *
   * @param name of the output, for messages
   * @param channel is closed with the sink
   * @param stream whether it is a stream, not a file
   * @param times what times are counted in
   * @param batchRows rows of a record batch
   * @param words what is known of the whole already, by key
   */
  ArrowSink(
      String name,
      WritableByteChannel channel,
      boolean stream,
      PointSchema schema,
      Geometries geometries,
      TimeUnit times,
      int batchRows,
      Map<String, String> words) {
    this.name = name;
    this.schema = schema;
    this.geometries = geometries;
    this.times = times;
    this.batchRows = batchRows;
    this.channel = channel;
    this.root = VectorSchemaRoot.create(fields(words), allocator);
    MapDictionaryProvider none = new MapDictionaryProvider();
    this.writer =
        stream
            ? new ArrowStreamWriter(root, none, channel)
            : new ArrowFileWriter(root, none, channel, footer);
    run(writer::start);
  }

  private Schema fields(Map<String, String> words) {
    List<Field> fields = new ArrayList<>();
    fields.add(geometry());
    schema.columns().forEach(column -> fields.add(ArrowColumns.field(column, times)));
    return new Schema(fields, words);
  }

  private Field geometry() {
    List<Field> axes = new ArrayList<>();
    for (String axis : geometries.hasZ() ? List.of("x", "y", "z") : List.of("x", "y")) {
      ArrowType type = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      axes.add(new Field(axis, FieldType.notNullable(type), null));
    }
    // In an order of their own: that of Map.of differs from process to process.
    Map<String, String> extension = new TreeMap<>();
    extension.put("ARROW:extension:name", "geoarrow.point");
    extension.put(
        "ARROW:extension:metadata",
        "{\"crs\":\"%s\",\"crs_type\":\"authority_code\"}"
            .formatted(WrittenCrs.of(geometries.hasZ()).code()));
    return new Field(
        Geometries.COLUMN, new FieldType(false, ArrowType.Struct.INSTANCE, null, extension), axes);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void run(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void add(PointTable points) {
    int done = 0;
    while (done < points.size()) {
      if (batch == null) {
        batch = new TableBuffer(schema, batchRows);
      }
      done += batch.fill(points, done);
      if (batch.isFull()) {
        write();
      }
    }
  }

  private void write() {
    PointTable points = batch.table();
    batch = null;
    int size = points.size();
    StructVector geometry = (StructVector) root.getVector(0);
    fill(geometry, points.longitude(), 0, size);
    fill(geometry, points.latitude(), 1, size);
    if (geometries.hasZ()) {
      fill(geometry, geometries.z(points), 2, size);
    }
    for (int i = 0; i < size; i++) {
      geometry.setIndexDefined(i);
    }
    geometry.setValueCount(size);
    for (int i = 0; i < points.columns().size(); i++) {
      FieldVector vector = root.getVector(i + 1);
      ColumnValues values = points.columns().get(i);
      boolean instant = schema.columns().get(i).instant();
      ArrowVectors.fill(vector, instant ? times.of((Values) values) : values, 0, size);
    }
    root.setRowCount(size);
    run(writer::writeBatch);
  }

  private static void fill(StructVector geometry, double[] values, int axis, int size) {
    Float8Vector vector = (Float8Vector) geometry.getChildByOrdinal(axis);
    ((BaseFixedWidthVector) vector).allocateNew(size);
    for (int i = 0; i < size; i++) {
      vector.set(i, values[i]);
    }
  }

  @Override
  public void finish(Map<String, String> words) {
    if (batch != null) {
      write();
    }
    // Written with the footer of a file; a stream has none.
    footer.putAll(words);
    run(writer::end);
  }

  @Override
  public void close() {
    root.close();
    allocator.close();
    run(channel::close);
  }
}
