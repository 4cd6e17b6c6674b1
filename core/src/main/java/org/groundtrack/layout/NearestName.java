package org.groundtrack.layout;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant by a name that is not known. */
public final class NearestName {
  private NearestName() {}

  /**
   * A hint for a message: the known name with the fewest letters to change, and all of them.
   *
   * @param known at least one
   */
  public static String hint(String name, Collection<String> known) {
    String nearest =
        known.stream()
            .min(
                Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    return "did you mean '%s'? Known are %s".formatted(nearest, String.join(", ", known));
  }

  /**
   * The known names that somebody may have meant, nearest first: those that go on as the name does,
   * and those of which few letters differ, half of them in short names and a third in long ones.
   * None if it is like no other.
   */
  public static List<String> among(String name, Collection<String> known) {
    String start = name.toLowerCase(Locale.ROOT);
    int differing = name.length() / (name.length() < 6 ? 2 : 3);
    return known.stream()
        .filter(
            candidate ->
                distance(name, candidate) <= differing
                    || start.length() > 2 && candidate.toLowerCase(Locale.ROOT).startsWith(start))
        .sorted(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Letters to insert, remove or replace to come from one name to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced =
            diagonal
                + (Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1))
                    ? 0
                    : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
