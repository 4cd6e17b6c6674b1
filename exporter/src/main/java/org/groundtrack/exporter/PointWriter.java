package org.groundtrack.exporter;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.groundtrack.granule.ElementType;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.ParquetTableWriter.EncodedRowGroup;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;
import org.groundtrack.plan.Task;

/**
 * Writes points as GeoParquet. Row groups are filled in order by one thread, encoded by others, and
 * appended in order, so that the bytes do not depend on the threads.
 */
final class PointWriter implements AutoCloseable {
  private static final int PAGE_ROWS = 20_000;
  private static final int ZSTD_LEVEL = 3;

  private final ExportPlan plan;
  private final ExportOptions options;
  private final ExecutorService threads;
  private final List<ColumnOrder.Column> columns;
  private final ParquetTableWriter file;
  private final Deque<CompletableFuture<EncodedRowGroup>> encoding = new ArrayDeque<>();
  private final double[] bounds = {
    Double.POSITIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private final int groupRows;
  private RowGroup group;

  PointWriter(Path path, ExportPlan plan, ExportOptions options, ExecutorService threads) {
    this.plan = plan;
    this.options = options;
    this.threads = threads;
    this.columns = ColumnOrder.of(plan);
    // A small plan takes no memory for rows that it can't have.
    long most = plan.tasks().held().stream().mapToLong(Task::maxRows).sum();
    this.groupRows =
        (int) (most == 0 ? options.rowGroupRows() : Math.min(options.rowGroupRows(), most));
    this.file =
        ParquetTableWriter.create(
            path,
            schema(),
            new ParquetTableWriter.Settings(ZSTD_LEVEL, PAGE_ROWS, PointColumns.plain(plan)));
  }

  private MessageType schema() {
    List<Type> types = new ArrayList<>();
    types.add(Schemas.geometry("geometry"));
    for (ColumnOrder.Column column : columns) {
      types.add(type(column));
    }
    types.add(Schemas.bbox("bbox"));
    return new MessageType("points", types);
  }

  private Type type(ColumnOrder.Column column) {
    String name = ColumnOrder.name(column, plan);
    return switch (column.source()) {
      case LONGITUDE, LATITUDE -> Schemas.column(name, PrimitiveTypeName.DOUBLE, true);
      case TIME -> Schemas.timestamp(name, TimeUnit.NANOS, false);
      case VARIABLE -> {
        OutputColumn variable = ColumnOrder.variable(column, plan);
        yield variable.list()
            ? Schemas.optionalList(name, type("element", variable.type()))
            : type(name, variable.type());
      }
      case TRACK_ID, GRANULE, FEATURE_ID -> Schemas.string(name, true);
      case RGT, CYCLE, REGION, ORBIT, SPOT -> Schemas.integer(name, Integer.SIZE, true, false);
      case BEAM_STRENGTH -> Schemas.string(name, false);
    };
  }

  private static Type type(String name, ElementType type) {
    return switch (type) {
      case FLOAT32 -> Schemas.column(name, PrimitiveTypeName.FLOAT, false);
      case FLOAT64 -> Schemas.column(name, PrimitiveTypeName.DOUBLE, false);
      case STRING -> Schemas.string(name, false);
      default -> Schemas.integer(name, type.bytes() * Byte.SIZE, !type.isUnsigned(), false);
    };
  }

  /** Adds the points of a beam. */
  void add(PointBatch batch) {
    int done = 0;
    while (done < batch.size()) {
      if (group == null) {
        group = new RowGroup(plan, columns, groupRows);
      }
      done += group.fill(batch, done);
      if (group.isFull()) {
        encode();
      }
    }
    for (int i = 0; i < batch.size(); i++) {
      bounds[0] = Math.min(bounds[0], batch.longitude()[i]);
      bounds[1] = Math.min(bounds[1], batch.latitude()[i]);
      bounds[2] = Math.max(bounds[2], batch.longitude()[i]);
      bounds[3] = Math.max(bounds[3], batch.latitude()[i]);
    }
  }

  private void encode() {
    RowGroup full = group;
    group = null;
    // As many row groups as threads are in memory beside the one that is filled.
    while (encoding.size() >= options.threads()) {
      file.append(PointStream.await(encoding.remove()));
    }
    encoding.add(
        CompletableFuture.supplyAsync(() -> file.encode(full.size(), full.columns()), threads));
  }

  /**
   * Writes what is left, and the footer.
   *
   * @param tally of all tasks
   */
  void finish(PlanTally tally) {
    if (group != null) {
      encode();
    }
    while (!encoding.isEmpty()) {
      file.append(PointStream.await(encoding.remove()));
    }
    double[] known = bounds[0] > bounds[2] ? null : Arrays.copyOf(bounds, bounds.length);
    file.finish(FooterMetadata.of(plan, tally, columns, options, known));
  }

  @Override
  public void close() {
    // Encoding tasks use the file's codecs: none may be under way when it closes.
    for (CompletableFuture<EncodedRowGroup> task : encoding) {
      task.handle((encoded, failure) -> encoded).join();
    }
    file.close();
  }
}
