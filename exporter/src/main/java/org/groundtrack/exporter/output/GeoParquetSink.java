package org.groundtrack.exporter.output;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.TableBuffer;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.ParquetTableWriter.EncodedRowGroup;
import org.groundtrack.parquet.Schemas;

/**
 * Writes points as GeoParquet. Row groups are filled in order by one thread, encoded by others, and
 * appended in order, so that the bytes do not depend on the threads.
 */
final class GeoParquetSink implements PointSink {
  private static final int PAGE_ROWS = 20_000;

  /**
   * On a million points of ATL06 level 1 takes 125 ns for a WKB point and 20 for a longitude, and
   * leaves 49.5 and 87 % of the bytes; level 3 takes 440 and 130 ns and leaves 52 and 78 %: of all
   * columns 1 % less.
   */
  private static final int ZSTD_LEVEL = 1;

  private static final String BBOX = "bbox";

  private final Path path;
  private final PointSchema schema;
  private final Executor threads;
  private final int atOnce;
  private final ParquetTableWriter file;
  private final Deque<CompletableFuture<EncodedRowGroup>> encoding = new ArrayDeque<>();
  private final Geometries geometries;
  private final TimeUnit times;
  private final Geometries.Bounds bounds = new Geometries.Bounds();
  private final int groupRows;
  private TableBuffer group;
  private long rows;

  /**
   * Starts a file.
   *
   * @param times what times are counted in
   * @param groupRows rows of a row group
   * @param threads that encode
   * @param atOnce row groups that are encoded at once
   */
  GeoParquetSink(
      Path path,
      PointSchema schema,
      Geometries geometries,
      TimeUnit times,
      int groupRows,
      Executor threads,
      int atOnce) {
    this.path = path;
    this.schema = schema;
    this.geometries = geometries;
    this.times = times;
    this.groupRows = groupRows;
    this.threads = threads;
    this.atOnce = atOnce;
    this.file =
        ParquetTableWriter.create(
            path,
            types(),
            new ParquetTableWriter.Settings(
                ZSTD_LEVEL, PAGE_ROWS, plain(schema), differences(schema)));
  }

  /** Whether geometries are structs of coordinates, whose own bounds prune. */
  private boolean coordinates() {
    return geometries.encoding() == GeometryEncoding.POINT;
  }

  /** Tells whether a column has the bounds of each geometry; Parquet's own type has statistics. */
  private boolean hasBounds() {
    return geometries.encoding() == GeometryEncoding.WKB;
  }

  private MessageType types() {
    List<Type> types = new ArrayList<>();
    types.add(
        switch (geometries.encoding()) {
          case WKB -> Schemas.geometry(Geometries.COLUMN);
          case POINT -> Schemas.points(Geometries.COLUMN, geometries.hasZ());
          case PARQUET_GEOMETRY -> Schemas.parquetGeometry(Geometries.COLUMN, geometries.hasZ());
        });
    schema.columns().forEach(column -> types.add(ParquetColumns.type(column, times)));
    if (hasBounds()) {
      types.add(Schemas.bbox(BBOX));
    }
    return new MessageType("points", types);
  }

  /**
   * Columns whose values hardly repeat: a dictionary would be filled, found too large, and thrown
   * away.
   */
  private static Set<String> plain(PointSchema schema) {
    Set<String> plain =
        new HashSet<>(
            Set.of(
                Geometries.COLUMN,
                "geometry.x",
                "geometry.y",
                "geometry.z",
                "bbox.xmin",
                "bbox.ymin",
                "bbox.xmax",
                "bbox.ymax"));
    for (PointColumn column : schema.columns()) {
      if (column.instant() || column.type().isFloat()) {
        plain.add(ParquetColumns.leaf(column));
      }
    }
    return plain;
  }

  /** Times and numbers of rows follow each other in small steps. */
  private static Set<String> differences(PointSchema schema) {
    Set<String> differences = new HashSet<>();
    for (PointColumn column : schema.columns()) {
      if (column.type().isInteger()) {
        differences.add(ParquetColumns.leaf(column));
      }
    }
    return differences;
  }

  @Override
  public void add(PointTable points) {
    int done = 0;
    while (done < points.size()) {
      if (group == null) {
        group = new TableBuffer(schema, groupRows);
      }
      done += group.fill(points, done);
      if (group.isFull()) {
        encode();
      }
    }
    rows += points.size();
    bounds.add(points, geometries.z(points));
  }

  private void encode() {
    PointTable full = group.table();
    group = null;
    // As many row groups as threads are in memory beside the one that is filled.
    while (encoding.size() >= atOnce) {
      file.append(Futures.await(encoding.remove()));
    }
    encoding.add(
        CompletableFuture.supplyAsync(() -> file.encode(full.size(), leaves(full)), threads));
  }

  /** The leaf columns in the order of the file's schema. */
  private List<ColumnData> leaves(PointTable points) {
    double[] longitude = points.longitude();
    double[] latitude = points.latitude();
    List<ColumnData> leaves = new ArrayList<>();
    double[] z = geometries.z(points);
    if (coordinates()) {
      leaves.add(ColumnData.doubles(longitude, null));
      leaves.add(ColumnData.doubles(latitude, null));
      if (z != null) {
        leaves.add(ColumnData.doubles(z, null));
      }
    } else {
      leaves.add(ColumnData.wkbPoints(longitude, latitude, z));
    }
    for (int i = 0; i < points.columns().size(); i++) {
      leaves.add(
          ParquetColumns.data(points.schema().columns().get(i), points.columns().get(i), times));
    }
    if (hasBounds()) {
      leaves.add(ColumnData.lowerBounds(longitude));
      leaves.add(ColumnData.lowerBounds(latitude));
      leaves.add(ColumnData.upperBounds(longitude));
      leaves.add(ColumnData.upperBounds(latitude));
    }
    return leaves;
  }

  @Override
  public void finish(Map<String, String> words) {
    if (group != null) {
      encode();
    }
    while (!encoding.isEmpty()) {
      file.append(Futures.await(encoding.remove()));
    }
    Map<String, String> footer = new LinkedHashMap<>();
    footer.put(
        GeoParquetMetadata.KEY,
        geometries.encoding() == GeometryEncoding.PARQUET_GEOMETRY
            ? GeoParquetMetadata.ofNative(
                Geometries.COLUMN, List.of(geometries.type()), bounds.known())
            : GeoParquetMetadata.of(
                Geometries.COLUMN,
                coordinates() ? "point" : "WKB",
                List.of(geometries.type()),
                hasBounds() ? BBOX : null,
                bounds.known()));
    footer.putAll(words);
    footer.put(ArrowSchemaWord.KEY, arrowSchema(footer));
    file.finish(footer);
    verify();
  }

  private String arrowSchema(Map<String, String> words) {
    ArrowSchemaWord arrow = new ArrowSchemaWord();
    arrow.addGeometry(geometries);
    schema.columns().forEach(column -> arrow.add(column, times));
    if (hasBounds()) {
      arrow.addBounds(BBOX);
    }
    return arrow.text(words);
  }

  /** What was written is read again: its footer, and how many rows it says there are. */
  private void verify() {
    try (LocalRangeReader reader = LocalRangeReader.open(path)) {
      long found = ParquetTableReader.open(reader).rowCount();
      if (found != rows) {
        throw new IllegalStateException(
            "[%s] has %s rows, expected %s".formatted(path, found, rows));
      }
    }
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
