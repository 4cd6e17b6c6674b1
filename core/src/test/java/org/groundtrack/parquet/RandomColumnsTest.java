package org.groundtrack.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.groundtrack.io.LocalRangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns of random types, forms and missing values: as DuckDB and our own reader find them, and
 * what footer and column indexes say of them, by Parquet's own order of values.
 */
class RandomColumnsTest {
  private static final int ROUNDS = Integer.getInteger("groundtrack.columns", 12);

  /** Beyond this no dictionary is made. */
  private static final int MANY = 70_000;

  @TempDir Path folder;
  private Random random;

  private enum Kind {
    I8,
    I32,
    I64,
    U8,
    U32,
    U64,
    F32,
    F64,
    TEXT;

    Type type(String name, boolean required) {
      return switch (this) {
        case I8 -> Schemas.integer(name, 8, true, required);
        case I32 -> Schemas.integer(name, 32, true, required);
        case I64 -> Schemas.integer(name, 64, true, required);
        case U8 -> Schemas.integer(name, 8, false, required);
        case U32 -> Schemas.integer(name, 32, false, required);
        case U64 -> Schemas.integer(name, 64, false, required);
        case F32 -> Schemas.column(name, FLOAT, required);
        case F64 -> Schemas.column(name, DOUBLE, required);
        case TEXT -> Schemas.string(name, required);
      };
    }
  }

  /** A column: what it is, and its values in each row group, {@code null} where there is none. */
  private record Column(
      Kind kind, boolean required, boolean plain, boolean differences, List<Object[]> groups) {}

  private Column column(Kind kind, int[] sizes) {
    boolean required = random.nextInt(4) == 0;
    List<Object[]> groups = new ArrayList<>();
    for (int size : sizes) {
      double nulls = required ? 0 : new double[] {0, 0.02, 0.5, 0.999, 1}[random.nextInt(5)];
      groups.add(values(kind, size, nulls));
    }
    return new Column(kind, required, random.nextInt(3) == 0, random.nextBoolean(), groups);
  }

  private Object[] values(Kind kind, int size, double nulls) {
    Object[] values = new Object[size];
    int form = random.nextInt(4);
    Object constant = value(kind, random.nextLong());
    long base = random.nextLong();
    long spread = 1L << random.nextInt(20);
    Object run = constant;
    for (int i = 0; i < size; i++) {
      if (random.nextDouble() < nulls) {
        continue;
      }
      values[i] =
          switch (form) {
            case 0 -> constant;
            case 1 -> run = random.nextInt(50) == 0 ? value(kind, random.nextLong()) : run;
            case 2 -> value(kind, base + random.nextLong(spread));
            default -> value(kind, random.nextLong());
          };
    }
    return values;
  }

  private Object value(Kind kind, long bits) {
    boolean special = random.nextInt(8) == 0;
    return switch (kind) {
      case I8 -> (int) (byte) bits;
      case U8 -> (int) bits & 0xFF;
      case I32, U32 -> (int) bits;
      case I64, U64 -> bits;
      case F32 ->
          special
              ? new float[] {0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}
                  [random.nextInt(5)]
              : (float) (int) bits / 7;
      case F64 ->
          special
              ? new double[] {
                    0., -0., Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
                  }
                  [random.nextInt(5)]
              : bits / 7.0;
      case TEXT -> special ? "" : "é" + Long.toString(bits, 36);
    };
  }

  private static ColumnData data(Column column, Object[] values) {
    int size = values.length;
    boolean[] missing = new boolean[size];
    int[] ints = new int[size];
    long[] longs = new long[size];
    float[] floats = new float[size];
    double[] doubles = new double[size];
    String[] texts = new String[size];
    for (int i = 0; i < size; i++) {
      missing[i] = values[i] == null;
      if (values[i] instanceof Integer v) {
        ints[i] = v;
      } else if (values[i] instanceof Long v) {
        longs[i] = v;
      } else if (values[i] instanceof Float v) {
        floats[i] = v;
      } else if (values[i] instanceof Double v) {
        doubles[i] = v;
      } else {
        texts[i] = (String) values[i];
      }
    }
    boolean[] flags = column.required() ? null : missing;
    return switch (column.kind()) {
      case I8, U8, I32, U32 -> ColumnData.ints(ints, flags);
      case I64, U64 -> ColumnData.longs(longs, flags);
      case F32 -> ColumnData.floats(floats, flags);
      case F64 -> ColumnData.doubles(doubles, flags);
      case TEXT -> ColumnData.strings(texts, flags);
    };
  }

  @Test
  void columnsComeBackAndAreDescribedAsTheyAre() throws Exception {
    long seed = Long.getLong("groundtrack.seed", System.nanoTime());
    System.out.println("columnsComeBackAndAreDescribedAsTheyAre: seed " + seed);
    random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String about = "seed %s, round %s".formatted(seed, round);
      int pageRows = new int[] {1, 7, 1000, 20_000}[round % 4];
      int most = pageRows == 1 ? 20 : pageRows == 7 ? 300 : round == 2 ? MANY + 500 : 9000;
      int[] sizes = {random.nextInt(most), 1, most, pageRows, 2 * pageRows};
      List<Column> columns = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        columns.add(column(kind, sizes));
        columns.add(column(kind, sizes));
      }
      Path file = write(columns, sizes, pageRows);
      assertOursReads(file, columns, sizes, about);
      assertDuckDbReads(file, columns, about);
      assertDescribed(file, columns, sizes, pageRows, about);
    }
  }

  private Path write(List<Column> columns, int[] sizes, int pageRows) {
    List<Type> types = new ArrayList<>();
    Set<String> plain = new HashSet<>();
    Set<String> differences = new HashSet<>();
    for (int c = 0; c < columns.size(); c++) {
      types.add(columns.get(c).kind().type("c" + c, columns.get(c).required()));
      if (columns.get(c).plain()) {
        plain.add("c" + c);
      }
      if (columns.get(c).differences()) {
        differences.add("c" + c);
      }
    }
    Path file = folder.resolve("random.parquet");
    try (ParquetTableWriter writer =
        ParquetTableWriter.create(
            file,
            new MessageType("random", types),
            new ParquetTableWriter.Settings(1, pageRows, plain, differences))) {
      for (int g = 0; g < sizes.length; g++) {
        if (sizes[g] == 0) {
          continue;
        }
        int group = g;
        writer.append(
            writer.encode(
                sizes[g],
                columns.stream().map(column -> data(column, column.groups().get(group))).toList()));
      }
      writer.finish(Map.of());
    }
    return file;
  }

  private static List<Object> all(Column column) {
    return column.groups().stream().flatMap(Arrays::stream).toList();
  }

  private static void assertOursReads(Path file, List<Column> columns, int[] sizes, String about) {
    try (LocalRangeReader source = LocalRangeReader.open(file)) {
      ParquetTableReader reader = ParquetTableReader.open(source);
      assertThat(reader.rowCount()).isEqualTo(Arrays.stream(sizes).sum());
      for (int c = 0; c < columns.size(); c++) {
        String name = "c" + c;
        Kind kind = columns.get(c).kind();
        List<Object> found = new ArrayList<>();
        reader.scan(
            List.of(name),
            null,
            rows -> {
              for (int i = 0; i < rows.size(); i++) {
                found.add(rows.isMissing(name, i) ? null : value(rows, name, i, kind));
              }
            });
        assertThat(found).as("%s, column %s", about, name).isEqualTo(all(columns.get(c)));
      }
    }
  }

  private static Object value(TableRows rows, String name, int i, Kind kind) {
    return switch (kind) {
      case I8, U8, I32, U32 -> rows.ints(name)[i];
      case I64, U64 -> rows.longs(name)[i];
      case F32 -> rows.floats(name)[i];
      case F64 -> rows.doubles(name)[i];
      case TEXT -> rows.strings(name)[i];
    };
  }

  private static void assertDuckDbReads(Path file, List<Column> columns, String about)
      throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int c = 0; c < columns.size(); c++) {
        Kind kind = columns.get(c).kind();
        List<Object> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT c%s FROM '%s'".formatted(c, file))) {
          while (rows.next()) {
            found.add(duck(rows, kind));
          }
        }
        assertThat(found).as("%s, column c%s", about, c).isEqualTo(all(columns.get(c)));
        // A filter looks at the bounds of row groups first.
        Object wanted =
            all(columns.get(c)).stream().filter(v -> v != null).findFirst().orElse(null);
        if (wanted != null) {
          String literal =
              switch (kind) {
                case U32 -> Integer.toUnsignedString((Integer) wanted);
                case U64 -> Long.toUnsignedString((Long) wanted);
                case F32, F64 ->
                    "'%s'::%s".formatted(wanted, kind == Kind.F32 ? "float" : "double");
                default -> "'%s'".formatted(wanted);
              };
          try (ResultSet rows =
              statement.executeQuery(
                  "SELECT count(*) FROM '%s' WHERE c%s = %s".formatted(file, c, literal))) {
            rows.next();
            assertThat(rows.getLong(1))
                .as("%s, column c%s = %s", about, c, literal)
                .isEqualTo(all(columns.get(c)).stream().filter(v -> same(v, wanted)).count());
          }
        }
      }
    }
  }

  /** As SQL has it: zeros are equal, whatever their sign. */
  private static boolean same(Object a, Object b) {
    if (a instanceof Float x && b instanceof Float y) {
      return x.equals(y) || x.floatValue() == y.floatValue();
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.equals(y) || x.doubleValue() == y.doubleValue();
    }
    return b.equals(a);
  }

  private static Object duck(ResultSet rows, Kind kind) throws Exception {
    String text = rows.getString(1);
    if (text == null) {
      return null;
    }
    return switch (kind) {
      case I8, U8, I32 -> rows.getInt(1);
      case U32 -> Integer.parseUnsignedInt(text);
      case I64 -> rows.getLong(1);
      case U64 -> Long.parseUnsignedLong(text);
      case F32 -> rows.getFloat(1);
      case F64 -> rows.getDouble(1);
      case TEXT -> text;
    };
  }

  private static void assertDescribed(
      Path file, List<Column> columns, int[] sizes, int pageRows, String about) throws Exception {
    int[] present = Arrays.stream(sizes).filter(size -> size > 0).toArray();
    List<Integer> groups = new ArrayList<>();
    for (int g = 0; g < sizes.length; g++) {
      if (sizes[g] > 0) {
        groups.add(g);
      }
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      assertThat(reader.getRowGroups()).hasSize(present.length);
      for (int b = 0; b < present.length; b++) {
        BlockMetaData block = reader.getRowGroups().get(b);
        for (int c = 0; c < columns.size(); c++) {
          ColumnChunkMetaData chunk = block.getColumns().get(c);
          Object[] values = columns.get(c).groups().get(groups.get(b));
          String what =
              "%s, group %s, column %s (%s)".formatted(about, b, c, columns.get(c).kind());
          Statistics<?> expected = statistics(chunk.getPrimitiveType(), values, 0, values.length);
          assertSame(chunk.getStatistics(), expected, what);
          assertPages(reader, chunk, values, pageRows, what);
        }
      }
    }
  }

  /** What Parquet's own collector of statistics says of values, given one by one. */
  private static Statistics<?> statistics(PrimitiveType type, Object[] values, int from, int to) {
    Statistics<?> statistics = Statistics.createStats(type);
    for (int i = from; i < to; i++) {
      Object value = values[i];
      if (value == null) {
        statistics.incrementNumNulls();
      } else if (value instanceof Integer v) {
        statistics.updateStats(v);
      } else if (value instanceof Long v) {
        statistics.updateStats(v);
      } else if (value instanceof Float v) {
        statistics.updateStats(v);
      } else if (value instanceof Double v) {
        statistics.updateStats(v);
      } else {
        statistics.updateStats(Binary.fromString((String) value));
      }
    }
    return statistics;
  }

  private static void assertSame(Statistics<?> found, Statistics<?> expected, String what) {
    assertThat(found.getNumNulls()).as(what).isEqualTo(expected.getNumNulls());
    assertThat(found.hasNonNullValue()).as(what).isEqualTo(expected.hasNonNullValue());
    if (expected.hasNonNullValue()) {
      assertThat(found.getMinBytes()).as("%s: least", what).isEqualTo(expected.getMinBytes());
      assertThat(found.getMaxBytes()).as("%s: greatest", what).isEqualTo(expected.getMaxBytes());
    }
  }

  private static void assertPages(
      ParquetFileReader reader,
      ColumnChunkMetaData chunk,
      Object[] values,
      int pageRows,
      String what)
      throws Exception {
    OffsetIndex offsets = reader.readOffsetIndex(chunk);
    int pages = (values.length + pageRows - 1) / pageRows;
    assertThat(offsets.getPageCount()).as(what).isEqualTo(pages);
    ColumnIndex index = reader.readColumnIndex(chunk);
    for (int p = 0; p < pages; p++) {
      assertThat(offsets.getFirstRowIndex(p)).as(what).isEqualTo((long) p * pageRows);
      if (index == null) {
        // Parquet writes none for a column with NaN.
        continue;
      }
      Statistics<?> expected =
          statistics(
              chunk.getPrimitiveType(),
              values,
              p * pageRows,
              Math.min(values.length, (p + 1) * pageRows));
      assertThat(index.getNullPages().get(p))
          .as("%s, page %s", what, p)
          .isEqualTo(!expected.hasNonNullValue());
      assertThat(index.getNullCounts().get(p)).as(what).isEqualTo(expected.getNumNulls());
      if (expected.hasNonNullValue()) {
        assertThat(bytes(index.getMinValues().get(p)))
            .as("%s, page %s: least", what, p)
            .isEqualTo(expected.getMinBytes());
        assertThat(bytes(index.getMaxValues().get(p)))
            .as("%s, page %s: greatest", what, p)
            .isEqualTo(expected.getMaxBytes());
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Test
  void formsOfColumnsAreThoseThatWereAskedFor() throws Exception {
    random = new Random(1);
    Object[] counted = new Object[MANY + 500];
    Object[] few = new Object[counted.length];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = (long) i * 1_000_003;
      few[i] = i % 300L;
    }
    List<Column> columns =
        List.of(
            new Column(Kind.I64, true, false, true, List.<Object[]>of(counted)),
            new Column(Kind.I64, true, false, false, List.<Object[]>of(counted)),
            new Column(Kind.I64, true, false, true, List.<Object[]>of(few)),
            new Column(Kind.I64, true, true, false, List.<Object[]>of(few)));
    Path file = write(columns, new int[] {counted.length}, 20_000);
    List<Set<Encoding>> found = new ArrayList<>();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      for (ColumnChunkMetaData chunk : reader.getRowGroups().get(0).getColumns()) {
        Set<Encoding> encodings = new HashSet<>(chunk.getEncodings());
        // That of levels, which required columns have none of.
        encodings.remove(Encoding.RLE);
        found.add(encodings);
      }
    }
    assertThat(found)
        .containsExactly(
            Set.of(Encoding.DELTA_BINARY_PACKED),
            Set.of(Encoding.PLAIN),
            Set.of(Encoding.PLAIN_DICTIONARY),
            Set.of(Encoding.PLAIN));
  }
}
