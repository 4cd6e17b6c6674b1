package org.groundtrack.index;

import java.util.Comparator;

/**
 * The order of granules in an index: that of their ids, but that times in ids count last. So the
 * granules of one track lie together, whichever year they are of, and an area is found in as many
 * places as tracks cross it.
 */
public final class GranuleOrder implements Comparator<String> {
  /** The only one; immutable. */
  public static final GranuleOrder INSTANCE = new GranuleOrder();

  /** Times are the only numbers so long: year, day and time have eleven digits and more. */
  private static final int TIME_DIGITS = 11;

  private GranuleOrder() {}

  /** A granule's key: its id without runs of eleven digits or more, then these, after a blank. */
  static String key(String id) {
    StringBuilder key = new StringBuilder(id.length() + 1);
    StringBuilder times = new StringBuilder();
    int end;
    for (int start = 0; start < id.length(); start = end) {
      boolean digits = isDigit(id.charAt(start));
      end = start + 1;
      while (end < id.length() && isDigit(id.charAt(end)) == digits) {
        end++;
      }
      if (digits && end - start >= TIME_DIGITS) {
        times.append(' ').append(id, start, end);
      } else {
        key.append(id, start, end);
      }
    }
    return key.append(times).toString();
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
