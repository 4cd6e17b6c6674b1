package org.groundtrack.exporter.output;

/**
 * What an export writes of the points. Immutable.
 *
 * @param format of the files
 * @param geometry how points are written as geometries; {@code null} for what suits the format
 * @param z the column that is the points' third coordinate, or {@code null} if they have two
 * @param keepWithoutZ whether points are kept where that column has no value, with NaN as their
 *     third coordinate; else they are left out and counted
 * @param rowNumbers whether each point says which row of its beam it is
 * @param arrangement how points are arranged in files
 * @param timeUnit what times are counted in; {@code null} for what suits the format: microseconds
 *     in GeoParquet, which Spark can't open else, nanoseconds in all others
 */
public record OutputOptions(
    OutputFormat format,
    GeometryEncoding geometry,
    String z,
    boolean keepWithoutZ,
    boolean rowNumbers,
    Arrangement arrangement,
    TimeUnit timeUnit) {

  /** One file of GeoParquet with WKB in two dimensions. */
  public static final OutputOptions DEFAULT =
      new OutputOptions(
          OutputFormat.GEOPARQUET, null, null, false, false, Arrangement.DEFAULT, null);

  /** The same in another format. */
  public OutputOptions withFormat(OutputFormat other) {
    return new OutputOptions(other, geometry, z, keepWithoutZ, rowNumbers, arrangement, timeUnit);
  }

  /** The same with other geometries. */
  public OutputOptions withGeometry(GeometryEncoding other) {
    return new OutputOptions(format, other, z, keepWithoutZ, rowNumbers, arrangement, timeUnit);
  }

  /** The same with a third coordinate. */
  public OutputOptions withZ(String column) {
    return new OutputOptions(
        format, geometry, column, keepWithoutZ, rowNumbers, arrangement, timeUnit);
  }

  /** The same, keeping points without a third coordinate, or not. */
  public OutputOptions withKeepWithoutZ(boolean keep) {
    return new OutputOptions(format, geometry, z, keep, rowNumbers, arrangement, timeUnit);
  }

  /** The same with numbers of rows, or without. */
  public OutputOptions withRowNumbers(boolean wanted) {
    return new OutputOptions(format, geometry, z, keepWithoutZ, wanted, arrangement, timeUnit);
  }

  /** The same, arranged otherwise. */
  public OutputOptions withArrangement(Arrangement other) {
    return new OutputOptions(format, geometry, z, keepWithoutZ, rowNumbers, other, timeUnit);
  }

  /** The same with times in a unit. */
  public OutputOptions withTimeUnit(TimeUnit unit) {
    return new OutputOptions(format, geometry, z, keepWithoutZ, rowNumbers, arrangement, unit);
  }

  /** What times are counted in. */
  TimeUnit times() {
    if (timeUnit != null) {
      return timeUnit;
    }
    return format == OutputFormat.GEOPARQUET ? TimeUnit.MICROS : TimeUnit.NANOS;
  }
}
