package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.Schemas;

/** Files of points that Groundtrack did not export. */
final class PointFiles {
  /** What would run, were a page made of text. */
  static final String HOSTILE =
      "</script><img src=x onerror=\"window.run=1\"><script>window.run=2</script>{{meta}}<!--";

  private PointFiles() {}

  /**
   * Points with a column of each type, whose values say which row they are of; GeoParquet, WKB.
   *
   * @param name of a column of numbers
   * @param text in a column of texts
   */
  static Path write(Path file, double[] x, double[] y, String name, String text) {
    int n = x.length;
    float[] single = new float[n];
    boolean[] none = new boolean[n];
    int[] whole = new int[n];
    long[] large = new long[n];
    long[] nanos = new long[n];
    String[] texts = new String[n];
    int[][] lists = new int[n][];
    for (int i = 0; i < n; i++) {
      single[i] = i % 5 == 1 ? Float.NaN : i + 0.1f;
      none[i] = i % 5 == 2;
      whole[i] = -i;
      large[i] = Long.MAX_VALUE - i;
      nanos[i] = 1_546_300_800_000_000_000L + i * 1_000_000_001L;
      texts[i] = i % 3 == 2 ? null : text + i % 3;
      lists[i] = new int[] {i};
    }
    MessageType schema =
        new MessageType(
            "points",
            Schemas.geometry("geometry"),
            Schemas.column(name, PrimitiveTypeName.FLOAT, false),
            Schemas.integer("whole", 32, true, true),
            Schemas.integer("unsigned", 32, false, true),
            Schemas.integer("large", 64, true, true),
            Schemas.timestamp("time", TimeUnit.NANOS, true),
            Schemas.string("text", false),
            Schemas.list("list", PrimitiveTypeName.INT32));
    List<ColumnData> columns =
        List.of(
            ColumnData.wkbPoints(x, y, null),
            ColumnData.floats(single, none),
            ColumnData.ints(whole, null),
            ColumnData.ints(whole, null),
            ColumnData.longs(large, null),
            ColumnData.longs(nanos, null),
            ColumnData.strings(texts),
            ColumnData.intLists(lists));
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        GeoParquetMetadata.KEY, GeoParquetMetadata.of("geometry", List.of("Point"), "bbox", null));
    return write(file, schema, n, columns, words);
  }

  /** A file as it is told. */
  static Path write(
      Path file, MessageType schema, int n, List<ColumnData> columns, Map<String, String> words) {
    ParquetTableWriter.Settings settings =
        new ParquetTableWriter.Settings(3, 1000, Set.of("geometry"));
    try (ParquetTableWriter writer = ParquetTableWriter.create(file, schema, settings)) {
      if (n > 0) {
        writer.append(writer.encode(n, columns));
      }
      writer.finish(words);
    }
    return file;
  }

  /** Numbers that lie equally far from each other. */
  static double[] between(double from, double to, int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = from + (to - from) * i / Math.max(1, n - 1);
    }
    return numbers;
  }
}
