package org.groundtrack.exporter.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.error.UsageException;

/** What an export writes. */
public enum OutputFormat {
  /** GeoParquet 1.1. */
  GEOPARQUET("geoparquet", true, "parquet", "geoparquet", "pq", "parq"),
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
    String ending = lastPart(name);
    for (OutputFormat format : values()) {
      if (format.endings.contains(ending)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * The format that a name asks for: that of its ending, {@link #GEOPARQUET} if it has none.
   *
   * @throws UsageException if its ending is none of ours, such as {@code .gpkg}: the output would
   *     not be what its name says
   */
  public static OutputFormat byName(String name) {
    return ofFile(name)
        .orElseGet(
            () -> {
              if (saysFormat(name)) {
                throw foreign(name);
              }
              return GEOPARQUET;
            });
  }

  /**
   * Fails if the name of a file says another format than this. {@link #GEOPARQUET} is what is
   * written if nobody chooses, so its files have no ending but its own; other formats are chosen,
   * and may have an ending that is no format's.
   *
   * @throws UsageException if so
   */
  public void checkFile(String name) {
    checkFolder(name);
    if (this == GEOPARQUET && ofFile(name).isEmpty() && saysFormat(name)) {
      throw foreign(name);
    }
  }

  /**
   * Fails if the name of a folder of files ends as another format's files do.
   *
   * @throws UsageException if so
   */
  public void checkFolder(String name) {
    OutputFormat said = ofFile(name).orElse(this);
    if (said != this) {
      throw new UsageException(
          "[%s] ends as %s does, and is to be %s: let it end in .%s, or choose %s"
              .formatted(name, said.label, label, ending(), said.label));
    }
  }

  private static UsageException foreign(String name) {
    return new UsageException(
        "[%s] ends in .%s, which is no format that is written: let it end in .%s. A GIS opens GeoParquet (.parquet) and FlatGeobuf (.fgb); what it takes besides is made of one of these, such as a GeoPackage: ogr2ogr points.gpkg points.fgb"
            .formatted(
                name,
                lastPart(name),
                Stream.of(values())
                    .flatMap(format -> format.endings.stream())
                    .collect(Collectors.joining(", ."))));
  }

  /** Numbers behind the last dot, as of a version or a date, are no ending. */
  private static boolean saysFormat(String name) {
    return name.indexOf('.') >= 0 && !lastPart(name).matches("[0-9]+");
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
