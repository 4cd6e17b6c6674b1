package org.groundtrack.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order of granules in an index: that of their ids, but that what tells one pass from another
 * counts last: times, and the cycle in ICESat-2's names. So the granules of one place lie together,
 * whichever year they are of, and an area is found in as many places as tracks cross it. Of ids
 * that are not made so the order is as good as any: nothing but speed depends on it.
 */
public final class GranuleOrder implements Comparator<String> {
  /** The only one; immutable. */
  public static final GranuleOrder INSTANCE = new GranuleOrder();

  /** Times are the only numbers so long: year, day and time have eleven digits and more. */
  private static final int TIME_DIGITS = 11;

  /** Reference track (four digits), cycle and segment (two each), as ICESat-2's names have them. */
  private static final int TRACK_DIGITS = 8;

  private static final int CYCLE_START = 4;
  private static final int CYCLE_END = 6;

  private GranuleOrder() {}

  /**
   * A granule's key: its id without runs of eleven digits or more, and without the fifth and sixth
   * digit of runs of eight; then these, each after a blank.
   */
  static String key(String id) {
    StringBuilder key = new StringBuilder(id.length() + 2);
    StringBuilder last = new StringBuilder();
    int end;
    for (int start = 0; start < id.length(); start = end) {
      boolean digits = isDigit(id.charAt(start));
      end = start + 1;
      while (end < id.length() && isDigit(id.charAt(end)) == digits) {
        end++;
      }
      if (digits && end - start >= TIME_DIGITS) {
        last.append(' ').append(id, start, end);
      } else if (digits && end - start == TRACK_DIGITS) {
        key.append(id, start, start + CYCLE_START).append(id, start + CYCLE_END, end);
        last.append(' ').append(id, start + CYCLE_START, start + CYCLE_END);
      } else {
        key.append(id, start, end);
      }
    }
    return key.append(last).toString();
  }

  /** Ids in this order. */
  public static List<String> sorted(Collection<String> ids) {
    return ids.stream()
        .map(id -> Map.entry(key(id), id))
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  @Override
  public int compare(String id, String other) {
    int byKey = key(id).compareTo(key(other));
    return byKey != 0 ? byKey : id.compareTo(other);
  }
}
