package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.output.Arrangement;
import org.groundtrack.exporter.output.GeometryEncoding;
import org.groundtrack.exporter.output.OutputFormat;
import org.groundtrack.exporter.output.OutputOptions;
import org.groundtrack.exporter.output.PartitionKey;
import org.groundtrack.exporter.output.PointOrder;
import org.groundtrack.exporter.output.TimeUnit;
import org.groundtrack.layout.NearestName;
import picocli.CommandLine.Option;

/** What an export writes of the points. */
final class OutputOptionsMixin {
  static final String HEADING = "%nOutput:%n";

  /** Standard output. */
  static final Path STANDARD_OUTPUT = Path.of("-");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description =
          "${COMPLETION-CANDIDATES}; default: what the name of the output ends with, geoparquet if it"
              + " has no ending.")
  private String format;

  @Option(
      names = "--geometry",
      paramLabel = "ENCODING",
      completionCandidates = Encodings.class,
      description =
          "How GeoParquet has the points: ${COMPLETION-CANDIDATES}; default: wkb. With point they are"
              + " coordinates, smaller and faster to read; parquet is GeoParquet 2.0, with Parquet's own"
              + " type GEOMETRY, which older readers can't open.")
  private String geometry;

  @Option(
      names = "--z",
      paramLabel = "COLUMN",
      description =
          "The column that is the points' third coordinate, such as h_li, in metres above the ellipsoid:"
              + " the reference system is OGC:CRS84h. Points where it has no value are left out and"
              + " counted; CSV has no geometries, but the same points.")
  private String z;

  @Option(
      names = "--keep-without-z",
      description = "Keep points where the column of --z has no value: their Z is NaN.")
  private boolean keepWithoutZ;

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      completionCandidates = Units.class,
      description =
          "What 'time' is counted in: ${COMPLETION-CANDIDATES}; default: us in geoparquet, rounded down,"
              + " since Spark can't open a file with ns; ns in arrow.")
  private String timeUnit;

  @Option(
      names = "--row-numbers",
      description = "A column 'row': which row of its beam's datasets each point is, from 0.")
  private boolean rowNumbers;

  @Option(
      names = "--partition-by",
      paramLabel = "KEY",
      split = ",",
      description =
          "Write a folder of folders, one for each value of beam, date, rgt, cycle, granule or"
              + " h3[:RES] (default resolution: 3); several keys with commas between them. Readers take"
              + " their columns from the folders' names.")
  private List<String> partitionBy = List.of();

  @Option(
      names = "--rows-per-file",
      paramLabel = "N",
      description = "Write a folder of files with so many points at most.")
  private Long rowsPerFile;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      completionCandidates = Orders.class,
      description =
          "The points' order: ${COMPLETION-CANDIDATES}; default: granule. With h3 those that lie"
              + " together stand together, so that readers with a box skip most of a file.")
  private String order;

  /** Names of formats. */
  static final class Formats extends Labels {
    Formats() {
      super(Arrays.stream(OutputFormat.values()).map(OutputFormat::label));
    }
  }

  /** Names of encodings. */
  static final class Encodings extends Labels {
    Encodings() {
      super(Arrays.stream(GeometryEncoding.values()).map(GeometryEncoding::label));
    }
  }

  /** Names of units of times. */
  static final class Units extends Labels {
    Units() {
      super(Arrays.stream(TimeUnit.values()).map(TimeUnit::label));
    }
  }

  /** Names of orders. */
  static final class Orders extends Labels {
    Orders() {
      super(Arrays.stream(PointOrder.values()).map(PointOrder::label));
    }
  }

  private abstract static class Labels implements Iterable<String> {
    private final List<String> labels;

    Labels(Stream<String> labels) {
      this.labels = labels.toList();
    }

    @Override
    public java.util.Iterator<String> iterator() {
      return labels.iterator();
    }
  }

  /** The options for an output of some name. */
  OutputOptions options(Path output) {
    OutputFormat chosen = format(output);
    if (output.equals(STANDARD_OUTPUT) && !chosen.streams()) {
      throw new UsageException(
          "%s can't be written to standard output: name a file with -o, or choose another --format"
              .formatted(chosen.label()));
    }
    if (keepWithoutZ && z == null) {
      throw new UsageException("--keep-without-z is for points with a third coordinate: give --z");
    }
    return new OutputOptions(
        chosen, encoding(), z, keepWithoutZ, rowNumbers, arrangement(), unit());
  }

  private OutputFormat format(Path output) {
    if (format != null) {
      return Stream.of(OutputFormat.values())
          .filter(known -> known.label().equals(format))
          .findFirst()
          .orElseThrow(() -> unknown("--format", format, new Formats()));
    }
    if (output.equals(STANDARD_OUTPUT)) {
      return OutputFormat.ARROW_STREAM;
    }
    return OutputFormat.byName(String.valueOf(output.getFileName()));
  }

  private Arrangement arrangement() {
    if (rowsPerFile != null && rowsPerFile < 1) {
      throw new UsageException(
          "--rows-per-file is %s: at least 1 is needed".formatted(rowsPerFile));
    }
    PointOrder chosen =
        order == null
            ? PointOrder.GRANULE
            : Stream.of(PointOrder.values())
                .filter(known -> known.label().equals(order))
                .findFirst()
                .orElseThrow(() -> unknown("--sort", order, new Orders()));
    return new Arrangement(
        partitionBy.stream().map(PartitionKey::parse).toList(),
        rowsPerFile == null ? 0 : rowsPerFile,
        chosen);
  }

  private GeometryEncoding encoding() {
    return geometry == null
        ? null
        : Stream.of(GeometryEncoding.values())
            .filter(known -> known.label().equals(geometry))
            .findFirst()
            .orElseThrow(() -> unknown("--geometry", geometry, new Encodings()));
  }

  private TimeUnit unit() {
    return timeUnit == null
        ? null
        : Stream.of(TimeUnit.values())
            .filter(known -> known.label().equals(timeUnit))
            .findFirst()
            .orElseThrow(() -> unknown("--time-unit", timeUnit, new Units()));
  }

  private static UsageException unknown(String option, String found, Labels known) {
    return new UsageException(
        NearestName.among(found, known.labels).isEmpty()
            ? "%s is '%s', expected one of %s"
                .formatted(option, found, String.join(", ", known.labels))
            : "%s is '%s': %s".formatted(option, found, NearestName.hint(found, known.labels)));
  }
}
