package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.groundtrack.error.UsageException;

/** Endings of the files that a command writes in one format only. */
enum FileEndings {
  /** Pictures. */
  PNG("a PNG file", "png"),
  /** Pages for a browser. */
  PAGE("a page of HTML", "html", "htm"),
  /** Tables. */
  PARQUET("a Parquet file", "parquet", "geoparquet", "pq", "parq");

  private final String what;
  private final List<String> endings;

  FileEndings(String what, String... endings) {
    this.what = what;
    this.endings = List.of(endings);
  }

  /**
   * Fails if the name of a file says that it is another format. A name without an ending says
   * nothing.
   */
  void check(String option, Path file) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (name.indexOf('.') >= 0 && !endings.contains(ending) && !ending.matches("[0-9]+")) {
      throw new UsageException(
          "[%s] %s writes %s, and the name ends in .%s: let it end in .%s"
              .formatted(file, option, what, ending, endings.get(0)));
    }
  }
}
