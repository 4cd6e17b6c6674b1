package org.groundtrack.exporter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
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
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.groundtrack.geo.AoiFeatures;
import org.groundtrack.granule.ElementType;
import org.groundtrack.layout.BeamRole;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;

/**
 * The points of a plan as Arrow record batches, one per beam that has points, or several, in the
 * order of granules, beams and rows. For one thread; close it to free its memory.
 *
 * <p>Columns are those of the GeoParquet export without the geometry, which longitude and latitude
 * say already.
 */
public final class PointReader implements AutoCloseable {
  private final ExportPlan plan;
  private final PointStream points;
  private final List<ColumnOrder.Column> columns;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;

  PointReader(ExportPlan plan, PointStream points) {
    this.plan = plan;
    this.points = points;
    this.columns = ColumnOrder.of(plan);
    this.root = VectorSchemaRoot.create(schema(), allocator);
  }

  /** The current batch. It belongs to the reader and changes with {@link #loadNextBatch}. */
  public VectorSchemaRoot root() {
    return root;
  }

  /** Names, types, units and descriptions of the columns. */
  public Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (ColumnOrder.Column column : columns) {
      Map<String, String> metadata = new HashMap<>();
      putIfKnown(metadata, "units", ColumnOrder.units(column, plan));
      putIfKnown(metadata, "description", ColumnOrder.description(column, plan));
      fields.add(
          new Field(
              ColumnOrder.name(column, plan),
              new FieldType(isNullable(column), type(column), null, metadata),
              children(column)));
    }
    return new Schema(fields);
  }

  /**
   * Loads the points of the next beam that has any.
   *
   * @return whether there was one
   * @throws org.groundtrack.error.GroundtrackException if its granule can't be read, changed, or is
   *     damaged
   */
  public boolean loadNextBatch() {
    while (points.hasNext()) {
      PointBatch batch = points.next();
      if (batch.size() > 0) {
        load(batch);
        return true;
      }
    }
    root.clear();
    return false;
  }

  private void load(PointBatch batch) {
    int size = batch.size();
    root.clear();
    for (int i = 0; i < columns.size(); i++) {
      ColumnOrder.Column column = columns.get(i);
      FieldVector vector = root.getVector(i);
      switch (column.source()) {
        case LONGITUDE -> fill((Float8Vector) vector, batch.longitude());
        case LATITUDE -> fill((Float8Vector) vector, batch.latitude());
        case TIME -> fill(vector, batch.timeNanos());
        case VARIABLE -> {
          ColumnValues values = batch.variables().get(column.variable());
          if (values instanceof ListValues lists) {
            fill((ListVector) vector, lists);
          } else {
            fill(vector, (Values) values);
          }
        }
        case TRACK_ID -> repeat((VarCharVector) vector, batch.beam().name(), size);
        case GRANULE -> repeat((VarCharVector) vector, batch.granule().id(), size);
        case RGT, CYCLE, REGION, ORBIT ->
            repeat((IntVector) vector, ColumnOrder.number(column, batch.granule()), size);
        case SPOT -> spots((IntVector) vector, batch);
        case BEAM_STRENGTH -> strengths((VarCharVector) vector, batch);
        case FEATURE_ID -> features((VarCharVector) vector, batch);
      }
      vector.setValueCount(size);
    }
    root.setRowCount(size);
  }

  private static void fill(Float8Vector vector, double[] values) {
    vector.allocateNew(values.length);
    for (int i = 0; i < values.length; i++) {
      vector.set(i, values[i]);
    }
  }

  private static void fill(FieldVector vector, Values values) {
    vector.setInitialCapacity(values.size());
    vector.allocateNew();
    for (int i = 0; i < values.size(); i++) {
      if (values.missing()[i]) {
        vector.setNull(i);
      } else {
        set(vector, i, values);
      }
    }
  }

  private static void fill(ListVector vector, ListValues lists) {
    vector.allocateNew();
    FieldVector elements = vector.getDataVector();
    for (int i = 0; i < lists.size(); i++) {
      if (lists.isMissing(i)) {
        vector.setNull(i);
        continue;
      }
      int at = vector.startNewValue(i);
      for (int k = lists.start(i); k < lists.end(i); k++, at++) {
        if (lists.elements().missing()[k]) {
          while (elements.getValueCapacity() <= at) {
            elements.reAlloc();
          }
          elements.setNull(at);
        } else {
          set(elements, at, lists.elements(), k);
        }
      }
      vector.endValue(i, lists.end(i) - lists.start(i));
    }
  }

  private static void set(FieldVector vector, int i, Values values) {
    set(vector, i, values, i);
  }

  /** Sets one value of a vector. */
  private static void set(FieldVector vector, int i, Values values, int from) {
    if (vector instanceof Float4Vector v) {
      v.setSafe(i, values.floats()[from]);
    } else if (vector instanceof Float8Vector v) {
      v.setSafe(i, values.doubles()[from]);
    } else if (vector instanceof IntVector v) {
      v.setSafe(i, values.ints()[from]);
    } else if (vector instanceof TinyIntVector v) {
      v.setSafe(i, values.ints()[from]);
    } else if (vector instanceof SmallIntVector v) {
      v.setSafe(i, values.ints()[from]);
    } else if (vector instanceof UInt1Vector v) {
      v.setSafe(i, values.ints()[from]);
    } else if (vector instanceof UInt2Vector v) {
      v.setSafe(i, values.ints()[from]);
    } else if (vector instanceof UInt4Vector v) {
      v.setSafe(i, (int) values.longs()[from]);
    } else if (vector instanceof UInt8Vector v) {
      v.setSafe(i, values.longs()[from]);
    } else if (vector instanceof BigIntVector v) {
      v.setSafe(i, values.longs()[from]);
    } else if (vector instanceof TimeStampNanoTZVector v) {
      v.setSafe(i, values.longs()[from]);
    } else if (vector instanceof VarCharVector v) {
      v.setSafe(i, values.texts()[from].getBytes(StandardCharsets.UTF_8));
    } else {
      throw new IllegalStateException("No values for " + vector.getField());
    }
  }

  private void spots(IntVector vector, PointBatch batch) {
    vector.allocateNew(batch.size());
    BeamRoles.give(
        plan.layout().beams(),
        batch,
        0,
        batch.size(),
        BeamRole::spot,
        (spot, from, to) -> {
          for (int i = from; i < to; i++) {
            if (spot == null) {
              vector.setNull(i);
            } else {
              vector.set(i, spot);
            }
          }
        });
  }

  private void strengths(VarCharVector vector, PointBatch batch) {
    vector.allocateNew();
    BeamRoles.give(
        plan.layout().beams(),
        batch,
        0,
        batch.size(),
        BeamRole::strength,
        (strength, from, to) -> {
          byte[] bytes = strength == null ? null : strength.getBytes(StandardCharsets.UTF_8);
          for (int i = from; i < to; i++) {
            if (bytes == null) {
              vector.setNull(i);
            } else {
              vector.setSafe(i, bytes);
            }
          }
        });
  }

  private void features(VarCharVector vector, PointBatch batch) {
    List<AoiFeatures.Feature> known = plan.aoi().features().orElseThrow().list();
    int[] numbers = batch.features();
    byte[] bytes = {};
    vector.allocateNew();
    for (int i = 0; i < numbers.length; i++) {
      if (i == 0 || numbers[i] != numbers[i - 1]) {
        bytes = known.get(numbers[i]).id().getBytes(StandardCharsets.UTF_8);
      }
      vector.setSafe(i, bytes);
    }
  }

  private static void repeat(VarCharVector vector, String value, int size) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    vector.allocateNew((long) bytes.length * size, size);
    for (int i = 0; i < size; i++) {
      if (value == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, bytes);
      }
    }
  }

  private static void repeat(IntVector vector, Integer value, int size) {
    vector.allocateNew(size);
    for (int i = 0; i < size; i++) {
      if (value == null) {
        vector.setNull(i);
      } else {
        vector.set(i, value);
      }
    }
  }

  private static void putIfKnown(Map<String, String> metadata, String key, String value) {
    if (value != null) {
      metadata.put(key, value);
    }
  }

  private static boolean isNullable(ColumnOrder.Column column) {
    return switch (column.source()) {
      case LONGITUDE, LATITUDE, TRACK_ID, GRANULE, FEATURE_ID -> false;
      default -> true;
    };
  }

  private List<Field> children(ColumnOrder.Column column) {
    if (column.source() != ColumnOrder.Source.VARIABLE
        || !ColumnOrder.variable(column, plan).list()) {
      return null;
    }
    return List.of(
        new Field(
            ListVector.DATA_VECTOR_NAME,
            FieldType.nullable(type(ColumnOrder.variable(column, plan).type())),
            null));
  }

  private ArrowType type(ColumnOrder.Column column) {
    return switch (column.source()) {
      case LONGITUDE, LATITUDE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case TIME -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC");
      case VARIABLE -> {
        OutputColumn variable = ColumnOrder.variable(column, plan);
        yield variable.list() ? ArrowType.List.INSTANCE : type(variable.type());
      }
      case RGT, CYCLE, REGION, ORBIT, SPOT -> new ArrowType.Int(Integer.SIZE, true);
      case TRACK_ID, GRANULE, BEAM_STRENGTH, FEATURE_ID -> ArrowType.Utf8.INSTANCE;
    };
  }

  private static ArrowType type(ElementType type) {
    return switch (type) {
      case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING -> ArrowType.Utf8.INSTANCE;
      default -> new ArrowType.Int(type.bytes() * Byte.SIZE, !type.isUnsigned());
    };
  }

  /** Stops reading and frees the batch. */
  @Override
  public void close() {
    points.close();
    root.close();
    allocator.close();
  }
}
