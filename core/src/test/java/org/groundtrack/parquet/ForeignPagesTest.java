package org.groundtrack.parquet;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.ltEq;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.io.RangeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages as Parquet's own writer makes them, in both versions and in all encodings it chooses. */
class ForeignPagesTest {
  private static final MessageType SCHEMA =
      new MessageType(
          "foreign",
          Schemas.integer("key", 64, true, true),
          Schemas.integer("small", 32, true, false),
          Schemas.column("real", PrimitiveTypeName.DOUBLE, false),
          Schemas.column("single", PrimitiveTypeName.FLOAT, true),
          Schemas.string("name", false),
          Schemas.string("kind", true),
          Schemas.column("bytes", PrimitiveTypeName.BINARY, false),
          Schemas.list("numbers", PrimitiveTypeName.INT64));
  private static final List<String> COLUMNS =
      SCHEMA.getFields().stream().map(field -> field.getName()).toList();

  @TempDir Path folder;

  /** A row, with {@code null} where it has no value. */
  private record Row(
      long key,
      Integer small,
      Double real,
      float single,
      String name,
      String kind,
      String bytes,
      List<Long> numbers) {}

  private static Row row(int number, Random random) {
    List<Long> numbers = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      numbers.add(random.nextLong() >> random.nextInt(64));
    }
    return new Row(
        10L * number + random.nextInt(3),
        random.nextInt(9) == 0 ? null : (Integer) random.nextInt(300),
        random.nextInt(9) == 0 ? null : (Double) random.nextGaussian(),
        random.nextFloat(),
        random.nextInt(9) == 0 ? null : "name " + number / 7,
        "kind " + random.nextInt(5),
        random.nextInt(9) == 0 ? null : "b" + random.nextInt(1000),
        numbers);
  }

  private static void write(
      Path file, List<Row> rows, WriterVersion version, boolean dictionary, int pageRows)
      throws Exception {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withWriterVersion(version)
            .withDictionaryEncoding(dictionary)
            .withPageRowCountLimit(pageRows)
            .withRowGroupRowCountLimit(1500)
            .build()) {
      SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
      for (Row row : rows) {
        Group group = groups.newGroup().append("key", row.key()).append("single", row.single());
        group.append("kind", row.kind());
        if (row.small() != null) {
          group.append("small", row.small());
        }
        if (row.real() != null) {
          group.append("real", row.real());
        }
        if (row.name() != null) {
          group.append("name", row.name());
        }
        if (row.bytes() != null) {
          group.append("bytes", row.bytes());
        }
        Group list = group.addGroup("numbers");
        for (Long number : row.numbers()) {
          list.addGroup("list").append("element", number);
        }
        writer.write(group);
      }
    }
  }

  private static void collect(TableRows rows, List<Row> read) {
    for (int i = 0; i < rows.size(); i++) {
      byte[] bytes = rows.binaries("bytes")[i];
      assertThat(rows.isMissing("name", i)).isEqualTo(rows.strings("name")[i] == null);
      read.add(
          new Row(
              rows.longs("key")[i],
              rows.isMissing("small", i) ? null : (Integer) rows.ints("small")[i],
              rows.isMissing("real", i) ? null : (Double) rows.doubles("real")[i],
              rows.floats("single")[i],
              rows.strings("name")[i],
              rows.strings("kind")[i],
              bytes == null ? null : new String(bytes, StandardCharsets.UTF_8),
              Arrays.stream(rows.longLists("numbers")[i]).boxed().toList()));
    }
  }

  @Test
  void rowsComeBackWholeFilteredAndChosen() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ForeignPagesTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 24; i++) {
      List<Row> all = new ArrayList<>();
      int size = 1 + random.nextInt(4000);
      for (int number = 0; number < size; number++) {
        all.add(row(number, random));
      }
      Path file = folder.resolve(i + ".parquet");
      WriterVersion version = WriterVersion.values()[i % 2];
      write(file, all, version, i % 4 < 2, 1 + random.nextInt(300));
      try (RangeReader source = LocalRangeReader.open(file)) {
        String what = "seed %s, file %s".formatted(seed, i);
        List<Row> whole = new ArrayList<>();
        ParquetTableReader.open(source).scan(COLUMNS, null, rows -> collect(rows, whole));
        assertThat(whole).as(what).isEqualTo(all);

        long first = 10L * random.nextInt(size);
        long last = first + 10L * random.nextInt(size);
        List<Row> filtered = new ArrayList<>();
        ParquetTableReader.open(source)
            .scan(
                COLUMNS,
                and(gtEq(longColumn("key"), first), ltEq(longColumn("key"), last)),
                rows -> collect(rows, filtered));
        List<Row> between =
            all.stream().filter(row -> row.key() >= first && row.key() <= last).toList();
        assertThat(filtered).as(what).containsAll(between).isSubsetOf(all);

        String name = random.nextBoolean() ? null : "name " + random.nextInt(size) / 7;
        List<Row> chosen = new ArrayList<>();
        try (ParquetTableReader.Scan scan =
            ParquetTableReader.open(source)
                .plan(
                    COLUMNS,
                    and(gtEq(longColumn("key"), first), ltEq(longColumn("key"), last)),
                    new RowChoice(
                        List.of("kind", "name"),
                        row -> row[0].equals("kind 3") && Objects.equals(row[1], name)))) {
          scan.run(rows -> collect(rows, chosen));
        }
        assertThat(chosen.stream().filter(between::contains).filter(row -> is(row, name)))
            .as(what)
            .isEqualTo(between.stream().filter(row -> is(row, name)).toList());
      }
    }
  }

  private static boolean is(Row row, String name) {
    return row.kind().equals("kind 3") && Objects.equals(row.name(), name);
  }

  @Test
  void ofPagesThatAFilterLeavesOnlyChosenRowsCome() throws Exception {
    Random random = new Random(11);
    List<Row> all = new ArrayList<>();
    for (int number = 0; number < 1200; number++) {
      all.add(row(number, random));
    }
    for (WriterVersion version : WriterVersion.values()) {
      Path file = folder.resolve(version + ".parquet");
      write(file, all, version, true, 50);
      List<Row> chosen = new ArrayList<>();
      try (RangeReader source = LocalRangeReader.open(file);
          ParquetTableReader.Scan scan =
              ParquetTableReader.open(source)
                  .plan(
                      COLUMNS,
                      and(gtEq(longColumn("key"), 2000L), ltEq(longColumn("key"), 9000L)),
                      new RowChoice(List.of("kind"), row -> row[0].equals("kind 3")))) {
        scan.run(rows -> collect(rows, chosen));
      }
      assertThat(chosen)
          .isNotEmpty()
          .allMatch(row -> row.kind().equals("kind 3"))
          .containsAll(
              all.stream()
                  .filter(row -> row.key() >= 2000 && row.key() <= 9000)
                  .filter(row -> row.kind().equals("kind 3"))
                  .toList());
    }
  }
}
