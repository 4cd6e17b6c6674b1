package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.testing.Python;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Points of every type, missing values, lists and strange texts, written in every format and read
 * by the libraries of its users.
 */
class FormatsTest {
  /** Once for each way in which geometries are written, in two dimensions and in three. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @CsvSource({
    "WKB,false",
    "WKB,true",
    "POINT,false",
    "POINT,true",
    "PARQUET_GEOMETRY,false",
    "PARQUET_GEOMETRY,true"
  })
  private @interface EveryGeometry {}

  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final RandomPoints points = new RandomPoints(new Random(seed), 700, 0, 1, 2500);

  private Path write(OutputFormat format, GeometryEncoding geometry, boolean z) {
    return write(points, format, geometry, z, 1000);
  }

  private Path write(
      RandomPoints what, OutputFormat format, GeometryEncoding geometry, boolean z, int groupRows) {
    Path file = folder.resolve("points." + format.ending());
    OutputOptions options =
        OutputOptions.DEFAULT
            .withFormat(format)
            .withGeometry(geometry)
            .withTimeUnit(format == OutputFormat.GEOPARQUET ? TimeUnit.NANOS : null)
            .withZ(z ? RandomPoints.HEIGHT : null);
    PointSinks.check(options, what.schema());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Map<String, String> words = Map.of("groundtrack", "{\"title\":\"naïve\"}");
    try (PointSink sink =
        new PointSinks(options, what.schema(), words, groupRows, threads, 2).open(file)) {
      for (PointTable table : what.tables()) {
        sink.add(table);
      }
      sink.finish(words);
    } finally {
      threads.shutdown();
    }
    return file;
  }

  private void assertReads(Python python, String reader, Path file, boolean z) throws Exception {
    System.out.println("FormatsTest %s: seed %s".formatted(reader, seed));
    Path expected = points.writeExpected(folder.resolve("expected.json"));
    assertThat(
            python.runResource(
                FormatsTest.class,
                "reads.py",
                reader,
                file,
                expected,
                z ? RandomPoints.HEIGHT : ""))
        .as("%s, seed %s", reader, seed)
        .isEqualTo("same\n");
  }

  @EveryGeometry
  void geoParquetIsReadByPyarrow(GeometryEncoding geometry, boolean z) throws Exception {
    Python python = Python.require("pyarrow", "shapely");
    assertReads(python, "pyarrow_parquet", write(OutputFormat.GEOPARQUET, geometry, z), z);
  }

  /** Without them a filter by a box reads every row group. */
  @Test
  void pyarrowSeesTheBoundsOfEveryRowGroup() throws Exception {
    Path file = write(OutputFormat.GEOPARQUET, GeometryEncoding.WKB, false);
    String script =
        """
        import sys, pyarrow.parquet
        file = pyarrow.parquet.ParquetFile(sys.argv[1])
        for i in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(i)
            xmin = file.read_row_group(i, columns=["bbox"])["bbox"].combine_chunks().field("xmin")
            found = [c for c in map(group.column, range(group.num_columns)) if c.path_in_schema == "bbox.xmin"]
            assert found[0].statistics.has_min_max, found[0]
            assert found[0].statistics.min == min(xmin.to_pylist()), found[0]
            assert found[0].statistics.max == max(xmin.to_pylist()), found[0]
        print(file.metadata.num_row_groups > 1)
        """;
    assertThat(Python.require("pyarrow").run(script, file)).isEqualTo("True\n");
  }

  @EveryGeometry
  void pyarrowShowsUnitsAndDescriptionsOfEveryColumn(GeometryEncoding geometry, boolean z)
      throws Exception {
    Path file = write(OutputFormat.GEOPARQUET, geometry, z);
    String script =
        """
        import sys, pyarrow.parquet as pq
        schema = pq.read_schema(sys.argv[1])
        for field in schema:
            words = field.metadata or {}
            print(field.name, *(words.get(word, b'-').decode() for word in (b'units', b'description')), sep='|')
        """;
    StringBuilder expected = new StringBuilder("geometry|-|-\n");
    for (PointColumn column : points.schema().columns()) {
      expected
          .append(column.name())
          .append('|')
          .append(column.units() == null ? "-" : column.units())
          .append('|')
          .append(column.description() == null ? "-" : column.description())
          .append('\n');
    }
    if (geometry == GeometryEncoding.WKB) {
      expected.append("bbox|-|-\n");
    }
    assertThat(Python.require("pyarrow").run(script, file)).isEqualTo(expected.toString());
    assertThat(expected).contains("|m|");
  }

  @EveryGeometry
  void geoParquetIsReadByGeoPandas(GeometryEncoding geometry, boolean z) throws Exception {
    Python python = Python.require("pyarrow", "geopandas");
    assertReads(python, "geopandas_parquet", write(OutputFormat.GEOPARQUET, geometry, z), z);
  }

  @EveryGeometry
  void geoParquetIsReadByDuckDb(GeometryEncoding geometry, boolean z) throws Exception {
    Python python = Python.require("pyarrow", "duckdb", "shapely");
    assertReads(python, "duckdb_parquet", write(OutputFormat.GEOPARQUET, geometry, z), z);
  }

  @EveryGeometry
  void geoParquetIsValidByItsSchema(GeometryEncoding geometry, boolean z) throws Exception {
    Path official = SharedData.require("geoparquet");
    Python python = Python.require("pyarrow", "jsonschema", "referencing");
    assertThat(
            python.runResource(
                FormatsTest.class,
                "geo_schema.py",
                write(OutputFormat.GEOPARQUET, geometry, z),
                official.resolve("format-specs/schema.json"),
                official.resolve("projjson-v0.7.schema.json")))
        .isEqualTo("valid\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void arrowFilesAreReadByPyarrowGeoPandasAndDuckDb(boolean z) throws Exception {
    Path file = write(OutputFormat.ARROW, null, z);
    assertReads(Python.require("pyarrow"), "arrow_file", file, z);
    assertReads(Python.require("pyarrow", "geopandas"), "geopandas_arrow", file, z);
    assertReads(Python.require("pyarrow", "duckdb"), "duckdb_arrow", file, z);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void arrowStreamsAreReadByPyarrowGeoPandasAndDuckDb(boolean z) throws Exception {
    Path file = write(OutputFormat.ARROW_STREAM, null, z);
    assertReads(Python.require("pyarrow"), "arrow_stream", file, z);
    assertReads(Python.require("pyarrow", "geopandas"), "geopandas_arrow", file, z);
    assertReads(Python.require("pyarrow", "duckdb"), "duckdb_arrow", file, z);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pandas_csv", "duckdb_csv", "pyarrow_csv"})
  void csvIsReadByPandasDuckDbAndPyarrow(String reader) throws Exception {
    Python python = Python.require("pyarrow", "pandas", "duckdb");
    assertReads(python, reader, write(OutputFormat.CSV, null, false), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flatGeobufIsReadByGdal(boolean z) throws Exception {
    Python python = Python.require("pyarrow", "pyogrio", "shapely");
    assertReads(python, "pyogrio_fgb", write(OutputFormat.FLATGEOBUF, null, z), z);
  }

  @ParameterizedTest
  @CsvSource({
    "GEOPARQUET,pyarrow_parquet", "GEOPARQUET,geopandas_parquet", "ARROW,arrow_file",
    "ARROW_STREAM,arrow_stream", "CSV,pandas_csv", "FLATGEOBUF,pyogrio_fgb"
  })
  void noPointsAtAllAreAFileToo(OutputFormat format, String reader) throws Exception {
    Python python = Python.require("pyarrow", "geopandas", "pyogrio", "duckdb");
    RandomPoints none = new RandomPoints(new Random(seed), 0);
    Path expected = none.writeExpected(folder.resolve("expected.json"));
    Path file = write(none, format, null, false, 1000);
    assertThat(python.runResource(FormatsTest.class, "reads.py", reader, file, expected, ""))
        .isEqualTo("same\n");
  }

  @ParameterizedTest
  @CsvSource({"CSV", "FLATGEOBUF", "GEOPARQUET"})
  void bytesDoNotDependOnTheThreads(OutputFormat format) throws Exception {
    RandomPoints many = new RandomPoints(new Random(seed), 25_000);
    byte[] once = Files.readAllBytes(write(many, format, null, true, 5000));
    assertThat(Files.readAllBytes(write(many, format, null, true, 5000)))
        .as("seed %s", seed)
        .isEqualTo(once);
  }

  @Test
  void anOutputThatIsNotFinishedIsNoFlatGeobuf() throws Exception {
    Path file = folder.resolve("points.fgb");
    OutputOptions options = OutputOptions.DEFAULT.withFormat(OutputFormat.FLATGEOBUF);
    try (PointSink sink =
        new PointSinks(options, points.schema(), Map.of(), 1000, Runnable::run, 2).open(file)) {
      sink.add(points.tables().get(0));
    }
    assertThat(Files.readAllBytes(file)).startsWith(new byte[12]);
  }
}
