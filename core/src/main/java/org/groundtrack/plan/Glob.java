package org.groundtrack.plan;

import org.groundtrack.error.UsageException;

/**
 * A pattern of names: {@code *} stands for any characters, {@code ?} for one; all others, upper and
 * lower case, for themselves. Immutable.
 *
 * @param pattern such as {@code ATL06_2019*}
 */
public record Glob(String pattern) {
  public Glob {
    if (pattern.isBlank()) {
      throw new UsageException(
          "A pattern of granules is empty: give such as 'ATL06_2019*_006_*.h5'");
    }
  }

  /** Whether the whole of a name fits; takes time by the product of the lengths at most. */
  public boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < name.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length()
          && (pattern.charAt(in) == '?' || pattern.charAt(in) == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more.
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
