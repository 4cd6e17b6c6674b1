package org.groundtrack.cli;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.exporter.StagedFile;
import org.groundtrack.geo.CellPolygons;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.query.CellRows;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** Writes how many rows each H3 cell may hold as GeoParquet with the cells' polygons. */
final class CoverageMap {
  private static final long NANOS_PER_MICRO = 1000;

  private static final ParquetTableWriter.Settings SETTINGS =
      new ParquetTableWriter.Settings(3, 20_000, Set.of("h3", "geometry"));

  private static final MessageType SCHEMA =
      new MessageType(
          "coverage_map",
          Schemas.integer("h3", 64, true, true),
          Schemas.integer("rows", 64, true, true),
          Schemas.integer("granules", 64, true, true),
          Schemas.timestamp("first_time", MICROS, false),
          Schemas.timestamp("last_time", MICROS, false),
          Schemas.bbox("bbox"),
          Schemas.geometry("geometry"));

  private CoverageMap() {}

  /** Writes a map. The file appears when it is complete, or not at all. */
  static void write(Path file, List<CellRows> cells, boolean overwrite) {
    Envelope all = new Envelope();
    int size = cells.size();
    double[][] box = new double[4][size];
    byte[][] shapes = new byte[size][];
    WKBWriter wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      Geometry shape = CellPolygons.of(cells.get(i).cell());
      Envelope bounds = shape.getEnvelopeInternal();
      all.expandToInclude(bounds);
      box[0][i] = bounds.getMinX();
      box[1][i] = bounds.getMinY();
      box[2][i] = bounds.getMaxX();
      box[3][i] = bounds.getMaxY();
      shapes[i] = wkb.write(shape);
    }
    try (StagedFile staged = StagedFile.of(file, overwrite)) {
      try (ParquetTableWriter writer = ParquetTableWriter.create(staged.path(), SCHEMA, SETTINGS)) {
        if (size > 0) {
          writer.append(
              writer.encode(
                  size,
                  List.of(
                      longs(cells, CellRows::cell),
                      longs(cells, CellRows::rows),
                      longs(cells, CellRows::granules),
                      micros(cells, CellRows::first, false),
                      micros(cells, CellRows::last, true),
                      ColumnData.lowerBounds(box[0]),
                      ColumnData.lowerBounds(box[1]),
                      ColumnData.upperBounds(box[2]),
                      ColumnData.upperBounds(box[3]),
                      ColumnData.binaries(shapes))));
        }
        writer.finish(Map.of(GeoParquetMetadata.KEY, geo(all)));
      }
      staged.publish();
    }
  }

  private static String geo(Envelope all) {
    double[] bounds =
        all.isNull()
            ? null
            : new double[] {all.getMinX(), all.getMinY(), all.getMaxX(), all.getMaxY()};
    return GeoParquetMetadata.of("geometry", List.of("MultiPolygon", "Polygon"), "bbox", bounds);
  }

  private static ColumnData longs(List<CellRows> cells, ToLongFunction<CellRows> value) {
    return ColumnData.longs(cells.stream().mapToLong(value).toArray(), null);
  }

  private static ColumnData micros(
      List<CellRows> cells, Function<CellRows, Instant> time, boolean up) {
    long[] micros = new long[cells.size()];
    boolean[] missing = new boolean[cells.size()];
    for (int i = 0; i < micros.length; i++) {
      Instant instant = time.apply(cells.get(i));
      missing[i] = instant == null;
      long nanos = missing[i] ? 0 : GpsTime.nanos(instant);
      micros[i] =
          up ? -Math.floorDiv(-nanos, NANOS_PER_MICRO) : Math.floorDiv(nanos, NANOS_PER_MICRO);
    }
    return ColumnData.longs(micros, missing);
  }
}
