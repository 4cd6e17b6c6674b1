package org.groundtrack.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Locale;

/** Numbers, bytes and durations in one way. */
final class Text {
  private Text() {}

  /**
   * Whether a character shows nothing itself, but may change what a terminal shows of others:
   * control characters, such as those that begin escape sequences, and marks of direction.
   */
  static boolean isControl(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** Text that may come from an untrusted granule or index, for a terminal. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> printable.appendCodePoint(isControl(c) ? '?' : c));
    return printable.toString();
  }

  /** On one line of some length at most; what is cut off is marked. */
  static String line(String text, int length) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= length) {
      return line;
    }
    int end = line.offsetByCodePoints(0, line.codePointCount(0, length - 1));
    return line.substring(0, end).stripTrailing() + "…";
  }

  /** {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 granule}, {@code 2 granules}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 512 B}, {@code 1.5 kB}, {@code 23 MB}: decimal units, as disks and networks count. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    String unit = "";
    for (String next : new String[] {"kB", "MB", "GB", "TB", "PB"}) {
      if (value < 999.5) {
        break;
      }
      value /= 1000;
      unit = next;
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
  }

  /** {@code 30 m}, {@code 1,000 m}. */
  static String metres(double metres) {
    return String.format(Locale.ROOT, metres == Math.rint(metres) ? "%,.0f m" : "%,.1f m", metres);
  }

  /** {@code 0.35 s}, {@code 12.3 s}, {@code 4 min 05 s}. */
  static String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return String.format(
        Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
  }

  /** {@code 0.35}, {@code 12}, {@code 1,234}: three digits or all before the point. */
  static String rate(double perSecond) {
    return perSecond < 10
        ? String.format(Locale.ROOT, "%.2f", perSecond)
        : String.format(Locale.ROOT, "%,.0f", perSecond);
  }

  /** {@code 0.4 %}; a dash if there is no whole. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double percent = 100.0 * part / whole;
    return String.format(Locale.ROOT, percent < 10 ? "%.2g %%" : "%.0f %%", percent);
  }

  /**
   * The system's own words for a failure to write, without the name of a file beside the output.
   */
  static String reason(IOException e) {
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : String.valueOf(e.getMessage());
  }
}
