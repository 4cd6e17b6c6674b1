package org.groundtrack.benchmarks;

import java.util.Locale;

/** Lines of a benchmark's report, the same in every locale. */
final class Print {
  private Print() {}

  static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
    System.out.flush();
  }

  static void environment() {
    title("Environment");
    Environment.lines().forEach(line -> line("  %s", line));
  }

  static void title(String text) {
    line("%n%s", text);
  }

  static double mb(long bytes) {
    return bytes / 1e6;
  }

  static double percent(long part, long whole) {
    return 100.0 * part / whole;
  }
}
