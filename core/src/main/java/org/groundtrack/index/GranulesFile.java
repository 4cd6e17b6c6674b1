package org.groundtrack.index;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.schema.MessageType;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.RefusedException;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.GpsTime;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.Positions.Flaw;
import org.groundtrack.io.SourceIdentity;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.ParquetTableWriter;
import org.groundtrack.parquet.RowChoice;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.parquet.TableRows;
import org.groundtrack.source.Location;

/** A part of the granules table: one row per granule, in the order of {@link GranuleOrder}. */
final class GranulesFile {
  /** The granules of an area are those of all cycles of some tracks: some dozen together. */
  private static final int PAGE_ROWS = 50;

  /** The indexes of the pages of a row group are read if it holds one granule that is wanted. */
  /** Versions that index.json names; a product has a few. */
  private static final int MAX_VERSIONS = 100;

  private static final int ROW_GROUP_ROWS = 4000;

  private static final int ZSTD_LEVEL = 9;

  /** Stands in a list of numbers for one that is not known. */
  private static final int UNKNOWN = -1;

  private static final MessageType SCHEMA =
      new MessageType(
          "granules",
          Schemas.string("granule", true),
          Schemas.string("uri", true),
          Schemas.string("product", true),
          Schemas.string("version", true),
          Schemas.integer("size", 64, true, true),
          Schemas.string("etag", false),
          Schemas.timestamp("last_modified", MICROS, false),
          Schemas.stringList("rates"),
          Schemas.timestamp("epoch", MICROS, true),
          Schemas.timestamp("start_time", MICROS, false),
          Schemas.timestamp("end_time", MICROS, false),
          Schemas.integer("rgt", 32, true, false),
          Schemas.integer("cycle", 32, true, false),
          Schemas.integer("region", 32, true, false),
          Schemas.integer("orbit", 32, true, false),
          Schemas.string("orientation", false),
          Schemas.list("turn_times", INT64),
          Schemas.stringList("turn_orientations"),
          Schemas.list("turn_rgts", INT32),
          Schemas.list("turn_cycles", INT32),
          Schemas.list("turn_orbits", INT32),
          Schemas.stringList("beams"),
          Schemas.stringList("beam_strengths"),
          Schemas.list("beam_spots", INT32),
          Schemas.list("beam_rows", INT64),
          Schemas.integer("invalid_positions", 64, true, true),
          Schemas.integer("invalid_fill", 64, true, true),
          Schemas.integer("invalid_not_a_number", 64, true, true),
          Schemas.integer("invalid_latitude", 64, true, true),
          Schemas.integer("invalid_longitude", 64, true, true),
          Schemas.string("manifest_source", true),
          Schemas.string("citation", false),
          Schemas.string("license", false),
          Schemas.string(GranuleRows.KEY, true));

  private static final List<String> COLUMNS =
      SCHEMA.getFields().stream()
          .map(f -> f.getName())
          .filter(name -> !name.equals(GranuleRows.KEY))
          .toList();

  private GranulesFile() {}

  static void write(Path file, Collection<Granule> granules) {
    try (Writer writer = new Writer(file)) {
      granules.forEach(writer::add);
      writer.finish();
    }
  }

  /** Writes a part in steps: granules in the order of their ids. For one thread. */
  static final class Writer implements AutoCloseable {
    private final ParquetTableWriter writer;
    private final List<Granule> waiting = new ArrayList<>();
    private long rows;
    private String first;
    private String last;
    private final Set<String> versions = new TreeSet<>();

    Writer(Path file) {
      writer =
          ParquetTableWriter.create(
              file, SCHEMA, new ParquetTableWriter.Settings(ZSTD_LEVEL, PAGE_ROWS, Set.of()));
    }

    void add(Granule granule) {
      waiting.add(granule);
      first = first == null ? granule.id() : first;
      last = granule.id();
      if (versions.size() <= MAX_VERSIONS) {
        versions.add(productVersion(granule));
      }
      rows++;
      if (waiting.size() == ROW_GROUP_ROWS) {
        flush();
      }
    }

    /** Granules that were added. */
    long rows() {
      return rows;
    }

    /** The first and the last granule; {@code null} if there is none. */
    PartKeys keys() {
      return first == null ? null : PartKeys.ofGranules(first, last);
    }

    /** The versions of its granules by product, as index.json has them, or {@code null}. */
    Set<String> versions() {
      return versions.size() > MAX_VERSIONS ? null : Set.copyOf(versions);
    }

    void finish() {
      flush();
      writer.finish(Map.of());
    }

    private void flush() {
      if (!waiting.isEmpty()) {
        writer.append(writer.encode(waiting.size(), columns(waiting)));
        waiting.clear();
      }
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private static List<ColumnData> columns(List<Granule> granules) {
    return List.of(
        strings(granules, Granule::id),
        strings(granules, Granule::uri),
        strings(granules, Granule::product),
        strings(granules, Granule::version),
        longs(granules, g -> g.identity().size(), true),
        strings(granules, g -> g.identity().etag()),
        longs(granules, g -> micros(g.identity().lastModified()), false),
        ColumnData.stringLists(
            granules.stream().map(g -> g.rates().toArray(String[]::new)).toArray(String[][]::new)),
        longs(granules, g -> micros(g.epoch()), true),
        longs(granules, g -> micros(g.start()), false),
        longs(granules, g -> micros(g.end()), false),
        ints(granules, Granule::rgt),
        ints(granules, Granule::cycle),
        ints(granules, Granule::region),
        ints(granules, Granule::orbit),
        strings(granules, Granule::orientation),
        ColumnData.longLists(
            granules.stream()
                .map(g -> g.turns().stream().mapToLong(t -> GpsTime.nanos(t.since())).toArray())
                .toArray(long[][]::new)),
        ColumnData.stringLists(
            granules.stream()
                .map(
                    g ->
                        g.turns().stream()
                            .map(t -> t.orientation() == null ? "" : t.orientation())
                            .toArray(String[]::new))
                .toArray(String[][]::new)),
        turned(granules, Granule.Turn::rgt),
        turned(granules, Granule.Turn::cycle),
        turned(granules, Granule.Turn::orbit),
        ColumnData.stringLists(
            granules.stream()
                .map(g -> g.beams().stream().map(Beam::name).toArray(String[]::new))
                .toArray(String[][]::new)),
        ColumnData.stringLists(
            granules.stream()
                .map(
                    g ->
                        g.beams().stream()
                            .map(b -> b.strength() == null ? "unknown" : b.strength())
                            .toArray(String[]::new))
                .toArray(String[][]::new)),
        ColumnData.intLists(
            granules.stream()
                .map(
                    g ->
                        g.beams().stream()
                            .mapToInt(b -> b.spot() == null ? UNKNOWN : b.spot())
                            .toArray())
                .toArray(int[][]::new)),
        ColumnData.longLists(granules.stream().map(GranulesFile::rowCounts).toArray(long[][]::new)),
        longs(granules, g -> g.invalidPositions().total(), true),
        longs(granules, g -> InvalidColumns.count(g, Flaw.FILL), true),
        longs(granules, g -> InvalidColumns.count(g, Flaw.NOT_A_NUMBER), true),
        longs(granules, g -> InvalidColumns.count(g, Flaw.LATITUDE), true),
        longs(granules, g -> InvalidColumns.count(g, Flaw.LONGITUDE), true),
        strings(granules, Granule::manifestSource),
        strings(granules, Granule::citation),
        strings(granules, Granule::license),
        strings(granules, granule -> GranuleOrder.key(granule.id())));
  }

  /** A number from turn to turn. */
  private static ColumnData turned(List<Granule> granules, Function<Granule.Turn, Integer> number) {
    return ColumnData.intLists(
        granules.stream()
            .map(
                g ->
                    g.turns().stream().map(number).mapToInt(n -> n == null ? UNKNOWN : n).toArray())
            .toArray(int[][]::new));
  }

  private static ColumnData strings(List<Granule> granules, Function<Granule, String> value) {
    return ColumnData.strings(granules.stream().map(value).toArray(String[]::new));
  }

  private static ColumnData longs(
      List<Granule> granules, Function<Granule, Long> value, boolean required) {
    long[] values = new long[granules.size()];
    boolean[] missing = new boolean[granules.size()];
    for (int i = 0; i < values.length; i++) {
      Long known = value.apply(granules.get(i));
      missing[i] = known == null;
      values[i] = known == null ? 0 : known;
    }
    return ColumnData.longs(values, required ? null : missing);
  }

  private static ColumnData ints(List<Granule> granules, Function<Granule, Integer> value) {
    int[] values = new int[granules.size()];
    boolean[] missing = new boolean[granules.size()];
    for (int i = 0; i < values.length; i++) {
      Integer known = value.apply(granules.get(i));
      missing[i] = known == null;
      values[i] = known == null ? 0 : known;
    }
    return ColumnData.ints(values, missing);
  }

  private static Long micros(Instant instant) {
    return instant == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /**
   * The granules of some ids; pages without these are not read.
   *
   * @param keys what index.json says of the file's keys, or {@code null}
   */
  static PartRows<Granule> read(ParquetTableReader table, PartKeys keys, Set<String> ids) {
    return rows(table, table, keys, GranuleRows.of(table, ids), ids::contains);
  }

  /**
   * Some granules of a product, and perhaps others: those of the first row group that may hold any,
   * so perhaps none.
   */
  static PartRows<Granule> readSome(ParquetTableReader table, PartKeys keys, String product) {
    ParquetTableReader first = table.first("product", product);
    return rows(
        table, first == null ? table : first, keys, GranuleRows.ofProduct(product), id -> true);
  }

  /** A granule's version as index.json has it. */
  static String productVersion(Granule granule) {
    return granule.product() + " " + granule.version();
  }

  /**
   * Granules that may be of the same tracks as some: that have one of their numbers of a track, and
   * perhaps others.
   */
  static PartRows<Granule> readTracks(ParquetTableReader table, PartKeys keys, Tracks tracks) {
    return rows(table, table, keys, tracks.condition(), id -> true);
  }

  /** Every granule of a product, and perhaps others. */
  static PartRows<Granule> readAll(ParquetTableReader table, PartKeys keys, String product) {
    return rows(table, table, keys, GranuleRows.ofProduct(product), id -> true);
  }

  /** Every granule. */
  static PartRows<Granule> readAll(ParquetTableReader table, PartKeys keys) {
    return rows(table, table, keys, null, id -> true);
  }

  /** The ids of all granules, in the part's order. */
  static List<String> ids(ParquetTableReader table) {
    List<String> ids = new ArrayList<>();
    table.scan(
        List.of("granule"),
        null,
        rows -> {
          for (String id : rows.strings("granule")) {
            if (id == null) {
              throw new BadIndexException(
                  "[%s] a granule without an id. Build the index again".formatted(table.name()));
            }
            ids.add(id);
          }
        });
    return ids;
  }

  /**
   * @param some the table or a piece of it that is read
   */
  private static PartRows<Granule> rows(
      ParquetTableReader table,
      ParquetTableReader some,
      PartKeys keys,
      FilterPredicate condition,
      Predicate<String> wanted) {
    GranuleRows.check(table, keys);
    return new PartRows<>(
        some.plan(
            GranuleRows.with(table, COLUMNS),
            condition,
            new RowChoice(List.of("granule"), row -> row[0] == null || wanted.test(row[0]))),
        (rows, consumer) -> {
          String[] ids = rows.strings("granule");
          GranuleRows.Check check = new GranuleRows.Check(table, rows, keys);
          for (int i = 0; i < rows.size(); i++) {
            if (ids[i] == null || wanted.test(ids[i])) {
              check.row(i);
              consumer.accept(granule(table.name(), rows, i));
            }
          }
        });
  }

  private static Granule granule(String part, TableRows rows, int i) {
    String id = rows.strings("granule")[i];
    try {
      if (id == null || rows.strings("uri")[i] == null) {
        throw new IllegalArgumentException("a granule without an id or URI");
      }
      checkUri(part, id, rows.strings("uri")[i]);
      return new Granule(
          id,
          rows.strings("uri")[i],
          rows.strings("product")[i],
          rows.strings("version")[i],
          new SourceIdentity(
              rows.longs("size")[i], rows.strings("etag")[i], instant(rows, "last_modified", i)),
          List.of(rows.stringLists("rates")[i]),
          instant(rows, "epoch", i),
          instant(rows, "start_time", i),
          instant(rows, "end_time", i),
          integer(rows, "rgt", i),
          integer(rows, "cycle", i),
          integer(rows, "region", i),
          integer(rows, "orbit", i),
          rows.strings("orientation")[i],
          turns(rows, i),
          beams(rows, i),
          InvalidColumns.of(rows, i),
          rows.strings("manifest_source")[i],
          rows.strings("citation")[i],
          rows.strings("license")[i]);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new BadIndexException(
          "[%s] granule %s: %s. Build the index again".formatted(part, id, e.getMessage()), e);
    }
  }

  /** What the index says is no mistake of the command line. */
  private static void checkUri(String part, String id, String uri) {
    try {
      Location.of(uri);
    } catch (UsageException e) {
      throw new RefusedException("[%s] granule %s: %s".formatted(part, id, e.getMessage()), e);
    }
  }

  private static List<Beam> beams(TableRows rows, int i) {
    String[] names = rows.stringLists("beams")[i];
    String[] rates = rows.stringLists("rates")[i];
    String[] strengths = rows.stringLists("beam_strengths")[i];
    int[] spots = rows.intLists("beam_spots")[i];
    long[] counts = rows.longLists("beam_rows")[i];
    if (strengths.length != names.length
        || spots.length != names.length
        || counts.length != names.length * rates.length) {
      throw new IllegalArgumentException(
          "%s beams of %s rates with %s strengths, %s spots and %s row counts"
              .formatted(
                  names.length, rates.length, strengths.length, spots.length, counts.length));
    }
    List<Beam> beams = new ArrayList<>();
    for (int k = 0; k < names.length; k++) {
      beams.add(
          new Beam(
              names[k],
              strengths[k].equals("unknown") ? null : strengths[k],
              spots[k] == UNKNOWN ? null : (Integer) spots[k],
              rowsByRate(rates, counts, k)));
    }
    return beams;
  }

  private static List<Granule.Turn> turns(TableRows rows, int i) {
    long[] times = rows.longLists("turn_times")[i];
    String[] orientations = rows.stringLists("turn_orientations")[i];
    int[] rgts = rows.intLists("turn_rgts")[i];
    int[] cycles = rows.intLists("turn_cycles")[i];
    int[] orbits = rows.intLists("turn_orbits")[i];
    if (times.length != orientations.length
        || times.length != rgts.length
        || times.length != cycles.length
        || times.length != orbits.length) {
      throw new IllegalArgumentException(
          "%s times of turns, but %s orientations, %s tracks, %s cycles and %s orbits"
              .formatted(
                  times.length, orientations.length, rgts.length, cycles.length, orbits.length));
    }
    List<Granule.Turn> turns = new ArrayList<>();
    for (int k = 0; k < times.length; k++) {
      turns.add(
          new Granule.Turn(
              GpsTime.instant(times[k]),
              orientations[k].isEmpty() ? null : orientations[k],
              known(rgts[k]),
              known(cycles[k]),
              known(orbits[k])));
    }
    return turns;
  }

  private static Integer known(int number) {
    return number == UNKNOWN ? null : (Integer) number;
  }

  /** Rows of each rate, for one beam after the other. */
  private static long[] rowCounts(Granule granule) {
    return granule.beams().stream()
        .flatMapToLong(
            beam ->
                granule.rates().stream()
                    .mapToLong(rate -> beam.rowsByRate().getOrDefault(rate, (long) UNKNOWN)))
        .toArray();
  }

  private static Map<String, Long> rowsByRate(String[] rates, long[] counts, int beam) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (int r = 0; r < rates.length; r++) {
      long count = counts[beam * rates.length + r];
      if (count != UNKNOWN) {
        rows.put(rates[r], count);
      }
    }
    return rows;
  }

  private static Instant instant(TableRows rows, String column, int i) {
    return rows.isMissing(column, i)
        ? null
        : Instant.EPOCH.plus(rows.longs(column)[i], ChronoUnit.MICROS);
  }

  private static Integer integer(TableRows rows, String column, int i) {
    return rows.isMissing(column, i) ? null : (Integer) rows.ints(column)[i];
  }
}
