package org.groundtrack.exporter.arrange;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.groundtrack.error.LimitExceededException;

/**
 * Names of folders that say a column's value, as Hive has them: {@code track_id=gt1l}. Values come
 * from granules, of which nothing is believed: what is no letter, digit, dot, hyphen or underscore
 * is written as its bytes are, so that no name is a path.
 */
final class HivePaths {
  /** Stands for a value that is missing; and, as for Spark, for a text without letters. */
  static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

  /** File systems take no longer names. */
  private static final int MOST_BYTES = 255;

  private HivePaths() {}

  /**
   * The name of a folder.
   *
   * @param value or {@code null} if it is missing
   * @throws LimitExceededException if it would be longer than file systems take
   */
  static String folder(String column, String value) {
    String name = encoded(column) + "=" + (value == null ? MISSING : value(value));
    if (name.length() > MOST_BYTES) {
      throw new LimitExceededException(
          "[%s...] would be the name of a folder of %s bytes, file systems take %s: leave that key out of --partition-by"
              .formatted(name.substring(0, 40), name.length(), MOST_BYTES));
    }
    return name;
  }

  private static String value(String value) {
    if (value.isEmpty()) {
      return MISSING;
    }
    // A value that is spelt as if it were missing is there all the same.
    return value.equals(MISSING) ? "%5F" + MISSING.substring(1) : encoded(value);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 'a' && b <= 'z'
          || b >= 'A' && b <= 'Z'
          || b >= '0' && b <= '9'
          || b == '.'
          || b == '_'
          || b == '-') {
        encoded.append((char) b);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
      }
    }
    return encoded.toString();
  }
}
