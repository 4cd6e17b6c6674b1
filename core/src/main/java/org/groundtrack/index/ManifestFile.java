package org.groundtrack.index;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.granule.ChunkKeys;
import org.groundtrack.granule.ChunkTable;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.FilterStep;
import org.groundtrack.granule.StoredBytes;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.RowChoice;
import org.groundtrack.parquet.Schemas;

/** A part of the manifest table: one row per granule and dataset, a granule's rows together. */
final class ManifestFile implements AutoCloseable {
  /**
   * A granule has some 50 to 400 datasets: a page holds few granules. Measured, pages of 60 rows
   * are as fast to query: a page more costs what decoding some dozen rows in vain does.
   */
  private static final int PAGE_ROWS = 200;

  /**
   * Chunks of a dataset of which all are listed, written or not, as older readers expect it. No
   * granule known has more in one dataset.
   */
  private static final int DENSE_CHUNKS = 100_000;

  /** What parts lack that were written before there was a need for it. */
  private static final String NUMBERS = "chunk_numbers";

  private static final long[] NO_KEYS = new long[0];

  private static final int ROW_GROUP_ROWS = 20_000;
  private static final int ZSTD_LEVEL = 9;

  private static final MessageType SCHEMA =
      new MessageType(
          "manifest",
          Schemas.string("granule", true),
          Schemas.string("path", true),
          Schemas.string("type", true),
          Schemas.integer("element_bytes", 32, true, true),
          Schemas.string("byte_order", true),
          Schemas.list("shape", INT64),
          Schemas.string("layout", true),
          Schemas.list("chunk_shape", INT32),
          Schemas.stringList("filters"),
          Schemas.column("storage_fill", BINARY, false),
          Schemas.string("fill_value", false),
          Schemas.column("scale", DOUBLE, false),
          Schemas.column("offset", DOUBLE, false),
          Schemas.string("units", false),
          Schemas.string("description", false),
          Schemas.list("chunk_offsets", INT64),
          Schemas.list("chunk_sizes", INT64),
          Schemas.list("filter_masks", INT32),
          Schemas.column("compact", BINARY, false),
          Schemas.list("chunk_least", INT64),
          Schemas.list("chunk_greatest", INT64),
          Schemas.list(NUMBERS, INT32),
          Schemas.string("valid_min", false),
          Schemas.string("valid_max", false),
          Schemas.string("calendar", false),
          Schemas.string(GranuleRows.KEY, true));

  private static final List<String> COLUMNS =
      SCHEMA.getFields().stream()
          .map(f -> f.getName())
          .filter(name -> !name.equals(GranuleRows.KEY) && !name.equals(NUMBERS))
          .toList();

  /** Columns that indexes of earlier versions lack. */
  private static final Set<String> LATER = Set.of("valid_min", "valid_max", "calendar", NUMBERS);

  /** A granule and one of its datasets. */
  record Row(String granule, Dataset dataset) {}

  private final ParquetTableWriter writer;
  private final List<Row> waiting = new ArrayList<>();
  private long rows;
  private String first;
  private String last;

  ManifestFile(Path file) {
    this.writer =
        ParquetTableWriter.create(
            file,
            SCHEMA,
            new ParquetTableWriter.Settings(
                ZSTD_LEVEL,
                PAGE_ROWS,
                Set.of("chunk_offsets.list.element", "chunk_sizes.list.element")));
  }

  /** Adds a granule's datasets; granules come in the order of {@link GranuleOrder}. */
  void add(String granule, List<Dataset> datasets) {
    datasets.forEach(dataset -> waiting.add(new Row(granule, dataset)));
    rows += datasets.size();
    if (!datasets.isEmpty()) {
      first = first == null ? granule : first;
      last = granule;
    }
    if (waiting.size() >= ROW_GROUP_ROWS) {
      flush();
    }
  }

  /** Rows added. */
  long rows() {
    return rows;
  }

  /** The first and the last granule that has datasets; {@code null} if none has. */
  PartKeys keys() {
    return first == null ? null : PartKeys.ofGranules(first, last);
  }

  void finish() {
    flush();
    writer.finish(Map.of());
  }

  @Override
  public void close() {
    writer.close();
  }

  private void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    writer.append(writer.encode(waiting.size(), columns()));
    waiting.clear();
  }

  private List<ColumnData> columns() {
    int size = waiting.size();
    String[] granule = new String[size];
    String[] path = new String[size];
    String[] type = new String[size];
    int[] elementBytes = new int[size];
    String[] byteOrder = new String[size];
    long[][] shape = new long[size][];
    String[] layout = new String[size];
    int[][] chunkShape = new int[size][];
    String[][] filters = new String[size][];
    byte[][] storageFill = new byte[size][];
    String[] fillValue = new String[size];
    double[] scale = new double[size];
    boolean[] unscaled = new boolean[size];
    double[] offset = new double[size];
    boolean[] unmoved = new boolean[size];
    String[] units = new String[size];
    String[] description = new String[size];
    long[][] offsets = new long[size][];
    long[][] sizes = new long[size][];
    int[][] masks = new int[size][];
    byte[][] compact = new byte[size][];
    long[][] least = new long[size][];
    long[][] greatest = new long[size][];
    int[][] numbers = new int[size][];
    String[] validMin = new String[size];
    String[] validMax = new String[size];
    String[] calendar = new String[size];
    for (int i = 0; i < size; i++) {
      Dataset dataset = waiting.get(i).dataset();
      ValueAttributes attributes = dataset.attributes();
      granule[i] = waiting.get(i).granule();
      path[i] = dataset.path();
      type[i] = dataset.type().label();
      elementBytes[i] = dataset.elementBytes();
      byteOrder[i] = dataset.byteOrder() == ByteOrder.BIG_ENDIAN ? "big" : "little";
      shape[i] = dataset.shape().stream().mapToLong(Long::longValue).toArray();
      layout[i] = dataset.layout().label();
      chunkShape[i] = dataset.chunkShape().stream().mapToInt(Integer::intValue).toArray();
      filters[i] = dataset.filters().stream().map(FilterStep::label).toArray(String[]::new);
      storageFill[i] = bytes(dataset.storageFill());
      fillValue[i] = attributes.fillValue();
      unscaled[i] = attributes.scale() == null;
      scale[i] = unscaled[i] ? 0 : attributes.scale();
      unmoved[i] = attributes.offset() == null;
      offset[i] = unmoved[i] ? 0 : attributes.offset();
      units[i] = attributes.units();
      description[i] = attributes.description();
      validMin[i] = attributes.validMin();
      validMax[i] = attributes.validMax();
      calendar[i] = attributes.calendar();
      ChunkTable.Lists chunks = dataset.chunks().lists(DENSE_CHUNKS);
      offsets[i] = chunks.offsets();
      sizes[i] = chunks.sizes();
      masks[i] = chunks.filterMasks();
      numbers[i] = chunks.numbers();
      compact[i] = bytes(dataset.compact());
      ChunkKeys keys = dataset.keys();
      least[i] = keys == null ? NO_KEYS : keys.least();
      greatest[i] = keys == null ? NO_KEYS : keys.greatest();
    }
    return List.of(
        ColumnData.strings(granule),
        ColumnData.strings(path),
        ColumnData.strings(type),
        ColumnData.ints(elementBytes, null),
        ColumnData.strings(byteOrder),
        ColumnData.longLists(shape),
        ColumnData.strings(layout),
        ColumnData.intLists(chunkShape),
        ColumnData.stringLists(filters),
        ColumnData.binaries(storageFill),
        ColumnData.strings(fillValue),
        ColumnData.doubles(scale, unscaled),
        ColumnData.doubles(offset, unmoved),
        ColumnData.strings(units),
        ColumnData.strings(description),
        ColumnData.longLists(offsets),
        ColumnData.longLists(sizes),
        ColumnData.intLists(masks),
        ColumnData.binaries(compact),
        ColumnData.longLists(least),
        ColumnData.longLists(greatest),
        ColumnData.intLists(numbers),
        ColumnData.strings(validMin),
        ColumnData.strings(validMax),
        ColumnData.strings(calendar),
        ColumnData.strings(GranuleRows.keys(granule)));
  }

  private static byte[] bytes(StoredBytes stored) {
    return stored == null ? null : stored.toArray();
  }

  /**
   * The wanted datasets of some granules; pages without these granules are not read.
   *
   * @param keys what index.json says of the file's keys, or {@code null}
   */
  static PartRows<Row> read(
      ParquetTableReader table, PartKeys keys, Set<String> granules, Predicate<String> wanted) {
    return rows(table, keys, GranuleRows.of(table, granules), granules::contains, wanted);
  }

  /** Every dataset of a part. */
  static PartRows<Row> readAll(ParquetTableReader table, PartKeys keys) {
    return rows(table, keys, null, id -> id != null, path -> true);
  }

  private static List<String> columns(ParquetTableReader table) {
    return Stream.concat(COLUMNS.stream(), Stream.of(NUMBERS))
        .filter(name -> !LATER.contains(name) || table.has(name))
        .toList();
  }

  private static PartRows<Row> rows(
      ParquetTableReader table,
      PartKeys keys,
      FilterPredicate condition,
      Predicate<String> granules,
      Predicate<String> wanted) {
    GranuleRows.check(table, keys);
    Map<String, FilterStep> steps = new HashMap<>();
    return new PartRows<>(
        table.plan(
            GranuleRows.with(table, columns(table)),
            condition,
            new RowChoice(
                List.of("granule", "path"),
                row -> granules.test(row[0]) && (row[1] == null || wanted.test(row[1])))),
        (rows, consumer) -> {
          String[] granule = rows.strings("granule");
          String[] path = rows.strings("path");
          DatasetRows datasets = new DatasetRows(table.name(), rows, steps, table.has(NUMBERS));
          GranuleRows.Check check = new GranuleRows.Check(table, rows, keys);
          for (int i = 0; i < rows.size(); i++) {
            if (granules.test(granule[i])) {
              check.row(i);
              if (path[i] != null && wanted.test(path[i])) {
                consumer.accept(new Row(granule[i], datasets.get(i)));
              }
            }
          }
        });
  }
}
