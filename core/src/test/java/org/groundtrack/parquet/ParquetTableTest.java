package org.groundtrack.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.NANOS;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.io.CountingRangeReader;
import org.groundtrack.io.LocalRangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {
  private static final ParquetTableWriter.Settings SETTINGS =
      new ParquetTableWriter.Settings(3, 1000, Set.of("geometry"));

  @TempDir Path folder;

  private static final MessageType EVERYTHING =
      new MessageType(
          "everything",
          Schemas.column("i", INT32, true),
          Schemas.column("i_null", INT32, false),
          Schemas.integer("u8", 8, false, true),
          Schemas.integer("l", 64, true, true),
          Schemas.integer("u64_null", 64, false, false),
          Schemas.column("f", FLOAT, true),
          Schemas.column("f_null", FLOAT, false),
          Schemas.column("d", DOUBLE, true),
          Schemas.column("d_null", DOUBLE, false),
          Schemas.string("coded", false),
          Schemas.string("text", true),
          Schemas.string("text_null", false),
          Schemas.column("bytes_null", BINARY, false),
          Schemas.timestamp("time_null", NANOS, false),
          Schemas.list("longs", INT64),
          Schemas.list("ints", INT32),
          Schemas.stringList("strings"),
          Schemas.bbox("bbox"),
          Schemas.geometry("geometry"));

  /** Values of a row group, made from the row's number alone. */
  private static final class Rows {
    final int size;
    final boolean[] missing;
    final int[] ints;
    final int[] small;
    final long[] longs;
    final float[] floats;
    final double[] doubles;
    final int[] codes;
    final String[] coded;
    final String[] text;
    final String[] textNull;
    final byte[][] bytes;
    final long[][] longLists;
    final int[][] intLists;
    final String[][] stringLists;
    final double[] x;
    final double[] y;

    Rows(int first, int size) {
      this.size = size;
      missing = new boolean[size];
      ints = new int[size];
      small = new int[size];
      longs = new long[size];
      floats = new float[size];
      doubles = new double[size];
      codes = new int[size];
      coded = new String[size];
      text = new String[size];
      textNull = new String[size];
      bytes = new byte[size][];
      longLists = new long[size][];
      intLists = new int[size][];
      stringLists = new String[size][];
      x = new double[size];
      y = new double[size];
      for (int k = 0; k < size; k++) {
        int i = first + k;
        missing[k] = i % 3 == 1;
        ints[k] = i * 2_000_003;
        small[k] = i % 256;
        longs[k] = i % 5 == 0 ? Long.MIN_VALUE + i : i * 10_000_000_019L;
        floats[k] = i % 7 == 0 ? Float.NaN : i / 3f;
        doubles[k] = i % 11 == 0 ? -0.0 : i / 7.0;
        codes[k] = i % 4 - 1;
        coded[k] = codes[k] < 0 ? null : List.of("zero", "one", "two").get(codes[k]);
        text[k] = "row " + i + " é€😀";
        textNull[k] = i % 5 == 2 ? null : i % 5 == 3 ? "" : "t" + i;
        bytes[k] = i % 6 == 4 ? null : new byte[] {(byte) i, 0, (byte) (i >> 8)};
        longLists[k] = new long[i % 4];
        intLists[k] = new int[(i + 1) % 3];
        stringLists[k] = new String[(i + 2) % 3];
        Arrays.fill(longLists[k], i * 5L);
        Arrays.fill(intLists[k], -i);
        Arrays.fill(stringLists[k], "s" + i);
        x[k] = -180 + (i * 0.7310001) % 360;
        y[k] = -90 + (i * 0.3710001) % 180;
      }
    }

    List<ColumnData> columns() {
      return List.of(
          ColumnData.ints(ints, null),
          ColumnData.ints(ints, missing),
          ColumnData.ints(small, null),
          ColumnData.longs(longs, null),
          ColumnData.longs(longs, missing),
          ColumnData.floats(floats, null),
          ColumnData.floats(floats, missing),
          ColumnData.doubles(doubles, null),
          ColumnData.doubles(doubles, missing),
          ColumnData.strings(coded),
          ColumnData.strings(text),
          ColumnData.strings(textNull),
          ColumnData.binaries(bytes),
          ColumnData.longs(longs, missing),
          ColumnData.longLists(longLists),
          ColumnData.intLists(intLists),
          ColumnData.stringLists(stringLists),
          ColumnData.lowerBounds(x),
          ColumnData.lowerBounds(y),
          ColumnData.upperBounds(x),
          ColumnData.upperBounds(y),
          ColumnData.wkbPoints(x, y, null));
    }
  }

  private Path write(String name, Rows... groups) {
    Path file = folder.resolve(name);
    try (ParquetTableWriter writer = ParquetTableWriter.create(file, EVERYTHING, SETTINGS)) {
      for (Rows group : groups) {
        writer.append(writer.encode(group.size, group.columns()));
      }
      writer.finish(
          Map.of(
              GeoParquetMetadata.KEY,
              GeoParquetMetadata.of(
                  "geometry", List.of("Point"), "bbox", new double[] {-180, -90, 180, 90})));
    }
    return file;
  }

  @Test
  void everyKindOfColumnComesBackAsItWasWritten() {
    Rows[] groups = {new Rows(0, 4567), new Rows(4567, 1), new Rows(4568, 2000)};
    Path file = write("all.parquet", groups);
    try (LocalRangeReader source = LocalRangeReader.open(file)) {
      ParquetTableReader reader = ParquetTableReader.open(source);
      assertThat(reader.rowCount()).isEqualTo(6568);
      assertThat(reader.schema()).isEqualTo(EVERYTHING);
      List<String> columns = EVERYTHING.getFields().stream().map(f -> f.getName()).toList();
      int[] group = {0};
      reader.scan(columns, null, rows -> check(rows, groups[group[0]++]));
      assertThat(group[0]).isEqualTo(3);
    }
  }

  private static void check(TableRows rows, Rows expected) {
    assertThat(rows.size()).isEqualTo(expected.size);
    assertThat(rows.ints("i")).isEqualTo(expected.ints);
    assertThat(rows.ints("u8")).isEqualTo(expected.small);
    assertThat(rows.longs("l")).isEqualTo(expected.longs);
    assertThat(rows.floats("f")).isEqualTo(expected.floats);
    assertThat(rows.doubles("d")).isEqualTo(expected.doubles);
    assertThat(rows.strings("text")).isEqualTo(expected.text);
    assertThat(rows.strings("text_null")).isEqualTo(expected.textNull);
    assertThat(rows.binaries("bytes_null")).isDeepEqualTo(expected.bytes);
    assertThat(rows.longLists("longs")).isDeepEqualTo(expected.longLists);
    assertThat(rows.intLists("ints")).isDeepEqualTo(expected.intLists);
    assertThat(rows.stringLists("strings")).isDeepEqualTo(expected.stringLists);
    for (int i = 0; i < rows.size(); i++) {
      boolean missing = expected.missing[i];
      for (String column : List.of("i_null", "u64_null", "f_null", "d_null", "time_null")) {
        assertThat(rows.isMissing(column, i)).isEqualTo(missing);
      }
      if (!missing) {
        assertThat(rows.ints("i_null")[i]).isEqualTo(expected.ints[i]);
        assertThat(rows.longs("u64_null")[i]).isEqualTo(expected.longs[i]);
        assertThat(Float.valueOf(rows.floats("f_null")[i]))
            .isEqualTo(Float.valueOf(expected.floats[i]));
        assertThat(rows.doubles("d_null")[i]).isEqualTo(expected.doubles[i]);
        assertThat(rows.longs("time_null")[i]).isEqualTo(expected.longs[i]);
      }
      int code = expected.codes[i];
      assertThat(rows.strings("coded")[i])
          .isEqualTo(code < 0 ? null : List.of("zero", "one", "two").get(code));
      assertThat(rows.isMissing("i", i)).isFalse();
      ByteBuffer wkb = ByteBuffer.wrap(rows.binaries("geometry")[i]).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(wkb.remaining()).isEqualTo(21);
      assertThat(wkb.get()).isEqualTo((byte) 1);
      assertThat(wkb.getInt()).isEqualTo(1);
      assertThat(wkb.getDouble()).isEqualTo(expected.x[i]);
      assertThat(wkb.getDouble()).isEqualTo(expected.y[i]);
      assertThat((double) rows.floats("bbox.xmin")[i]).isLessThanOrEqualTo(expected.x[i]);
      assertThat((double) Math.nextUp(rows.floats("bbox.xmin")[i])).isGreaterThan(expected.x[i]);
      assertThat((double) rows.floats("bbox.ymax")[i]).isGreaterThanOrEqualTo(expected.y[i]);
      assertThat((double) Math.nextDown(rows.floats("bbox.ymax")[i])).isLessThan(expected.y[i]);
    }
  }

  @Test
  void duckDbReadsEveryKindOfColumnAsItWasWritten() throws Exception {
    Rows[] groups = {new Rows(0, 700), new Rows(700, 500)};
    Path file = write("duck.parquet", groups);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * EXCLUDE (geometry, bbox, time_null), bbox.xmin AS xmin, bbox.ymax AS ymax,"
                    + " epoch_ns(time_null) AS nanos, array_to_string(longs, ' ') AS long_text,"
                    + " array_to_string(ints, ' ') AS int_text, array_to_string(strings, ' ') AS"
                    + " string_text FROM '"
                    + file
                    + "'")) {
      for (Rows group : groups) {
        for (int i = 0; i < group.size; i++) {
          assertThat(rows.next()).isTrue();
          checkDuck(rows, group, i);
        }
      }
      assertThat(rows.next()).isFalse();
    }
  }

  private static void checkDuck(ResultSet rows, Rows expected, int i) throws Exception {
    boolean missing = expected.missing[i];
    assertThat(rows.getInt("i")).isEqualTo(expected.ints[i]);
    assertThat(rows.getObject("i_null")).isEqualTo(missing ? null : expected.ints[i]);
    assertThat(rows.getInt("u8")).isEqualTo(expected.small[i]);
    assertThat(rows.getLong("l")).isEqualTo(expected.longs[i]);
    assertThat(rows.getString("u64_null"))
        .isEqualTo(missing ? null : Long.toUnsignedString(expected.longs[i]));
    assertThat(Float.valueOf(rows.getFloat("f"))).isEqualTo(Float.valueOf(expected.floats[i]));
    assertThat(rows.getObject("f_null")).isEqualTo(missing ? null : expected.floats[i]);
    assertThat(rows.getDouble("d")).isEqualTo(expected.doubles[i]);
    assertThat(rows.getObject("d_null")).isEqualTo(missing ? null : expected.doubles[i]);
    assertThat(rows.getString("text")).isEqualTo(expected.text[i]);
    assertThat(rows.getString("text_null")).isEqualTo(expected.textNull[i]);
    Blob blob = rows.getBlob("bytes_null");
    assertThat(blob == null ? null : blob.getBytes(1, (int) blob.length()))
        .isEqualTo(expected.bytes[i]);
    assertThat(rows.getString("long_text")).isEqualTo(joined(expected.longLists[i]));
    assertThat(rows.getString("int_text"))
        .isEqualTo(joined(Arrays.stream(expected.intLists[i]).asLongStream().toArray()));
    assertThat(rows.getString("string_text")).isEqualTo(String.join(" ", expected.stringLists[i]));
    if (!missing && expected.longs[i] > 0) {
      assertThat(rows.getLong("nanos")).isEqualTo(expected.longs[i]);
    }
    assertThat((double) rows.getFloat("xmin")).isLessThanOrEqualTo(expected.x[i]);
    assertThat((double) rows.getFloat("ymax")).isGreaterThanOrEqualTo(expected.y[i]);
  }

  private static String joined(long[] values) {
    return String.join(" ", Arrays.stream(values).mapToObj(Long::toString).toList());
  }

  @Test
  void duckDbTakesTheGeometryColumnForGeometry() throws Exception {
    Path file = write("geo.parquet", new Rows(0, 100));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT column_type FROM (DESCRIBE SELECT geometry FROM '" + file + "')")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).startsWith("GEOMETRY");
    }
  }

  @Test
  void geoMetadataHasWhatTheSpecificationRequires() throws Exception {
    Path file = write("geo.parquet", new Rows(0, 10));
    try (LocalRangeReader source = LocalRangeReader.open(file)) {
      JsonNode geo =
          new ObjectMapper().readTree(ParquetTableReader.open(source).metadata().get("geo"));
      assertThat(geo.path("version").asText()).isEqualTo("1.1.0");
      assertThat(geo.path("primary_column").asText()).isEqualTo("geometry");
      assertThat(geo.path("columns").size()).isEqualTo(1);
      JsonNode column = geo.path("columns").path("geometry");
      assertThat(column.path("encoding").asText()).isEqualTo("WKB");
      assertThat(column.path("geometry_types").get(0).asText()).isEqualTo("Point");
      assertThat(column.path("edges").asText()).isEqualTo("planar");
      assertThat(column.path("bbox").size()).isEqualTo(4);
      assertThat(column.path("crs").path("id").path("authority").asText()).isEqualTo("OGC");
      assertThat(column.path("crs").path("id").path("code").asText()).isEqualTo("CRS84");
      assertThat(column.path("crs").path("type").asText()).isEqualTo("GeographicCRS");
      for (String corner : List.of("xmin", "ymin", "xmax", "ymax")) {
        JsonNode path = column.path("covering").path("bbox").path(corner);
        assertThat(path.toString()).isEqualTo("[\"bbox\",\"" + corner + "\"]");
      }
    }
  }

  @Test
  void fileWithoutRowsIsReadable() throws Exception {
    Path file = write("empty.parquet");
    try (LocalRangeReader source = LocalRangeReader.open(file)) {
      ParquetTableReader reader = ParquetTableReader.open(source);
      assertThat(reader.rowCount()).isZero();
      reader.scan(
          List.of("i"),
          null,
          rows -> {
            throw new AssertionError("no rows");
          });
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM '" + file + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isZero();
    }
  }

  @Test
  void bytesAreTheSameHoweverManyThreadsEncode() throws Exception {
    List<Rows> groups = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      groups.add(new Rows(i * 1500, 1500 + i));
    }
    Path one = write("one.parquet", groups.toArray(new Rows[0]));
    Path four = folder.resolve("four.parquet");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ParquetTableWriter writer = ParquetTableWriter.create(four, EVERYTHING, SETTINGS)) {
      List<Future<ParquetTableWriter.EncodedRowGroup>> encoded = new ArrayList<>();
      for (Rows group : groups) {
        encoded.add(threads.submit(() -> writer.encode(group.size, group.columns())));
      }
      for (Future<ParquetTableWriter.EncodedRowGroup> group : encoded) {
        writer.append(group.get());
      }
      writer.finish(
          Map.of(
              GeoParquetMetadata.KEY,
              GeoParquetMetadata.of(
                  "geometry", List.of("Point"), "bbox", new double[] {-180, -90, 180, 90})));
    } finally {
      threads.shutdown();
    }
    assertThat(Files.mismatch(one, four)).isEqualTo(-1);
  }

  @Test
  void narrowFilterReadsASmallPartOfTheFile() {
    MessageType schema =
        new MessageType(
            "sorted",
            Schemas.integer("key", 64, true, true),
            Schemas.integer("value", 64, true, true));
    Path file = folder.resolve("sorted.parquet");
    int groupRows = 250_000;
    try (ParquetTableWriter writer =
        ParquetTableWriter.create(
            file, schema, new ParquetTableWriter.Settings(3, 1000, Set.of("key", "value")))) {
      for (int group = 0; group < 4; group++) {
        long[] keys = new long[groupRows];
        long[] values = new long[groupRows];
        for (int i = 0; i < groupRows; i++) {
          long row = (long) group * groupRows + i;
          keys[i] = row * 37 + row % 5;
          values[i] = row * 0x9E3779B97F4A7C15L;
        }
        writer.append(
            writer.encode(
                groupRows, List.of(ColumnData.longs(keys, null), ColumnData.longs(values, null))));
      }
      writer.finish(Map.of());
    }
    try (LocalRangeReader local = LocalRangeReader.open(file)) {
      CountingRangeReader source = new CountingRangeReader(local);
      LongColumn key = longColumn("key");
      long first = 612_345L * 37;
      long last = first + 37 * 50;
      List<Long> found = new ArrayList<>();
      int[] given = {0};
      ParquetTableReader.open(source)
          .scan(
              List.of("key", "value"),
              and(gtEq(key, first), ltEq(key, last)),
              rows -> {
                given[0] += rows.size();
                for (int i = 0; i < rows.size(); i++) {
                  long row = rows.longs("key")[i] / 37;
                  assertThat(rows.longs("value")[i]).isEqualTo(row * 0x9E3779B97F4A7C15L);
                  if (rows.longs("key")[i] >= first && rows.longs("key")[i] <= last) {
                    found.add(row);
                  }
                }
              });
      assertThat(found).hasSizeBetween(50, 51).contains(612_346L);
      assertThat(given[0]).isLessThanOrEqualTo(2000);
      System.out.printf(
          "ParquetTableTest: narrow filter read %s of %s bytes in %s requests%n",
          source.bytes(), local.identity().size(), source.requests());
      assertThat(source.bytes()).isLessThan(local.identity().size() / 50);
    }
  }

  @Test
  void closingWithoutFinishingLeavesNoFile() {
    Path file = folder.resolve("unfinished.parquet");
    Rows rows = new Rows(0, 5000);
    try (ParquetTableWriter writer = ParquetTableWriter.create(file, EVERYTHING, SETTINGS)) {
      writer.append(writer.encode(rows.size, rows.columns()));
      assertThat(writer.bytes()).isPositive();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void fileThatCannotBeWrittenIsReported() {
    Path file = folder.resolve("no/such/folder.parquet");
    assertThatThrownBy(() -> ParquetTableWriter.create(file, EVERYTHING, SETTINGS))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("folder.parquet] can't be written");
  }

  @Test
  void columnsThatDoNotFitTheSchemaAreRefused() {
    Path file = write("schema.parquet", new Rows(0, 10));
    try (LocalRangeReader source = LocalRangeReader.open(file)) {
      ParquetTableReader reader = ParquetTableReader.open(source);
      assertThatThrownBy(() -> reader.scan(List.of("absent"), null, rows -> {}))
          .isInstanceOf(BadIndexException.class)
          .hasMessageContainingAll("schema.parquet", "has no column absent");
      assertThatThrownBy(() -> reader.scan(List.of("i"), null, rows -> rows.longs("i")))
          .isInstanceOf(BadIndexException.class)
          .hasMessageContainingAll("schema.parquet", "column i is int[], expected long[]");
      assertThatThrownBy(() -> reader.scan(List.of("i"), null, rows -> rows.longs("l")))
          .isInstanceOf(BadIndexException.class)
          .hasMessageContaining("column l is absent");
    }
  }
}
