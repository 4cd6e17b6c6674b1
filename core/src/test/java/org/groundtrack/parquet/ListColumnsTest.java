package org.groundtrack.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that may be missing, of elements that may be missing, by DuckDB's word. */
class ListColumnsTest {
  private static final MessageType SCHEMA =
      new MessageType(
          "lists",
          Schemas.integer("row", 32, true, true),
          Schemas.optionalList("ints", Schemas.integer("element", 32, true, false)),
          Schemas.optionalList("small", Schemas.integer("element", 8, false, false)),
          Schemas.optionalList("longs", Schemas.integer("element", 64, true, false)),
          Schemas.optionalList("floats", Schemas.column("element", FLOAT, false)),
          Schemas.optionalList("doubles", Schemas.column("element", DOUBLE, false)),
          Schemas.optionalList("texts", Schemas.string("element", false)));

  @TempDir Path folder;

  /** Lists of whole numbers, {@code null} where a list or an element is missing. */
  private static List<List<Integer>> randomLists(int size, Random random) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int length = random.nextInt(4) == 0 ? 0 : random.nextInt(40);
      List<Integer> list = new ArrayList<>();
      for (int k = 0; k < length; k++) {
        list.add(random.nextInt(5) == 0 ? null : (Integer) random.nextInt(200));
      }
      lists.add(random.nextInt(5) == 0 ? null : list);
    }
    return lists;
  }

  private static List<ColumnData> columns(int firstRow, List<List<Integer>> lists) {
    int size = lists.size();
    int[] ends = new int[size];
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.addAll(lists.get(i) == null ? List.of() : lists.get(i));
      ends[i] = all.size();
    }
    int[] rows = new int[size];
    Arrays.setAll(rows, i -> firstRow + i);
    List<ColumnData> columns = new ArrayList<>();
    columns.add(ColumnData.ints(rows, null));
    int count = all.size();
    boolean[] missing = new boolean[count];
    int[] ints = new int[count];
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      missing[i] = all.get(i) == null;
      ints[i] = missing[i] ? -1 : all.get(i);
      texts[i] = missing[i] ? null : "t" + all.get(i);
    }
    long[] longs = Arrays.stream(ints).asLongStream().toArray();
    float[] floats = new float[count];
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      floats[i] = ints[i] / 8f;
      doubles[i] = ints[i] / 10.0;
    }
    boolean[] absent = new boolean[size];
    for (int i = 0; i < size; i++) {
      absent[i] = lists.get(i) == null;
    }
    for (ColumnData elements :
        List.of(
            ColumnData.ints(ints, missing),
            ColumnData.ints(ints, missing),
            ColumnData.longs(longs, missing),
            ColumnData.floats(floats, missing),
            ColumnData.doubles(doubles, missing),
            ColumnData.strings(texts, missing))) {
      columns.add(ColumnData.lists(elements, absent, ends));
    }
    return columns;
  }

  private void assertRead(List<List<List<Integer>>> groups) throws SQLException {
    Path file = folder.resolve("lists.parquet");
    List<List<Integer>> all = new ArrayList<>();
    try (ParquetTableWriter writer =
        ParquetTableWriter.create(
            file, SCHEMA, new ParquetTableWriter.Settings(3, 100, Set.of()))) {
      for (List<List<Integer>> group : groups) {
        writer.append(writer.encode(group.size(), columns(all.size(), group)));
        all.addAll(group);
      }
      writer.finish(Map.of());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM '" + file + "' ORDER BY row")) {
      for (int i = 0; i < all.size(); i++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("row")).isEqualTo(i);
        List<Integer> expected = all.get(i);
        assertThat(list(rows, "ints")).isEqualTo(expected);
        assertThat(list(rows, "small")).isEqualTo(mapped(expected, v -> v.shortValue()));
        assertThat(list(rows, "longs")).isEqualTo(mapped(expected, v -> v.longValue()));
        assertThat(list(rows, "floats")).isEqualTo(mapped(expected, v -> v / 8f));
        assertThat(list(rows, "doubles")).isEqualTo(mapped(expected, v -> v / 10.0));
        assertThat(list(rows, "texts")).isEqualTo(mapped(expected, v -> "t" + v));
      }
      assertThat(rows.next()).isFalse();
    }
  }

  private static List<Object> list(ResultSet rows, String column) throws SQLException {
    return rows.getArray(column) == null
        ? null
        : Arrays.asList((Object[]) rows.getArray(column).getArray());
  }

  private static List<Object> mapped(List<Integer> list, Function<Integer, Object> mapping) {
    if (list == null) {
      return null;
    }
    List<Object> mapped = new ArrayList<>();
    for (Integer value : list) {
      mapped.add(value == null ? null : mapping.apply(value));
    }
    return mapped;
  }

  @Test
  void missingListsEmptyListsAndMissingElementsAreToldApart() throws SQLException {
    List<List<Integer>> lists = new ArrayList<>();
    lists.add(null);
    lists.add(List.of());
    lists.add(Arrays.asList((Integer) null));
    lists.add(Arrays.asList(1, null, 2));
    lists.add(List.of());
    lists.add(null);
    lists.add(Arrays.asList(null, null));
    lists.add(List.of(7));
    assertRead(List.of(lists));
  }

  @Test
  void aColumnOfNothingButMissingOrEmptyListsIsRead() throws SQLException {
    List<List<Integer>> missing = new ArrayList<>();
    List<List<Integer>> empty = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      missing.add(null);
      empty.add(List.of());
    }
    assertRead(List.of(missing, empty));
  }

  @Test
  void randomListsComeBackAcrossPagesAndRowGroups() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("ListColumnsTest: seed " + seed);
    Random random = new Random(seed);
    try {
      assertRead(
          List.of(randomLists(1234, random), randomLists(1, random), randomLists(500, random)));
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
