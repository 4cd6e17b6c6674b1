package org.groundtrack.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.io.Fetching;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns without a value take no read, and a footer that is known is not read again. */
class VacantColumnsTest {
  private static final int ROWS = 1000;
  private static final MessageType SCHEMA =
      new MessageType(
          "vacant",
          Schemas.integer("row", 32, true, true),
          Schemas.column("scale", DOUBLE, false),
          Schemas.string("units", false),
          Schemas.list("keys", INT64),
          Schemas.string("sometimes", false));
  private static final List<String> COLUMNS = List.of("row", "scale", "units", "keys", "sometimes");

  @TempDir Path folder;

  /** Two row groups; of the last column only the second has a value, one. */
  private Path write() {
    Path file = folder.resolve("vacant.parquet");
    try (ParquetTableWriter writer =
        ParquetTableWriter.create(
            file, SCHEMA, new ParquetTableWriter.Settings(3, 100, Set.of()))) {
      for (int group = 0; group < 2; group++) {
        int[] rows = new int[ROWS];
        int first = group * ROWS;
        Arrays.setAll(rows, i -> first + i);
        boolean[] missing = new boolean[ROWS];
        Arrays.fill(missing, true);
        String[] sometimes = new String[ROWS];
        sometimes[7] = group == 1 ? "here" : null;
        writer.append(
            writer.encode(
                ROWS,
                List.of(
                    ColumnData.ints(rows, null),
                    ColumnData.doubles(new double[ROWS], missing),
                    ColumnData.strings(new String[ROWS]),
                    ColumnData.longLists(lists()),
                    ColumnData.strings(sometimes))));
      }
      writer.finish(Map.of());
    }
    return file;
  }

  private static long[][] lists() {
    long[][] lists = new long[ROWS][];
    Arrays.fill(lists, new long[0]);
    return lists;
  }

  private static void assertRows(RangeReader source, ParquetTableReader reader) {
    List<Integer> read = new ArrayList<>();
    List<String> sometimes = new ArrayList<>();
    reader.scan(
        COLUMNS,
        null,
        rows -> {
          for (int i = 0; i < rows.size(); i++) {
            read.add(rows.ints("row")[i]);
            assertThat(rows.isMissing("row", i)).isFalse();
            assertThat(rows.isMissing("scale", i)).isTrue();
            assertThat(rows.strings("units")[i]).isNull();
            assertThat(rows.isMissing("units", i)).isTrue();
            assertThat(rows.longLists("keys")[i]).isEmpty();
            if (!rows.isMissing("sometimes", i)) {
              sometimes.add(rows.strings("sometimes")[i]);
            }
          }
        });
    assertThat(source.name()).isEqualTo(reader.name());
    assertThat(read).hasSize(2 * ROWS).isSorted().doesNotHaveDuplicates();
    assertThat(sometimes).containsExactly("here");
  }

  @Test
  void columnsWithoutValuesAreNotRead() throws Exception {
    Path file = write();
    byte[] bytes = Files.readAllBytes(file);
    int garbled = 0;
    try (RangeReader source = LocalRangeReader.open(file)) {
      for (ColumnChunkMetaData chunk : ParquetTableReader.open(source).footer().chunks()) {
        if (Set.of("scale", "units", "keys").contains(chunk.getPath().toArray()[0])) {
          int from = Math.toIntExact(chunk.getStartingPos());
          Arrays.fill(bytes, from, from + Math.toIntExact(chunk.getTotalSize()), (byte) 0x55);
          garbled++;
        }
      }
    }
    assertThat(garbled).isEqualTo(6);
    Files.write(file, bytes);
    try (RangeReader source = LocalRangeReader.open(file)) {
      assertRows(source, ParquetTableReader.open(source));
    }
  }

  @Test
  void footerThatIsKnownIsNotReadAgain() throws Exception {
    Path file = write();
    ParquetTableReader.Footer footer;
    try (RangeReader source = LocalRangeReader.open(file)) {
      footer = ParquetTableReader.open(source).footer();
    }
    assertThat(footer.columnChunks()).isEqualTo(10);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length - 8, bytes.length, (byte) 0);
    Files.write(file, bytes);
    try (RangeReader source = LocalRangeReader.open(file)) {
      assertRows(source, ParquetTableReader.open(source, Fetching.LOCAL, footer));
    }
  }
}
