package org.groundtrack.index;

import static org.apache.parquet.filter2.predicate.FilterApi.and;
import static org.apache.parquet.filter2.predicate.FilterApi.gtEq;
import static org.apache.parquet.filter2.predicate.FilterApi.longColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.lt;
import static org.apache.parquet.filter2.predicate.FilterApi.userDefined;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.filter2.predicate.Operators.LongColumn;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.geo.CellCover;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.parquet.TableRows;

/** A part of the coverage table: GeoParquet, sorted by cell. */
final class CoverageFile {
  /**
   * Rows of a page: a query of one tile touches one or two pages per column and range, and a page
   * of this size is some 8 kB.
   */
  private static final int PAGE_ROWS = 1000;

  private static final int ROW_GROUP_ROWS = 250_000;
  private static final int ZSTD_LEVEL = 9;

  private static final long NANOS_PER_MICRO = 1000;

  private static final MessageType SCHEMA =
      new MessageType(
          "coverage",
          Schemas.integer("h3", 64, true, true),
          Schemas.string("product", true),
          Schemas.string("granule", true),
          Schemas.string("beam", true),
          Schemas.string("rate", true),
          Schemas.integer("chunk", 32, true, true),
          Schemas.integer("first_row", 64, true, true),
          Schemas.integer("row_count", 64, true, true),
          Schemas.integer("valid_positions", 64, true, true),
          Schemas.list("link_first", INT64),
          Schemas.list("link_count", INT64),
          Schemas.timestamp("start_time", MICROS, false),
          Schemas.timestamp("end_time", MICROS, false),
          Schemas.bbox("bbox"),
          Schemas.geometry("geometry"));

  private static final List<String> QUERIED =
      List.of(
          "h3",
          "product",
          "granule",
          "beam",
          "rate",
          "chunk",
          "first_row",
          "row_count",
          "valid_positions",
          "start_time",
          "end_time",
          "bbox");

  private static final List<String> LINKS = List.of("link_first", "link_count");

  private static final List<String> ALL =
      SCHEMA.getFields().stream().map(f -> f.getName()).toList();

  private static MessageType schema(List<ZoneColumn> zones) {
    return new MessageType(
        SCHEMA.getName(),
        Stream.concat(SCHEMA.getFields().stream(), ZoneData.fields(zones).stream()).toList());
  }

  private CoverageFile() {}

  /**
   * Writes the rows of a table, sorted by cell.
   *
   * @return the least and the greatest cell; {@code null} if there are no rows
   */
  static PartKeys write(Path file, CoverageTable table) {
    return write(file, table, List.of());
  }

  /** The same with columns for zones. */
  static PartKeys write(Path file, CoverageTable table, List<ZoneColumn> zones) {
    try (Writer writer = new Writer(file, zones)) {
      writer.add(table, table.sortedByCell());
      writer.finish();
      return writer.keys();
    }
  }

  /** Writes a part in steps, row group by row group. For one thread. */
  static final class Writer implements AutoCloseable {
    private final ParquetTableWriter writer;
    private final List<ZoneColumn> zones;
    private final double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    private CoverageTable rest = new CoverageTable();
    private long rows;
    private long first;
    private long last;

    Writer(Path file, List<ZoneColumn> zones) {
      this.zones = zones;
      writer =
          ParquetTableWriter.create(
              file,
              schema(zones),
              new ParquetTableWriter.Settings(ZSTD_LEVEL, PAGE_ROWS, Set.of("h3", "geometry")));
    }

    /**
     * Adds rows. What does not fill a row group waits for those that follow, so that row groups are
     * the same however the rows came.
     *
     * @param order numbers of the rows, whose cells come after all that were added
     */
    void add(CoverageTable table, int[] order) {
      if (order.length == 0) {
        return;
      }
      first = rows == 0 ? table.cell(order[0]) : first;
      last = table.cell(order[order.length - 1]);
      rows += order.length;
      int from = 0;
      if (rest.size() > 0) {
        from = Math.min(order.length, ROW_GROUP_ROWS - rest.size());
        keep(table, order, 0, from);
        if (rest.size() < ROW_GROUP_ROWS) {
          return;
        }
        append(rest, IntStream.range(0, rest.size()).toArray());
        rest = new CoverageTable();
      }
      for (; order.length - from >= ROW_GROUP_ROWS; from += ROW_GROUP_ROWS) {
        append(table, Arrays.copyOfRange(order, from, from + ROW_GROUP_ROWS));
      }
      keep(table, order, from, order.length);
    }

    private void keep(CoverageTable table, int[] order, int from, int to) {
      for (int i = from; i < to; i++) {
        rest.add(table.row(order[i]), table.geometry(order[i]));
      }
    }

    private void append(CoverageTable table, int[] order) {
      List<ColumnData> columns = new ArrayList<>(columns(table, order, bounds));
      for (int zone = 0; zone < zones.size(); zone++) {
        columns.addAll(ZoneData.columns(table, order, zone));
      }
      writer.append(writer.encode(order.length, columns));
    }

    /** Rows that were added. */
    long rows() {
      return rows;
    }

    /** The least and the greatest cell; {@code null} if there are no rows. */
    PartKeys keys() {
      return rows == 0 ? null : PartKeys.ofCells(first, last);
    }

    void finish() {
      if (rest.size() > 0) {
        append(rest, IntStream.range(0, rest.size()).toArray());
      }
      writer.finish(
          Map.of(
              GeoParquetMetadata.KEY,
              GeoParquetMetadata.of(
                  "geometry",
                  List.of("LineString", "MultiLineString", "Point"),
                  "bbox",
                  rows == 0 ? null : bounds)));
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private static List<ColumnData> columns(CoverageTable table, int[] order, double[] bounds) {
    int size = order.length;
    long[] cells = new long[size];
    String[] products = new String[size];
    String[] granules = new String[size];
    String[] beams = new String[size];
    String[] rates = new String[size];
    int[] chunks = new int[size];
    long[] firstRows = new long[size];
    long[] rowCounts = new long[size];
    long[] valid = new long[size];
    long[][] linkFirst = new long[size][];
    long[][] linkCount = new long[size][];
    long[] starts = new long[size];
    long[] ends = new long[size];
    boolean[] untimed = new boolean[size];
    double[][] box = new double[4][size];
    byte[][] geometries = new byte[size][];
    for (int i = 0; i < size; i++) {
      CoverageTable.Row row = table.row(order[i]);
      cells[i] = row.cell();
      products[i] = row.product();
      granules[i] = row.granule();
      beams[i] = row.beam();
      rates[i] = row.rate();
      chunks[i] = row.chunk();
      firstRows[i] = row.firstRow();
      rowCounts[i] = row.rowCount();
      valid[i] = row.validPositions();
      linkFirst[i] = row.links().stream().mapToLong(CoverageTable.LinkRun::first).toArray();
      linkCount[i] = row.links().stream().mapToLong(CoverageTable.LinkRun::count).toArray();
      untimed[i] = row.startNanos() == CoverageTable.NO_TIME;
      // Outward, so that no instant of the row lies outside.
      starts[i] = Math.floorDiv(row.startNanos(), NANOS_PER_MICRO);
      ends[i] = -Math.floorDiv(-row.endNanos(), NANOS_PER_MICRO);
      box[0][i] = row.west();
      box[1][i] = row.south();
      box[2][i] = row.east();
      box[3][i] = row.north();
      // As the columns have them: a part that is made of others knows no more.
      bounds[0] = Math.min(bounds[0], ColumnData.atMost(row.west()));
      bounds[1] = Math.min(bounds[1], ColumnData.atMost(row.south()));
      bounds[2] = Math.max(bounds[2], -ColumnData.atMost(-row.east()));
      bounds[3] = Math.max(bounds[3], -ColumnData.atMost(-row.north()));
      geometries[i] = table.geometry(order[i]);
    }
    return List.of(
        ColumnData.longs(cells, null),
        ColumnData.strings(products),
        ColumnData.strings(granules),
        ColumnData.strings(beams),
        ColumnData.strings(rates),
        ColumnData.ints(chunks, null),
        ColumnData.longs(firstRows, null),
        ColumnData.longs(rowCounts, null),
        ColumnData.longs(valid, null),
        ColumnData.longLists(linkFirst),
        ColumnData.longLists(linkCount),
        ColumnData.longs(starts, untimed),
        ColumnData.longs(ends, untimed),
        ColumnData.lowerBounds(box[0]),
        ColumnData.lowerBounds(box[1]),
        ColumnData.upperBounds(box[2]),
        ColumnData.upperBounds(box[3]),
        ColumnData.binaries(geometries));
  }

  /**
   * The rows whose cell is in a cover; of the file only pages that may hold such are read.
   *
   * @param keys what index.json says of its keys, or {@code null}
   * @param linked whether their links are wanted
   * @param zones that are wanted
   * @throws BadIndexException if it has other keys
   */
  static PartRows<CoverageTable.Row> read(
      ParquetTableReader table,
      PartKeys keys,
      CellCover cover,
      boolean linked,
      List<ZoneColumn> zones) {
    List<String> columns = new ArrayList<>(QUERIED);
    columns.addAll(linked ? LINKS : List.of());
    columns.addAll(ZoneData.held(table, zones));
    long[] held = table.bounds("h3");
    if (keys != null && held != null && !keys.equals(PartKeys.ofCells(held[0], held[1]))) {
      throw keys.contradicted(
          table.name(), "cells from %s to %s".formatted(hex(held[0]), hex(held[1])));
    }
    ParquetTableReader.Scan scan =
        table.plan(columns, userDefined(longColumn("h3"), new CellsIn(cover)));
    LongPredicate between = keys == null ? cell -> true : keys.cells();
    LongPredicate wanted =
        cell -> {
          if (!between.test(cell)) {
            throw keys.contradicted(table.name(), "cell " + hex(cell));
          }
          return cover.contains(cell);
        };
    return new PartRows<>(
        scan,
        (rows, consumer) ->
            give(table, rows, wanted, linked, zones, (row, i) -> consumer.accept(row)));
  }

  /**
   * The rows of a range of cells, with their links, geometries and zones.
   *
   * @param zones of the index
   * @param first the first cell
   * @param end the cell after the last
   */
  static void scan(
      ParquetTableReader table,
      List<ZoneColumn> zones,
      long first,
      long end,
      BiConsumer<CoverageTable.Row, byte[]> consumer) {
    LongColumn cell = longColumn("h3");
    table.scan(
        all(table, zones),
        and(gtEq(cell, first), lt(cell, end)),
        rows -> {
          byte[][] geometries = rows.binaries("geometry");
          give(
              table,
              rows,
              id -> id >= first && id < end,
              true,
              zones,
              (row, i) -> consumer.accept(row, geometries[i]));
        });
  }

  private static List<String> all(ParquetTableReader table, List<ZoneColumn> zones) {
    return Stream.concat(ALL.stream(), ZoneData.held(table, zones).stream()).toList();
  }

  /** Every row in order, with its links, geometry and zones. */
  static void scanAll(
      ParquetTableReader table,
      List<ZoneColumn> zones,
      BiConsumer<CoverageTable.Row, byte[]> consumer) {
    table.scan(
        all(table, zones),
        null,
        rows -> {
          byte[][] geometries = rows.binaries("geometry");
          give(
              table,
              rows,
              id -> true,
              true,
              zones,
              (row, i) -> consumer.accept(row, geometries[i]));
        });
  }

  /** Every cell in order, once for each row. */
  static void cells(ParquetTableReader table, LongConsumer consumer) {
    table.scan(
        List.of("h3"),
        null,
        rows -> {
          for (long cell : rows.longs("h3")) {
            consumer.accept(cell);
          }
        });
  }

  private static String hex(long cell) {
    return Long.toHexString(cell);
  }

  private interface Numbered {
    void accept(CoverageTable.Row row, int number);
  }

  private static void give(
      ParquetTableReader table,
      TableRows rows,
      LongPredicate wanted,
      boolean linked,
      List<ZoneColumn> zones,
      Numbered consumer) {
    List<String> held = ZoneData.held(table, zones);
    long[] cells = rows.longs("h3");
    String[] products = rows.strings("product");
    String[] granules = rows.strings("granule");
    String[] beams = rows.strings("beam");
    String[] rates = rows.strings("rate");
    int[] chunks = rows.ints("chunk");
    long[] firstRows = rows.longs("first_row");
    long[] rowCounts = rows.longs("row_count");
    long[] valid = rows.longs("valid_positions");
    long[] starts = rows.longs("start_time");
    long[] ends = rows.longs("end_time");
    float[] west = rows.floats("bbox.xmin");
    float[] south = rows.floats("bbox.ymin");
    float[] east = rows.floats("bbox.xmax");
    float[] north = rows.floats("bbox.ymax");
    for (int i = 0; i < rows.size(); i++) {
      if (!wanted.test(cells[i])) {
        continue;
      }
      boolean sound =
          products[i] != null
              && granules[i] != null
              && beams[i] != null
              && rates[i] != null
              && firstRows[i] >= 0
              && rowCounts[i] > 0
              && firstRows[i] <= Long.MAX_VALUE - rowCounts[i]
              && west[i] <= east[i]
              && south[i] <= north[i];
      if (!sound) {
        throw new BadIndexException(
            "[%s] cell %s, granule %s, beam %s: %s rows from row %s within %s to %s, %s to %s make no sense. Build the index again"
                .formatted(
                    table.name(),
                    hex(cells[i]),
                    granules[i],
                    beams[i],
                    rowCounts[i],
                    firstRows[i],
                    west[i],
                    east[i],
                    south[i],
                    north[i]));
      }
      boolean untimed = rows.isMissing("start_time", i) || rows.isMissing("end_time", i);
      consumer.accept(
          new CoverageTable.Row(
              cells[i],
              products[i],
              granules[i],
              beams[i],
              rates[i],
              chunks[i],
              firstRows[i],
              rowCounts[i],
              valid[i],
              linked ? links(table, rows, i) : List.of(),
              untimed ? CoverageTable.NO_TIME : Math.multiplyExact(starts[i], NANOS_PER_MICRO),
              untimed ? CoverageTable.NO_TIME : Math.multiplyExact(ends[i], NANOS_PER_MICRO),
              west[i],
              south[i],
              east[i],
              north[i],
              ZoneData.read(table, rows, zones, held, i)),
          i);
    }
  }

  private static List<CoverageTable.LinkRun> links(
      ParquetTableReader table, TableRows rows, int i) {
    long[] first = rows.longLists("link_first")[i];
    long[] count = rows.longLists("link_count")[i];
    List<CoverageTable.LinkRun> links = new ArrayList<>();
    for (int k = 0; k < first.length; k++) {
      if (k >= count.length
          || first[k] < 0
          || count[k] < 0
          || first[k] > Long.MAX_VALUE - count[k]) {
        throw new BadIndexException(
            "[%s] granule %s, beam %s: links from %s of lengths %s make no sense. Build the index again"
                .formatted(
                    table.name(),
                    rows.strings("granule")[i],
                    rows.strings("beam")[i],
                    Arrays.toString(first),
                    Arrays.toString(count)));
      }
      links.add(new CoverageTable.LinkRun(first[k], count[k]));
    }
    return links;
  }
}
