package org.groundtrack.index;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.userDefined;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.groundtrack.error.BadIndexException;
import org.groundtrack.parquet.ParquetTableReader;
import org.groundtrack.parquet.TableRows;

/**
 * How rows of granules are found in a table that is sorted by {@link GranuleOrder}: by a column of
 * keys, of which pages have a least and a greatest. A table without it is searched by ids.
 */
final class GranuleRows {
  static final String KEY = "key";

  private static final String ID = "granule";

  private GranuleRows() {}

  /** The keys of rows' granules; those of one granule lie together. */
  static String[] keys(String[] granules) {
    String[] keys = new String[granules.length];
    for (int i = 0; i < keys.length; i++) {
      boolean same = i > 0 && granules[i].equals(granules[i - 1]);
      keys[i] = same ? keys[i - 1] : GranuleOrder.key(granules[i]);
    }
    return keys;
  }

  /** The columns to read beside others, so that a condition can be asked of their pages. */
  static List<String> with(ParquetTableReader table, List<String> columns) {
    return table.has(KEY) ? Stream.concat(columns.stream(), Stream.of(KEY)).toList() : columns;
  }

  /** A condition for pages that may hold some granules. */
  static FilterPredicate of(ParquetTableReader table, Set<String> ids) {
    if (!table.has(KEY)) {
      return userDefined(binaryColumn(ID), new KeysIn(ids));
    }
    Set<String> keys = new HashSet<>();
    ids.forEach(id -> keys.add(GranuleOrder.key(id)));
    return userDefined(binaryColumn(KEY), new KeysIn(keys));
  }

  /** A condition for pages that may hold granules of a product. */
  static FilterPredicate ofProduct(String product) {
    return userDefined(binaryColumn("product"), new KeysIn(Set.of(product)));
  }

  /**
   * Demands that a table's own statistics say of its keys what index.json says.
   *
   * @param keys {@code null} if it says nothing
   * @throws BadIndexException if they contradict each other
   */
  static void check(ParquetTableReader table, PartKeys keys) {
    String[] bounds = keys == null || !table.has(KEY) ? null : table.textBounds(KEY);
    if (bounds != null && !keys.equals(new PartKeys(bounds[0], bounds[1]))) {
      throw keys.contradicted(
          table.name(), "keys from '%s' to '%s'".formatted(bounds[0], bounds[1]));
    }
  }

  /** Demands that rows have the keys of their granules, between those of the part. */
  static final class Check {
    private final String part;
    private final PartKeys keys;
    private final String[] ids;
    private final String[] held;
    private String checked;
    private String key;

    /**
     * @param keys what index.json says of the part's keys, or {@code null}
     */
    Check(ParquetTableReader table, TableRows rows, PartKeys keys) {
      this.part = table.name();
      this.keys = keys;
      this.ids = rows.strings(ID);
      this.held = table.has(KEY) ? rows.strings(KEY) : null;
    }

    /**
     * Checks a row.
     *
     * @throws BadIndexException if its granule would not be found where it is
     */
    void row(int i) {
      if (ids[i] == null) {
        return;
      }
      if (!ids[i].equals(checked)) {
        checked = ids[i];
        key = GranuleOrder.key(checked);
        if (keys != null && !keys.holds(key)) {
          throw keys.contradicted(part, "granule " + checked);
        }
      }
      if (held != null && !key.equals(held[i])) {
        throw new BadIndexException(
            "[%s] granule %s has the key '%s', expected '%s'. Build the index again"
                .formatted(part, ids[i], held[i], key));
      }
    }
  }
}
