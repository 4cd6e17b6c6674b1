package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wololo.flatgeobuf.Constants;
import org.wololo.flatgeobuf.generated.Column;
import org.wololo.flatgeobuf.generated.ColumnType;
import org.wololo.flatgeobuf.generated.Feature;
import org.wololo.flatgeobuf.generated.Header;

/** Outputs as libraries for Java read them: Arrow's own, Parquet's own and FlatGeobuf's tables. */
class JavaReadersTest {
  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final RandomPoints points = new RandomPoints(new Random(seed), 700, 0, 1, 2500);

  private Path write(OutputFormat format, GeometryEncoding geometry, boolean z) {
    System.out.println("JavaReadersTest %s: seed %s".formatted(format, seed));
    Path file = folder.resolve("points." + format.ending());
    OutputOptions options =
        OutputOptions.DEFAULT
            .withFormat(format)
            .withGeometry(geometry)
            .withZ(z ? RandomPoints.HEIGHT : null);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (PointSink sink =
        new PointSinks(options, points.schema(), Map.of("groundtrack", "{}"), 1000, threads, 2)
            .open(file)) {
      points.tables().forEach(sink::add);
      sink.finish(Map.of("groundtrack", "{}"));
    } finally {
      threads.shutdown();
    }
    return file;
  }

  private double[] all(String column) {
    return points.tables().stream()
        .flatMapToDouble(
            table -> {
              Values values = table.scalars(points.schema().find(column));
              double[] numbers = new double[table.size()];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] =
                    values.missing()[i]
                        ? Double.NaN
                        : values.doubles() == null ? values.floats()[i] : values.doubles()[i];
              }
              return Arrays.stream(numbers);
            })
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"ARROW,false", "ARROW,true", "ARROW_STREAM,false", "ARROW_STREAM,true"})
  void arrowsOwnReaderFindsPointsAndWords(OutputFormat format, boolean z) throws Exception {
    Path file = write(format, null, z);
    List<double[]> found = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowReader reader =
            format == OutputFormat.ARROW
                ? new ArrowFileReader(channel, allocator)
                : new ArrowStreamReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      Field geometry = root.getSchema().findField(Geometries.COLUMN);
      assertThat(geometry.getMetadata())
          .containsEntry("ARROW:extension:name", "geoarrow.point")
          .containsEntry(
              "ARROW:extension:metadata",
              "{\"crs\":\"OGC:%s\",\"crs_type\":\"authority_code\"}"
                  .formatted(z ? "CRS84h" : "CRS84"));
      assertThat(root.getSchema().getCustomMetadata()).containsEntry("groundtrack", "{}");
      assertThat(root.getSchema().findField(RandomPoints.HEIGHT).getMetadata())
          .containsEntry("units", "m");
      while (reader.loadNextBatch()) {
        StructVector places = (StructVector) root.getVector(Geometries.COLUMN);
        assertThat(root.getRowCount()).isLessThanOrEqualTo(1000);
        for (int i = 0; i < root.getRowCount(); i++) {
          assertThat(places.isNull(i)).isFalse();
          double[] place = new double[z ? 3 : 2];
          for (int axis = 0; axis < place.length; axis++) {
            FieldVector values = (FieldVector) places.getChildByOrdinal(axis);
            place[axis] = ((Float8Vector) values).get(i);
          }
          found.add(place);
        }
      }
    }
    assertThat(found).as("seed %s", seed).hasSize(points.size());
    for (int axis = 0; axis < (z ? 3 : 2); axis++) {
      int which = axis;
      assertThat(found.stream().mapToDouble(place -> place[which]).toArray())
          .as("axis %s, seed %s", axis, seed)
          .isEqualTo(all(List.of("longitude", "latitude", RandomPoints.HEIGHT).get(axis)));
    }
  }

  @Test
  void anArrowFileThatIsNotFinishedIsNone() throws Exception {
    Path file = folder.resolve("points.arrow");
    OutputOptions options = OutputOptions.DEFAULT.withFormat(OutputFormat.ARROW);
    try (PointSink sink =
        new PointSinks(options, points.schema(), Map.of(), 100, Runnable::run, 2).open(file)) {
      sink.add(points.tables().get(0));
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, bytes.length - 6, 6, StandardCharsets.US_ASCII))
        .isNotEqualTo("ARROW1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void parquetsOwnReaderFindsWhereGeometriesAre(boolean z) throws Exception {
    Path file = write(OutputFormat.GEOPARQUET, GeometryEncoding.PARQUET_GEOMETRY, z);
    double[][] axes = {all("longitude"), all("latitude"), z ? all(RandomPoints.HEIGHT) : null};
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      int first = 0;
      for (BlockMetaData group : reader.getFooter().getBlocks()) {
        ColumnChunkMetaData column =
            group.getColumns().stream()
                .filter(c -> c.getPath().toDotString().equals(Geometries.COLUMN))
                .findFirst()
                .orElseThrow();
        assertThat(column.getPrimitiveType().getLogicalTypeAnnotation().toString())
            .startsWith("GEOMETRY");
        GeospatialStatistics where = column.getGeospatialStatistics();
        assertThat(where.getGeospatialTypes().getTypes()).containsExactly(z ? 1001 : 1);
        int last = first + Math.toIntExact(group.getRowCount());
        assertThat(
                new double[] {where.getBoundingBox().getXMin(), where.getBoundingBox().getXMax()})
            .as("seed %s", seed)
            .isEqualTo(range(axes[0], first, last));
        assertThat(
                new double[] {where.getBoundingBox().getYMin(), where.getBoundingBox().getYMax()})
            .isEqualTo(range(axes[1], first, last));
        // What has no bounds is left out.
        double[] heights = z ? range(axes[2], first, last) : new double[] {0, -1};
        boolean known =
            heights[0] <= heights[1] && Double.isFinite(heights[0]) && Double.isFinite(heights[1]);
        assertThat(
                new double[] {where.getBoundingBox().getZMin(), where.getBoundingBox().getZMax()})
            .isEqualTo(known ? heights : new double[] {Double.NaN, Double.NaN});
        first = last;
      }
      assertThat(first).isEqualTo(points.size());
    }
  }

  private static double[] range(double[] values, int from, int to) {
    double[] numbers =
        Arrays.stream(values, from, to).filter(value -> !Double.isNaN(value)).toArray();
    return new double[] {
      Arrays.stream(numbers).min().orElse(Double.POSITIVE_INFINITY),
      Arrays.stream(numbers).max().orElse(Double.NEGATIVE_INFINITY)
    };
  }

  /** GDAL makes floating-point numbers of these; the file has all their bits. */
  @Test
  void flatGeobufHas64BitsWithoutASign() throws Exception {
    Path file = write(OutputFormat.FLATGEOBUF, null, false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Constants.isFlatgeobuf(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN))).isTrue();
    bytes.position(Constants.MAGIC_BYTES.length);
    Header header = Header.getRootAsHeader(next(bytes));
    assertThat(header.featuresCount()).isEqualTo(points.size());
    assertThat(header.indexNodeSize()).isZero();
    int wanted = points.schema().find("u8");
    assertThat(header.columns(wanted).type()).isEqualTo(ColumnType.ULong);
    List<Long> found = new ArrayList<>();
    while (bytes.hasRemaining()) {
      found.add(property(Feature.getRootAsFeature(next(bytes)), header, wanted));
    }
    List<Long> expected = new ArrayList<>();
    for (PointTable table : points.tables()) {
      Values values = table.scalars(wanted);
      for (int i = 0; i < table.size(); i++) {
        expected.add(values.missing()[i] ? null : values.longs()[i]);
      }
    }
    assertThat(found).as("seed %s", seed).isEqualTo(expected);
  }

  /** A table after its size. */
  private static ByteBuffer next(ByteBuffer bytes) {
    int size = bytes.getInt();
    ByteBuffer table = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + size);
    return table;
  }

  private static Long property(Feature feature, Header header, int wanted) throws IOException {
    ByteBuffer values = feature.propertiesAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      int number = values.getShort() & 0xFFFF;
      Column column = header.columns(number);
      int size =
          switch (column.type()) {
            case ColumnType.Short -> Short.BYTES;
            case ColumnType.Int, ColumnType.Float -> Integer.BYTES;
            case ColumnType.Long, ColumnType.ULong, ColumnType.Double -> Long.BYTES;
            default -> Integer.BYTES + values.getInt(values.position());
          };
      if (number == wanted) {
        return values.getLong();
      }
      values.position(values.position() + size);
    }
    return null;
  }
}
