package org.groundtrack.exporter.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Executor;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.points.PointSchema;

/** Opens what points are written to, in the format that was chosen. */
public final class PointSinks {
  private final OutputOptions options;
  private final PointSchema schema;
  private final Map<String, String> words;
  private final int groupRows;
  private final Executor threads;
  private final int atOnce;

  /**
   * For outputs of points.
   *
   * @param words what is known of the whole before it is written, by key
   * @param groupRows rows of a row group or record batch
   * @param threads that encode
   * @param atOnce row groups that are encoded at once
   */
  public PointSinks(
      OutputOptions options,
      PointSchema schema,
      Map<String, String> words,
      int groupRows,
      Executor threads,
      int atOnce) {
    this.options = options;
    this.schema = schema;
    this.words = words;
    this.groupRows = groupRows;
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /**
   * Checks early that columns and format fit what was chosen.
   *
   * @throws UsageException if they do not
   */
  public static void check(OutputOptions options, PointSchema schema) {
    boolean texts =
        options.format() == OutputFormat.CSV || options.format() == OutputFormat.FLATGEOBUF;
    if (texts && options.timeUnit() != null) {
      throw new UsageException(
          "Times in %s are for geoparquet and arrow; %s has times in one way only: leave the unit out"
              .formatted(options.timeUnit().label(), options.format().label()));
    }
    Geometries.of(options, schema, GeometryEncoding.WKB);
    GeometryEncoding geometry = options.geometry();
    boolean fits =
        switch (options.format()) {
          case GEOPARQUET -> true;
          case ARROW, ARROW_STREAM -> geometry == null || geometry == GeometryEncoding.POINT;
          case CSV, FLATGEOBUF -> geometry == null;
        };
    if (!fits) {
      throw new UsageException(
          "--geometry %s is for geoparquet; %s has points in one way only: leave it out"
              .formatted(geometry.label(), options.format().label()));
    }
  }

  /**
   * Starts a file.
   *
   * @throws LimitExceededException if it can't be written
   */
  public PointSink open(Path file) {
    if (options.format() == OutputFormat.GEOPARQUET) {
      Geometries geometries = Geometries.of(options, schema, GeometryEncoding.WKB);
      return new GeoParquetSink(
          file, schema, geometries, options.times(), groupRows, threads, atOnce);
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      PointSink sink =
          options.format() == OutputFormat.FLATGEOBUF
              ? new FlatGeobufSink(
                  file,
                  channel,
                  schema,
                  Geometries.of(options, schema, GeometryEncoding.POINT),
                  words,
                  threads,
                  atOnce)
              : open(file.toString(), channel);
      return new DurableSink(file, channel, sink);
    } catch (IOException e) {
      throw new LimitExceededException(
          "[%s] can't be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Starts to write to a channel, which is closed with it.
   *
   * @param name of the output, for messages
   * @throws UsageException if the format needs a file
   */
  public PointSink open(String name, WritableByteChannel channel) {
    return switch (options.format()) {
      case GEOPARQUET, FLATGEOBUF ->
          throw new UsageException(
              "[%s] %s can't be written to a stream: name a file, or choose another --format"
                  .formatted(name, options.format().label()));
      case ARROW, ARROW_STREAM ->
          new ArrowSink(
              name,
              channel,
              options.format() == OutputFormat.ARROW_STREAM,
              schema,
              Geometries.of(options, schema, GeometryEncoding.POINT),
              options.times(),
              groupRows,
              words);
      case CSV -> {
        CsvEncoder csv = new CsvEncoder(schema);
        yield new RowSink(name, channel, schema, csv.header(), csv, threads, atOnce);
      }
    };
  }
}
