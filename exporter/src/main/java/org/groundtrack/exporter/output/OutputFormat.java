package org.groundtrack.exporter.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an export writes. */
public enum OutputFormat {
  /** GeoParquet 1.1. */
  GEOPARQUET("geoparquet", true, "parquet", "geoparquet"),
  /** Arrow IPC file, also known as Feather, version 2. */
  ARROW("arrow", false, "arrow", "feather"),
  /** Arrow IPC stream. */
  ARROW_STREAM("arrow-stream", false, "arrows"),
  /** Comma-separated values. */
  CSV("csv", false, "csv"),
  /** FlatGeobuf, without an index. */
  FLATGEOBUF("flatgeobuf", true, "fgb");

  private final String label;
  private final boolean wholeFile;
  private final List<String> endings;

  OutputFormat(String label, boolean wholeFile, String... endings) {
    this.label = label;
    this.wholeFile = wholeFile;
    this.endings = List.of(endings);
  }

  /** The name, such as {@code arrow-stream}. */
  public String label() {
    return label;
  }

  /** How names of its files end, without the dot. */
  public String ending() {
    return endings.get(0);
  }

  /** Whether it can be written to a stream, of which nothing can be taken back. */
  public boolean streams() {
    return !wholeFile;
  }

  /** The format of a file, by how its name ends. */
  public static Optional<OutputFormat> ofFile(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (OutputFormat format : values()) {
      if (format.endings.contains(ending)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
