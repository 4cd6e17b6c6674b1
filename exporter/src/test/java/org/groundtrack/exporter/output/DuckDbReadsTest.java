package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DuckDB for Java reads every value; unlike Python it is there wherever the build is. */
class DuckDbReadsTest {
  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final RandomPoints points = new RandomPoints(new Random(seed), 400, 0, 1, 1500);

  private Path write(OutputFormat format, GeometryEncoding geometry) {
    return write(format, geometry, format == OutputFormat.GEOPARQUET ? TimeUnit.NANOS : null);
  }

  private Path write(OutputFormat format, GeometryEncoding geometry, TimeUnit times) {
    System.out.println("DuckDbReadsTest %s: seed %s".formatted(format, seed));
    Path file = folder.resolve("points." + format.ending());
    OutputOptions options =
        OutputOptions.DEFAULT
            .withFormat(format)
            .withGeometry(geometry)
            .withTimeUnit(times)
            .withZ(RandomPoints.HEIGHT);
    try (PointSink sink =
        new PointSinks(options, points.schema(), Map.of(), 500, Runnable::run, 1).open(file)) {
      points.tables().forEach(sink::add);
      sink.finish(Map.of());
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(GeometryEncoding.class)
  void geoParquetHasEveryValue(GeometryEncoding geometry) throws Exception {
    assertHasAll("read_parquet('%s')".formatted(write(OutputFormat.GEOPARQUET, geometry)), false);
  }

  @Test
  void timesAreRoundedDownToMicrosecondsUnlessNanosecondsAreAskedFor() throws Exception {
    Path nanos = folder.resolve("nanos.parquet");
    Files.move(write(OutputFormat.GEOPARQUET, null, TimeUnit.NANOS), nanos);
    Path micros = write(OutputFormat.GEOPARQUET, null, null);
    for (PointColumn column : points.schema().columns()) {
      if (column.instant()) {
        String differ =
            """
            select count(*) from (select "%1$s" t, row_number() over () n from '%2$s') a
            join (select "%1$s" t, row_number() over () n from '%3$s') b using (n)
            where a.t is distinct from b.t and epoch_ns(a.t) is distinct from
              epoch_ns(b.t) - ((epoch_ns(b.t) %% 1000) + 1000) %% 1000
              or typeof(a.t) <> 'TIMESTAMP WITH TIME ZONE' or typeof(b.t) <> 'TIMESTAMPTZ_NS'
            """
                .formatted(column.name(), micros, nanos);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(differ)) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).as("seed %s, %s", seed, column.name()).isZero();
        }
      }
    }
  }

  @Test
  void csvHasEveryValue() throws Exception {
    StringJoiner types = new StringJoiner(", ", "{", "}");
    for (PointColumn column : points.schema().columns()) {
      types.add("'%s': '%s'".formatted(column.name(), sqlType(column)));
    }
    assertHasAll(
        "read_csv('%s', header = true, nullstr = '', allow_quoted_nulls = false, columns = %s)"
            .formatted(write(OutputFormat.CSV, null), types),
        true);
  }

  private static String sqlType(PointColumn column) {
    if (column.instant()) {
      return "TIMESTAMP_NS";
    }
    String type =
        switch (column.type()) {
          case FLOAT32 -> "FLOAT";
          case FLOAT64 -> "DOUBLE";
          case STRING, VLEN_STRING -> "VARCHAR";
          default -> (column.type().isUnsigned() ? "U" : "") + integer(column.type().bytes());
        };
    // Lists of texts are JSON, of which DuckDB makes a list in a second step.
    return column.list() && !column.type().isText() ? type + "[]" : type;
  }

  private static String integer(int bytes) {
    return switch (bytes) {
      case 1 -> "TINYINT";
      case 2 -> "SMALLINT";
      case 4 -> "INTEGER";
      default -> "BIGINT";
    };
  }

  private void assertHasAll(String table, boolean csv) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int c = 0; c < points.schema().columns().size(); c++) {
        PointColumn column = points.schema().columns().get(c);
        String quoted = "\"%s\"".formatted(column.name());
        String value =
            csv && column.list() && column.type().isText()
                ? "cast(cast(%s as json) as varchar[])".formatted(quoted)
                : column.instant() ? "epoch_ns(%s)".formatted(quoted) : quoted;
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select %s from %s".formatted(value, table))) {
          while (rows.next()) {
            found.add(found(rows, column));
          }
        }
        assertThat(found).as("seed %s, %s", seed, column.name()).isEqualTo(expected(c, column));
      }
    }
  }

  private static String found(ResultSet rows, PointColumn column) throws SQLException {
    if (column.list()) {
      Array array = rows.getArray(1);
      if (array == null) {
        return null;
      }
      StringJoiner all = new StringJoiner("|", "[", "]");
      for (Object element : (Object[]) array.getArray()) {
        all.add(canonical(element));
      }
      return all.toString();
    }
    return canonical(rows.getObject(1));
  }

  private static String canonical(Object value) {
    if (value instanceof Float v) {
      return v.isNaN() ? "nan" : HexFormat.of().toHexDigits(Float.floatToRawIntBits(v));
    }
    if (value instanceof Double v) {
      return v.isNaN() ? "nan" : HexFormat.of().toHexDigits(Double.doubleToRawLongBits(v));
    }
    return value == null ? null : value.toString();
  }

  private List<String> expected(int c, PointColumn column) {
    List<String> all = new ArrayList<>();
    for (PointTable table : points.tables()) {
      ColumnValues values = table.columns().get(c);
      for (int i = 0; i < table.size(); i++) {
        if (values instanceof ListValues lists) {
          all.add(lists.isMissing(i) ? null : list(column, lists, i));
        } else {
          all.add(RandomPoints.text(column, (Values) values, i));
        }
      }
    }
    return all;
  }

  private static String list(PointColumn column, ListValues lists, int i) {
    StringJoiner list = new StringJoiner("|", "[", "]");
    for (int k = lists.start(i); k < lists.end(i); k++) {
      list.add(RandomPoints.text(column, lists.elements(), k));
    }
    return list.toString();
  }
}
