package org.groundtrack.index;

import java.util.EnumMap;
import java.util.Map;
import org.groundtrack.granule.Granule;
import org.groundtrack.granule.InvalidPositions;
import org.groundtrack.granule.Positions.Flaw;
import org.groundtrack.parquet.TableRows;

/**
 * The columns of the granules table that say what is wrong with positions: of what is left of the
 * sum, rows have none to have.
 */
final class InvalidColumns {
  private static final Map<Flaw, String> COLUMNS =
      new EnumMap<>(
          Map.of(
              Flaw.FILL, "invalid_fill",
              Flaw.NOT_A_NUMBER, "invalid_not_a_number",
              Flaw.LATITUDE, "invalid_latitude",
              Flaw.LONGITUDE, "invalid_longitude"));

  private InvalidColumns() {}

  /** What a column holds of a granule. */
  static long count(Granule granule, Flaw flaw) {
    return granule.invalidPositions().count(flaw);
  }

  /**
   * What the columns say of a granule.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  static InvalidPositions of(TableRows rows, int i) {
    long total = rows.longs("invalid_positions")[i];
    Map<Flaw, Long> counts = new EnumMap<>(Flaw.class);
    long rest = total;
    for (Map.Entry<Flaw, String> column : COLUMNS.entrySet()) {
      long count = rows.longs(column.getValue())[i];
      if (count < 0 || count > rest) {
        throw new IllegalArgumentException(
            "%s of %s rows without a valid position in %s"
                .formatted(count, total, column.getValue()));
      }
      rest -= count;
      counts.put(column.getKey(), count);
    }
    counts.put(Flaw.NO_POSITION, rest);
    return new InvalidPositions(counts);
  }
}
