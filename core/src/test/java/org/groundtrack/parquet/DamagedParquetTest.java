package org.groundtrack.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.testing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedParquetTest {
  private static final MessageType SCHEMA =
      new MessageType(
          "table",
          Schemas.integer("key", 64, true, true),
          Schemas.string("name", false),
          Schemas.list("list", INT64));

  @TempDir Path folder;

  private byte[] sound() throws Exception {
    Path file = folder.resolve("sound.parquet");
    int rows = 600;
    long[] keys = new long[rows];
    String[] names = new String[rows];
    long[][] lists = new long[rows][];
    for (int i = 0; i < rows; i++) {
      keys[i] = i * 3L;
      names[i] = i % 4 == 0 ? null : "name" + i % 17;
      lists[i] = new long[i % 5];
      Arrays.fill(lists[i], i);
    }
    ParquetTableWriter.Settings settings = new ParquetTableWriter.Settings(3, 100, Set.of("key"));
    try (ParquetTableWriter writer = ParquetTableWriter.create(file, SCHEMA, settings)) {
      for (int i = 0; i < 2; i++) {
        writer.append(
            writer.encode(
                rows,
                List.of(
                    ColumnData.longs(keys, null),
                    ColumnData.strings(names),
                    ColumnData.longLists(lists))));
      }
      writer.finish(Map.of("word", "value"));
    }
    return Files.readAllBytes(file);
  }

  /** Reads all columns, with and without a filter; whether the file is taken for sound. */
  private static boolean reads(Path file) {
    FilterPredicate filter = FilterApi.gtEq(FilterApi.longColumn("key"), 900L);
    boolean sound = true;
    for (FilterPredicate condition : Arrays.asList(null, filter)) {
      try (LocalRangeReader source = LocalRangeReader.open(file)) {
        ParquetTableReader reader = ParquetTableReader.open(source);
        List<String> columns = reader.schema().getFields().stream().map(f -> f.getName()).toList();
        if (condition == null || reader.schema().containsField("key")) {
          reader.scan(columns, condition, rows -> assertThat(rows.size()).isNotNegative());
        }
      } catch (BadIndexException e) {
        assertThat(e.getMessage()).startsWith("[" + file).doesNotContain("\n");
        sound = false;
      }
    }
    return sound;
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] bytes = sound();
    Path file = folder.resolve("cut.parquet");
    Files.write(file, bytes);
    assertThat(reads(file)).isTrue();
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 120) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(reads(file)).as("%s of %s bytes", length, bytes.length).isFalse();
    }
  }

  @Test
  void flippedBitsAreRefusedOrHarmless() throws Exception {
    byte[] bytes = sound();
    long seed = System.nanoTime();
    System.out.println("DamagedParquetTest flips: seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("flipped.parquet");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] flipped = bytes.clone();
      // The footer, where claims are, more often than data.
      int footer = Math.min(bytes.length, 2500);
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        int at =
            random.nextInt(3) == 0
                ? random.nextInt(bytes.length)
                : bytes.length - 1 - random.nextInt(footer);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, flipped);
      try {
        refused += reads(file) ? 0 : 1;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " round " + i, e);
      }
    }
    assertThat(refused).isBetween(50, 400);
  }

  @Test
  void filesThatAreNoParquetAreRefused() throws Exception {
    Path file = folder.resolve("noise.parquet");
    for (String text :
        new String[] {"", "P", "PAR1", "PAR1PAR1", "PAR1\0\0\0\0PAR1", "hello, world"}) {
      Files.writeString(file, text);
      assertThatThrownBy(
              () -> {
                try (LocalRangeReader source = LocalRangeReader.open(file)) {
                  ParquetTableReader.open(source);
                }
              })
          .as(text)
          .isInstanceOf(BadIndexException.class)
          .hasMessageContaining("noise.parquet] is damaged or no Parquet file");
    }
  }

  @Test
  void footerThatClaimsMoreThanTheFileHoldsIsRefused() throws Exception {
    byte[] bytes = sound();
    Path file = folder.resolve("claims.parquet");
    for (int claim : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, bytes.length, 1 << 30}) {
      byte[] changed = bytes.clone();
      for (int i = 0; i < 4; i++) {
        changed[bytes.length - 8 + i] = (byte) (claim >>> 8 * i);
      }
      Files.write(file, changed);
      assertThat(reads(file)).as("footer of %s bytes", claim).isFalse();
    }
  }

  @Test
  void filesThatBrokeOtherReadersAreReadOrRefused() throws Exception {
    Path hostile = SharedData.require("hostile/parquet");
    int refused = 0;
    int files = 0;
    try (DirectoryStream<Path> parquet = Files.newDirectoryStream(hostile, "*.parquet")) {
      for (Path file : parquet) {
        files++;
        boolean sound = reads(file);
        refused += sound ? 0 : 1;
        System.out.println(
            "DamagedParquetTest: " + file.getFileName() + (sound ? " read" : " refused"));
      }
    }
    assertThat(files).isGreaterThanOrEqualTo(8);
    assertThat(refused).isPositive();
  }
}
