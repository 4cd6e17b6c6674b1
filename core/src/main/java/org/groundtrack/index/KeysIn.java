package org.groundtrack.index;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import org.apache.parquet.filter2.predicate.Statistics;
import org.apache.parquet.filter2.predicate.UserDefinedPredicate;
import org.apache.parquet.io.api.Binary;

/**
 * Whether a page may hold one of some granules, by their keys or ids. Parquet's own {@code in}
 * looks at the least and the greatest of them only, and so keeps every page between them.
 */
final class KeysIn extends UserDefinedPredicate<Binary> implements Serializable {
  private static final long serialVersionUID = 1L;

  // Parquet asks for a serializable predicate, and serializes none.
  private final transient Set<String> keys;
  private final transient Binary[] sorted;
  private transient Comparator<Binary> order;

  KeysIn(Set<String> keys) {
    this.keys = keys;
    this.sorted = keys.stream().map(Binary::fromString).toArray(Binary[]::new);
  }

  @Override
  public boolean keep(Binary key) {
    return keys.contains(key.toStringUsingUTF8());
  }

  @Override
  public boolean canDrop(Statistics<Binary> page) {
    if (order == null) {
      // The column's own order; a class of Parquet that is public has none to give.
      order = page.getComparator();
      Arrays.sort(sorted, order);
    }
    int at = Arrays.binarySearch(sorted, page.getMin(), order);
    int next = at >= 0 ? at : -at - 1;
    return next == sorted.length || order.compare(sorted[next], page.getMax()) > 0;
  }

  @Override
  public boolean inverseCanDrop(Statistics<Binary> page) {
    return false;
  }
}
