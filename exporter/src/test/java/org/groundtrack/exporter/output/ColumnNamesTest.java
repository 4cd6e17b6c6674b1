package org.groundtrack.exporter.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.granule.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns are called as variables are, and variables may be called anything. */
class ColumnNamesTest {
  private static final String[] PIECES = {
    "a",
    "b",
    ".",
    "'",
    "\"",
    ",",
    " ",
    "\n",
    "\t",
    "\1",
    "é",
    "雪",
    "😀",
    "*",
    "[",
    "]",
    "{",
    "=",
    ";",
    ":",
    "\\",
    "%",
    "list",
    "element",
    "geometry",
    "bbox",
    "xmin",
    "x",
    "-",
    "$",
    "#",
    "`",
    "\0"
  };

  @TempDir Path folder;

  private static Set<String> names(Random random, int count) {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < count) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(5); n >= 0; n--) {
        name.append(PIECES[random.nextInt(PIECES.length)]);
      }
      if (!Set.of("geometry", "bbox").contains(name.toString())) {
        names.add(name.toString());
      }
    }
    return names;
  }

  private static PointTable table(Random random, Set<String> names) {
    int size = 3;
    List<PointColumn> columns = new ArrayList<>();
    List<ColumnValues> values = new ArrayList<>();
    for (String axis : List.of("longitude", "latitude")) {
      columns.add(
          new PointColumn(axis, ElementType.FLOAT64, false, false, true, false, null, null, null));
      values.add(Values.of(new double[] {1, 2, 3}));
    }
    for (String name : names) {
      boolean list = random.nextInt(4) == 0;
      columns.add(
          new PointColumn(name, ElementType.INT64, false, list, false, false, null, null, null));
      Values longs = Values.of(new long[] {columns.size(), 5, 6});
      values.add(list ? new ListValues(longs, new int[] {1, 2, 3}) : longs);
    }
    return new PointTable(new PointSchema(columns), size, values);
  }

  @Test
  void everyFormatHasColumnsOfAnyName() throws Exception {
    long seed = Long.getLong("groundtrack.property.seed", System.nanoTime());
    System.out.println("names of columns: seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 20; run++) {
      PointTable table = table(random, names(random, 40));
      for (OutputFormat format : OutputFormat.values()) {
        for (GeometryEncoding geometry :
            format == OutputFormat.GEOPARQUET
                ? GeometryEncoding.values()
                : new GeometryEncoding[] {null}) {
          Path file = folder.resolve(run + "-" + geometry + "." + format.ending());
          OutputOptions options = OutputOptions.DEFAULT.withFormat(format).withGeometry(geometry);
          try (PointSink sink =
              new PointSinks(options, table.schema(), Map.of(), 500, Runnable::run, 1).open(file)) {
            sink.add(table);
            sink.finish(Map.of());
          }
          if (format == OutputFormat.GEOPARQUET) {
            assertThat(parquetNames(file)).as("seed %s", seed).containsAll(table.schema().names());
          }
        }
      }
    }
  }

  private static List<String> parquetNames(Path file) throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select name from parquet_schema('%s')".formatted(file))) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
