package org.groundtrack.index;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.parquet.ColumnData;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.Schemas;
import org.groundtrack.parquet.TableRows;

/** Zones as columns of the coverage: a group for each, of which all is null that is not known. */
final class ZoneData {
  private ZoneData() {}

  static List<Type> fields(List<ZoneColumn> zones) {
    return zones.stream()
        .map(
            zone ->
                (Type)
                    Types.requiredGroup()
                        .addField(Schemas.column("min", DOUBLE, false))
                        .addField(Schemas.column("max", DOUBLE, false))
                        .optional(INT64)
                        .named("least")
                        .optional(INT64)
                        .named("greatest")
                        .optional(INT64)
                        .named("nulls")
                        .named(zone.column()))
        .toList();
  }

  /** The columns of the zone of a number. */
  static List<ColumnData> columns(CoverageTable table, int[] order, int zone) {
    int size = order.length;
    double[] min = new double[size];
    double[] max = new double[size];
    long[] least = new long[size];
    long[] greatest = new long[size];
    long[] nulls = new long[size];
    boolean[] unvalued = new boolean[size];
    boolean[] exact = new boolean[size];
    boolean[] unknown = new boolean[size];
    for (int i = 0; i < size; i++) {
      ZoneBounds bounds = table.zone(order[i], zone);
      min[i] = bounds.min();
      max[i] = bounds.max();
      least[i] = bounds.least();
      greatest[i] = bounds.greatest();
      nulls[i] = bounds.nulls();
      unknown[i] = !bounds.isKnown();
      unvalued[i] = !bounds.hasValues();
      exact[i] = !bounds.isRounded();
    }
    return List.of(
        ColumnData.doubles(min, unvalued),
        ColumnData.doubles(max, unvalued),
        ColumnData.longs(least, exact),
        ColumnData.longs(greatest, exact),
        ColumnData.longs(nulls, unknown));
  }

  /** Those of some zones that a file has as columns. */
  static List<String> held(ParquetTableReader table, List<ZoneColumn> zones) {
    return zones.stream().map(ZoneColumn::column).filter(table::has).toList();
  }

  /**
   * The zones of a row.
   *
   * @param held those that the file has
   * @throws BadIndexException if one makes no sense
   */
  static List<ZoneBounds> read(
      ParquetTableReader table, TableRows rows, List<ZoneColumn> zones, List<String> held, int i) {
    if (zones.isEmpty()) {
      return List.of();
    }
    List<ZoneBounds> bounds = new ArrayList<>(zones.size());
    for (ZoneColumn zone : zones) {
      String column = zone.column();
      if (!held.contains(column) || rows.isMissing(column + ".nulls", i)) {
        bounds.add(ZoneBounds.UNKNOWN);
        continue;
      }
      boolean valued = !rows.isMissing(column + ".min", i) && !rows.isMissing(column + ".max", i);
      boolean rounded =
          valued
              && !rows.isMissing(column + ".least", i)
              && !rows.isMissing(column + ".greatest", i);
      ZoneBounds read =
          new ZoneBounds(
              rows.longs(column + ".nulls")[i],
              valued,
              valued ? rows.doubles(column + ".min")[i] : 0,
              valued ? rows.doubles(column + ".max")[i] : 0,
              rounded,
              rounded ? rows.longs(column + ".least")[i] : 0,
              rounded ? rows.longs(column + ".greatest")[i] : 0);
      if (!read.isSound() || !read.isKnown()) {
        throw new BadIndexException(
            "[%s] granule %s, beam %s: %s from %s to %s with %s nulls makes no sense. Build the index again"
                .formatted(
                    table.name(),
                    rows.strings("granule")[i],
                    rows.strings("beam")[i],
                    column,
                    read.min(),
                    read.max(),
                    read.nulls()));
      }
      bounds.add(read);
    }
    return List.copyOf(bounds);
  }
}
