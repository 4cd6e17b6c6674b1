package org.groundtrack.exporter.arrange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.groundtrack.exporter.output.Arrangement;
import org.groundtrack.exporter.output.PartitionKey;
import org.groundtrack.exporter.output.PointOrder;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.ListValues;
import org.groundtrack.exporter.points.PointColumn;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.exporter.points.Values;
import org.groundtrack.geo.H3Cells;
import org.groundtrack.granule.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random points with columns of every kind, sorted in little memory and in much. */
class SortingSinkTest {
  private static final PointSchema SCHEMA =
      new PointSchema(
          List.of(
              column("longitude", ElementType.FLOAT64, false),
              column("latitude", ElementType.FLOAT64, false),
              column("track_id", ElementType.STRING, false),
              column("number", ElementType.INT32, false),
              column("long", ElementType.UINT64, false),
              column("float", ElementType.FLOAT32, false),
              column("texts", ElementType.STRING, true),
              column("floats", ElementType.FLOAT32, true)));

  @TempDir Path folder;

  private static PointColumn column(String name, ElementType type, boolean list) {
    return new PointColumn(name, type, false, list, false, false, null, null, null);
  }

  private static Values values(Values.Kind kind, int size, Random random, boolean missing) {
    Values values = new Values(kind, size);
    for (int i = 0; i < size; i++) {
      values.missing()[i] = missing && random.nextInt(5) == 0;
      switch (kind) {
        case INT -> values.ints()[i] = random.nextInt();
        case LONG -> values.longs()[i] = random.nextLong();
          // Every bit pattern, NaN of all kinds among them.
        case FLOAT -> values.floats()[i] = Float.intBitsToFloat(random.nextInt());
        case DOUBLE -> values.doubles()[i] = Double.longBitsToDouble(random.nextLong());
        case TEXT ->
            values.texts()[i] =
                values.missing()[i] ? null : "é\u0000" + random.nextInt(1 << random.nextInt(12));
      }
    }
    return values;
  }

  private static ListValues lists(Values.Kind kind, int size, Random random) {
    int[] ends = new int[size];
    boolean[] missing = new boolean[size];
    int end = 0;
    for (int i = 0; i < size; i++) {
      missing[i] = random.nextInt(6) == 0;
      end += missing[i] ? 0 : random.nextInt(5);
      ends[i] = end;
    }
    return new ListValues(values(kind, end + 3, random, true), ends, missing);
  }

  private static PointTable points(Random random) {
    int size = random.nextInt(400);
    Values longitude = new Values(Values.Kind.DOUBLE, size);
    Values latitude = new Values(Values.Kind.DOUBLE, size);
    Values beam = new Values(Values.Kind.TEXT, size);
    for (int i = 0; i < size; i++) {
      longitude.doubles()[i] = random.nextInt(40) * 0.001 + (random.nextBoolean() ? -179 : 179);
      latitude.doubles()[i] = random.nextInt(40) * 0.001;
      beam.texts()[i] = "gt" + random.nextInt(3);
    }
    List<ColumnValues> columns = new ArrayList<>(List.of(longitude, latitude, beam));
    columns.add(values(Values.Kind.INT, size, random, true));
    columns.add(values(Values.Kind.LONG, size, random, true));
    columns.add(values(Values.Kind.FLOAT, size, random, true));
    columns.add(lists(Values.Kind.TEXT, size, random));
    columns.add(lists(Values.Kind.FLOAT, size, random));
    return new PointTable(SCHEMA, size, columns);
  }

  /** A row, with numbers as their bits. */
  private static String text(PointTable points, int row, boolean withBeam) {
    List<Object> words = new ArrayList<>();
    for (int c = 0; c < points.columns().size(); c++) {
      if (!withBeam && points.schema().columns().get(c).name().equals("track_id")) {
        continue;
      }
      if (points.columns().get(c) instanceof ListValues lists) {
        List<Object> list = new ArrayList<>();
        for (int i = lists.start(row); i < lists.end(row); i++) {
          list.add(bits(lists.elements(), i));
        }
        words.add(lists.isMissing(row) ? "none" : list);
      } else {
        words.add(bits(points.scalars(c), row));
      }
    }
    return words.toString();
  }

  private static Object bits(Values values, int i) {
    Object value =
        switch (values.kind()) {
          case INT -> values.ints()[i];
          case LONG -> values.longs()[i];
          case FLOAT -> Float.floatToRawIntBits(values.floats()[i]);
          case DOUBLE -> Double.doubleToRawLongBits(values.doubles()[i]);
          case TEXT -> String.valueOf(values.texts()[i]);
        };
    return values.missing()[i] + ":" + value;
  }

  /** Rows in the order in which they come, with their partition. */
  private static final class Rows implements PartitionSink {
    private final List<String> rows = new ArrayList<>();
    private Map<String, String> words;

    @Override
    public void begin(Map<String, String> all) {
      words = all;
    }

    @Override
    public void add(int partition, PointTable points) {
      for (int i = 0; i < points.size(); i++) {
        rows.add(partition + " " + text(points, i, false));
      }
    }

    @Override
    public void finish() {
      rows.add("end " + words);
    }

    @Override
    public void close() {}
  }

  private List<String> sorted(
      Arrangement arrangement, List<PointTable> tables, long memory, SpillTally tally) {
    Rows rows = new Rows();
    RowKeys keys = new RowKeys(arrangement, SCHEMA);
    try (SortingSink sink = new SortingSink(keys, rows, folder, memory, tally)) {
      tables.forEach(sink::add);
      sink.finish(Map.of("a", "b"));
    }
    return rows.rows;
  }

  private record Expected(int partition, long cell, String text) {}

  private static List<String> expected(List<PointTable> tables, boolean cells) {
    List<String> beams = new ArrayList<>();
    List<Expected> rows = new ArrayList<>();
    for (PointTable table : tables) {
      for (int i = 0; i < table.size(); i++) {
        String beam = table.scalars(2).texts()[i];
        if (!beams.contains(beam)) {
          beams.add(beam);
        }
        long cell =
            cells
                ? H3Cells.cell(table.longitude()[i], table.latitude()[i], PointOrder.H3_RESOLUTION)
                : 0;
        rows.add(new Expected(beams.indexOf(beam), cell, text(table, i, false)));
      }
    }
    rows.sort(Comparator.comparingInt(Expected::partition).thenComparingLong(Expected::cell));
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.partition() + " " + row.text()));
    texts.add("end {a=b}");
    return texts;
  }

  @Test
  void pointsAreSortedBitByBitWhateverTheMemoryIs() throws Exception {
    long seed = System.nanoTime();
    System.out.println("SortingSinkTest seed " + seed);
    Random random = new Random(seed);
    for (PointOrder order : PointOrder.values()) {
      List<PointTable> tables = Stream.generate(() -> points(random)).limit(60).toList();
      Arrangement arrangement =
          Arrangement.DEFAULT
              .withOrder(order)
              .withPartitionBy(List.of(PartitionKey.of(PartitionKey.Kind.BEAM)));
      List<String> expected = expected(tables, order == PointOrder.H3);
      for (long memory : new long[] {1, 20_000, 200_000, 1 << 30}) {
        SpillTally tally = new SpillTally();
        assertThat(sorted(arrangement, tables, memory, tally))
            .as("seed %s, %s, memory %s", seed, order, memory)
            .isEqualTo(expected);
        if (memory == 1 << 30) {
          assertThat(tally.runs()).isZero();
        } else {
          assertThat(tally.bytes()).isPositive();
        }
        if (memory == 1) {
          // More than can be merged at once: 60 tables, merged by eights, and these.
          assertThat(tally.runs()).isGreaterThan(60);
        }
        try (Stream<Path> left = Files.list(folder)) {
          assertThat(left).isEmpty();
        }
      }
    }
  }

  @Test
  void anExportWithoutPointsHasAnEnd() {
    assertThat(sorted(Arrangement.DEFAULT, List.of(), 1, new SpillTally()))
        .containsExactly("end {a=b}");
  }
}
