package org.groundtrack.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.NavigableMap;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.geo.CellCover;

/**
 * The least and the greatest key of a part, both of them in it: of the coverage the ids of cells as
 * H3 writes them, in hexadecimal digits; of the other tables keys of granules, by {@link
 * GranuleOrder}. A query opens only parts that may hold what it asks for. Immutable.
 *
 * @param first the least
 * @param last the greatest
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PartKeys(String first, String last) {
  private static final int HEXADECIMAL = 16;
  private static final Pattern CELL = Pattern.compile("[0-9a-f]{1,15}");

  /** The keys of a part of the coverage. */
  static PartKeys ofCells(long first, long last) {
    return new PartKeys(Long.toHexString(first), Long.toHexString(last));
  }

  /** The keys of a part of one of the other tables. */
  static PartKeys ofGranules(String first, String last) {
    return new PartKeys(GranuleOrder.key(first), GranuleOrder.key(last));
  }

  /** Whether there is something between them; of the coverage, ids of cells. */
  boolean isSound(boolean cells) {
    if (first == null || last == null) {
      return false;
    }
    return cells
        ? CELL.matcher(first).matches() && CELL.matcher(last).matches() && cell(first) <= cell(last)
        : first.compareTo(last) <= 0;
  }

  /** Whether a cover has cells between them. */
  boolean overlaps(CellCover cover) {
    return cover.overlaps(cell(first), cell(last));
  }

  /** Whether a cell is between them. */
  LongPredicate cells() {
    long least = cell(first);
    long greatest = cell(last);
    return cell -> least <= cell && cell <= greatest;
  }

  /** Whether the key of a granule is between them. */
  boolean holds(String key) {
    return first.compareTo(key) <= 0 && key.compareTo(last) <= 0;
  }

  /** What a part is that has rows beyond them. */
  BadIndexException contradicted(String part, String row) {
    return new BadIndexException(
        "[%s] holds %s, but only keys from '%s' to '%s' by %s. Build the index again"
            .formatted(part, row, first, last, IndexState.FILE_NAME));
  }

  /** What is between them of granules by key. */
  <T> NavigableMap<String, T> within(NavigableMap<String, T> byKey) {
    return byKey.subMap(first, true, last, true);
  }

  private static long cell(String key) {
    return Long.parseLong(key, HEXADECIMAL);
  }
}
