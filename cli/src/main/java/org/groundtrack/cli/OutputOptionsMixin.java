package org.groundtrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.output.GeometryEncoding;
import org.groundtrack.exporter.output.OutputFormat;
import org.groundtrack.exporter.output.OutputOptions;
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
          "${COMPLETION-CANDIDATES}; default: what the name of the output ends with, else geoparquet.")
  private String format;

  @Option(
      names = "--geometry",
      paramLabel = "ENCODING",
      completionCandidates = Encodings.class,
      description =
          "How GeoParquet has the points: ${COMPLETION-CANDIDATES}; default: wkb. With point they are"
              + " coordinates, smaller and faster to read; parquet is Parquet's own type GEOMETRY, which"
              + " older readers can't open.")
  private String geometry;

  @Option(
      names = "--z",
      paramLabel = "COLUMN",
      description =
          "The column that is the points' third coordinate, such as h_li. Of CSV it changes nothing.")
  private String z;

  @Option(
      names = "--row-numbers",
      description = "A column 'row': which row of its beam's datasets each point is, from 0.")
  private boolean rowNumbers;

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
    return new OutputOptions(chosen, encoding(), z, rowNumbers);
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
    return OutputFormat.ofFile(String.valueOf(output.getFileName()))
        .orElse(OutputFormat.GEOPARQUET);
  }

  private GeometryEncoding encoding() {
    return geometry == null
        ? null
        : Stream.of(GeometryEncoding.values())
            .filter(known -> known.label().equals(geometry))
            .findFirst()
            .orElseThrow(() -> unknown("--geometry", geometry, new Encodings()));
  }

  private static UsageException unknown(String option, String found, Labels known) {
    return new UsageException(
        "%s is '%s', expected one of %s"
            .formatted(option, found, known.labels.stream().collect(Collectors.joining(", "))));
  }
}
