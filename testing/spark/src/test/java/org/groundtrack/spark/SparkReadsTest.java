package org.groundtrack.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark opens what the command writes. It brings its own libraries, so the command runs in a
 * process of its own.
 */
class SparkReadsTest {
  @TempDir static Path folder;
  private static Path index;
  private static SparkSession spark;
  private static List<String> expected;

  @BeforeAll
  static void makeAnIndexAndStartSpark() throws IOException {
    groundtrack("demo", "-d", folder.resolve("demo"), "--granules", 2, "--rows", 2000);
    index = folder.resolve("demo/index");
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString())
            .getOrCreate();
    expected = expected();
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  private static void groundtrack(Object... words) throws IOException {
    List<String> call = new ArrayList<>();
    call.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    call.add("-jar");
    call.add(System.getProperty("groundtrack.jar"));
    Stream.of(words).map(Object::toString).forEach(call::add);
    Path said = Files.createTempFile(folder, "said", "");
    ProcessBuilder builder = new ProcessBuilder(call).redirectErrorStream(true);
    builder.redirectOutput(said.toFile()).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GROUNDTRACK_"));
    builder.environment().put("GROUNDTRACK_CONFIG", "/dev/null");
    try {
      int exitCode = builder.start().waitFor();
      assertThat(exitCode).as(Files.readString(said)).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Path export(String name, Object... more) throws IOException {
    Path output = folder.resolve(name);
    groundtrack(
        Stream.concat(
                Stream.of("export", index, "--aoi", folder.resolve("demo/greenland.geojson")),
                Stream.concat(Stream.of("--row-numbers", "-o", output), Stream.of(more)))
            .toArray());
    return output;
  }

  /** Points by granule, beam and row; times as texts to the microsecond. */
  private static List<String> points(Dataset<Row> table, String time) {
    return table
        .selectExpr(
            "granule", "track_id", "row", "longitude", "latitude", "float(h_li)", time + " t")
        .orderBy("granule", "track_id", "row")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  /** CSV has all nanoseconds, and numbers that read back as they were. */
  private static List<String> expected() throws IOException {
    Path csv = export("expected.csv");
    Dataset<Row> table =
        spark.read().option("header", true).option("inferSchema", false).csv(csv.toString());
    List<String> expected =
        points(
            table.selectExpr(
                "granule",
                "track_id",
                "cast(row as bigint) row",
                "cast(longitude as double) longitude",
                "cast(latitude as double) latitude",
                "cast(h_li as float) h_li",
                "time"),
            "replace(substring(time, 1, 26), 'T', ' ')");
    assertThat(expected).hasSizeGreaterThan(100);
    return expected;
  }

  private static final String MICROS = "date_format(time, 'yyyy-MM-dd HH:mm:ss.SSSSSS')";

  @Test
  void anExportIsReadWithItsTimesToTheMicrosecond() throws IOException {
    Dataset<Row> table = spark.read().parquet(export("points.parquet").toString());
    assertThat(table.schema().apply("time").dataType()).isEqualTo(DataTypes.TimestampType);
    assertThat(points(table, MICROS)).isEqualTo(expected);
  }

  @Test
  void pointsAsCoordinatesAreReadToo() throws IOException {
    Path file = export("coordinates.parquet", "--geometry", "point");
    Dataset<Row> table = spark.read().parquet(file.toString());
    assertThat(points(table, MICROS)).isEqualTo(expected);
    assertThat(table.where("geometry.x <> longitude or geometry.y <> latitude").count()).isZero();
  }

  @Test
  void aFolderOfPartitionsIsReadAsOneTable() throws IOException {
    Path files = export("parts", "--partition-by", "date,beam");
    Dataset<Row> table = spark.read().parquet(files.toString());
    assertThat(points(table.withColumnRenamed("beam", "track_id"), MICROS)).isEqualTo(expected);
    assertThat(table.where("date <> cast(time as date)").count()).isZero();
  }

  @Test
  void allTablesOfAnIndexAreRead() {
    for (String name : List.of("granules", "coverage", "manifest")) {
      Dataset<Row> table = spark.read().parquet(index.resolve(name).toString());
      List<Row> rows = table.collectAsList();
      assertThat(rows).as(name).isNotEmpty();
    }
    Dataset<Row> granules = spark.read().parquet(index.resolve("granules").toString());
    assertThat(granules.count()).isEqualTo(2);
    for (String time : List.of("last_modified", "epoch", "start_time", "end_time")) {
      assertThat(granules.schema().apply(time).dataType())
          .as(time)
          .isEqualTo(DataTypes.TimestampType);
    }
    Dataset<Row> coverage = spark.read().parquet(index.resolve("coverage").toString());
    Dataset<Row> outside =
        coverage
            .as("c")
            .join(granules.as("g"), "granule")
            .where("c.start_time < g.start_time or c.end_time > g.end_time");
    assertThat(outside.count()).isZero();
  }
}
