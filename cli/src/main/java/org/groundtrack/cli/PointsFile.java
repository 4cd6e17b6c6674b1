package org.groundtrack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.apache.parquet.schema.Type;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.error.ErrorCode;
import org.groundtrack.error.GroundtrackException;
import org.groundtrack.error.UsageException;
import org.groundtrack.io.LocalRangeReader;
import org.groundtrack.parquet.GeoParquetMetadata;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/**
 * A Parquet file of points: an export, or any GeoParquet with points, or one with columns longitude
 * and latitude. It is not trusted. For one thread at a time.
 */
final class PointsFile implements AutoCloseable {
  private static final Set<String> LONGITUDE_LATITUDE =
      Set.of("OGC:CRS84", "OGC:CRS84h", "EPSG:4326", "EPSG:4979");

  /** Default colours are not those of places and times. */
  private static final Set<String> PLACES = Set.of("longitude", "latitude");

  private final Path path;
  private final LocalRangeReader reader;
  private final ParquetTableReader table;
  private final PointsFooter footer;
  private final PointPositions positions;
  private final List<PointColumn> columns;
  private final List<String> leftOut;

  /** Receives rows, a row group at a time. */
  interface Visitor {
    /**
     * @param first number of the first of these rows in the file
     */
    void visit(TableRows rows, PointPositions.InRows positions, long first);
  }

  private PointsFile(Path path, LocalRangeReader reader) {
    this.path = path;
    this.reader = reader;
    this.table = ParquetTableReader.open(reader);
    Map<String, String> metadata = table.metadata();
    this.footer = PointsFooter.of(metadata);
    JsonNode geo = PointsFooter.json(metadata.get(GeoParquetMetadata.KEY));
    this.positions = positions(geo);
    this.columns = new ArrayList<>();
    this.leftOut = new ArrayList<>();
    for (Type type : table.schema().getFields()) {
      String name = type.getName();
      PointColumn column = PointColumn.of(type, footer.units(name), footer.description(name));
      if (column != null) {
        columns.add(column);
      } else if (!name.equals(positions.geometry()) && !isBounds(geo, name)) {
        leftOut.add(name);
      }
    }
  }

  /**
   * Opens a file.
   *
   * @throws GroundtrackException if it is no Parquet, damaged, or has no points
   */
  static PointsFile open(Path path) {
    LocalRangeReader reader = LocalRangeReader.open(path);
    try {
      return guarded(path, () -> new PointsFile(path, reader));
    } catch (RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  private static boolean isBounds(JsonNode geo, String name) {
    String primary = geo.path("primary_column").asText("");
    JsonNode box = geo.path("columns").path(primary).path("covering").path("bbox");
    return name.equals(box.path("xmin").path(0).asText(null));
  }

  private PointPositions positions(JsonNode geo) {
    boolean columned = PLACES.stream().allMatch(this::isDouble);
    if (columned && (footer.isKnown() || geo.isMissingNode())) {
      return PointPositions.ofColumns("longitude", "latitude");
    }
    if (geo.isMissingNode()) {
      throw bad(
          path,
          "is Parquet, but has no points: its footer has no 'geo', and it has no columns longitude"
              + " and latitude (DOUBLE); ogr2ogr -f Parquet writes GeoParquet",
          null);
    }
    String column = geo.path("primary_column").asText("");
    JsonNode about = geo.path("columns").path(column);
    String encoding = about.path("encoding").asText("none");
    if (!encoding.equals("WKB") || !table.has(column)) {
      throw bad(
          path,
          "has geometries '%s' in the encoding '%s', expected a column of WKB: ogr2ogr -f Parquet converts it"
              .formatted(column, encoding),
          null);
    }
    for (JsonNode type : about.path("geometry_types")) {
      if (!type.asText().startsWith("Point")) {
        throw bad(path, "has geometries of type %s, expected Point".formatted(type.asText()), null);
      }
    }
    checkCrs(about);
    return PointPositions.ofWkb(column);
  }

  private void checkCrs(JsonNode about) {
    JsonNode crs = about.path("crs");
    if (crs.isMissingNode()) {
      return;
    }
    String id =
        crs.path("id").path("authority").asText() + ":" + crs.path("id").path("code").asText();
    if (!LONGITUDE_LATITUDE.contains(id)) {
      String found = crs.isNull() ? "unknown" : crs.path("name").asText(id);
      throw bad(
          path,
          "has a reference system that is %s, expected longitude and latitude: ogr2ogr -t_srs OGC:CRS84 converts it"
              .formatted(found),
          null);
    }
  }

  private boolean isDouble(String column) {
    if (!table.has(column)) {
      return false;
    }
    PointColumn found = PointColumn.of(table.schema().getType(column), null, null);
    return found != null && found.kind() == PointColumn.Kind.DOUBLE;
  }

  Path path() {
    return path;
  }

  PointsFooter footer() {
    return footer;
  }

  long rows() {
    return table.rowCount();
  }

  /** Columns that can be shown, in the file's order. */
  List<PointColumn> columns() {
    return columns;
  }

  /** Names of columns that can't: lists and structures. */
  List<String> leftOut() {
    return leftOut;
  }

  /**
   * The column that gives colours.
   *
   * @param name as asked for by {@code option}; {@code null} for the first number of the product,
   *     which is a height in most
   * @throws UsageException if it is absent or has no numbers
   */
  PointColumn coloured(String name, String option) {
    List<PointColumn> numeric = columns.stream().filter(PointColumn::isNumeric).toList();
    if (name != null) {
      return numeric.stream()
          .filter(column -> column.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      "%s is '%s', but %s has no such column of numbers: give one of %s"
                          .formatted(option, name, path, names(numeric))));
    }
    List<PointColumn> values =
        numeric.stream().filter(column -> !PLACES.contains(column.name())).toList();
    return values.stream()
        .filter(
            column ->
                column.kind() == PointColumn.Kind.FLOAT || column.kind() == PointColumn.Kind.DOUBLE)
        .findFirst()
        .or(
            () ->
                values.stream()
                    .filter(column -> column.kind() != PointColumn.Kind.TIME)
                    .findFirst())
        .or(() -> numeric.stream().findFirst())
        .orElse(null);
  }

  private static String names(List<PointColumn> columns) {
    return columns.stream().map(PointColumn::name).collect(Collectors.joining(", "));
  }

  /** Reads positions and columns of all rows in order. */
  void scan(List<PointColumn> wanted, Visitor visitor) {
    Set<String> names = new LinkedHashSet<>(positions.columns());
    wanted.forEach(column -> names.add(column.name()));
    long[] first = {0};
    guarded(
        path,
        () -> {
          table.scan(
              List.copyOf(names),
              null,
              rows -> {
                visitor.visit(rows, positions.in(rows, first[0], path), first[0]);
                first[0] += rows.size();
              });
          return null;
        });
  }

  /** Reads one column of all rows in order. */
  void scan(PointColumn wanted, ObjLongConsumer<TableRows> visitor) {
    long[] first = {0};
    guarded(
        path,
        () -> {
          table.scan(
              List.of(wanted.name()),
              null,
              rows -> {
                visitor.accept(rows, first[0]);
                first[0] += rows.size();
              });
          return null;
        });
  }

  private interface Reading<T> {
    T run();
  }

  /** The reader of tables takes its file for part of an index. */
  private static <T> T guarded(Path path, Reading<T> reading) {
    try {
      return reading.run();
    } catch (BadIndexException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof GroundtrackException known && known.code() != ErrorCode.BAD_INDEX) {
        throw known;
      }
      String why = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
      throw bad(path, "is damaged or no Parquet file: " + why, e);
    } catch (NullPointerException | IllegalArgumentException e) {
      // Parquet lets words of the footer have no value, and names be anything.
      throw bad(path, "has a footer that can't be read: " + e.getMessage(), e);
    }
  }

  static GroundtrackException bad(Path path, String what, Throwable cause) {
    return new GroundtrackException(ErrorCode.BAD_POINTS, "[%s] %s".formatted(path, what), cause);
  }

  @Override
  public void close() {
    reader.close();
  }
}
