package org.groundtrack.rows;

import java.util.Arrays;
import java.util.List;
import org.groundtrack.granule.Positions;

/** Positions of the cells of a grid: as its axes say, or as each cell says of itself. */
public final class GridPositions implements PositionReader {
  /** Longer than the lines of a swath of a day; 128 MB. */
  private static final long MAX_AXIS = 1 << 24;

  /** Gives a number of each cell. */
  private interface Numbers {
    void read(long first, int count, double[] out);
  }

  private final List<GridRows.Axis> ragged;
  private final long[] lengths;
  private final Numbers longitude;
  private final Numbers latitude;
  private final RowTimes times;

  private GridPositions(GridRows grid, Numbers longitude, Numbers latitude, RowTimes times) {
    this.ragged = grid.ragged().stream().map(grid::axis).toList();
    this.lengths = grid.ragged().stream().mapToLong(grid.shape()::get).toArray();
    this.longitude = longitude;
    this.latitude = latitude;
    this.times = times;
  }

  /**
   * Where one of the numbers of a cell's position is.
   *
   * @param reader of an axis, or of a number for each row
   * @param dimension which axis it is; -1 if it is none
   */
  public record Source(RowReader reader, int dimension) {}

  /**
   * Positions from their datasets.
   *
   * @param runs rows whose bytes are there, or {@code null} for all
   */
  public static GridPositions of(
      GridRows grid, List<RowRun> runs, Source longitude, Source latitude, RowTimes times) {
    return new GridPositions(
        grid,
        numbers(grid, runs, longitude, NumberReader.ofPositions(longitude.reader())),
        numbers(grid, runs, latitude, NumberReader.ofPositions(latitude.reader())),
        times);
  }

  private static Numbers numbers(
      GridRows grid, List<RowRun> runs, Source source, NumberReader reader) {
    if (source.dimension() < 0) {
      return reader::read;
    }
    double[] values = new double[length(grid, source.dimension(), source.reader())];
    Arrays.fill(values, Double.NaN);
    for (RowRun run : held(grid, runs, source)) {
      double[] part = new double[(int) run.length()];
      reader.read(run.first(), part.length, part);
      System.arraycopy(part, 0, values, (int) run.first(), part.length);
    }
    GridRows.Axis axis = grid.axis(source.dimension());
    return (first, count, out) -> {
      for (int i = 0; i < count; i++) {
        long place = axis.place(first + i);
        out[i] = place < values.length ? values[(int) place] : Double.NaN;
      }
    };
  }

  /** An axis is short: what is there of it is read at once. */
  static int length(GridRows grid, int dimension, RowReader reader) {
    long length = grid.shape().get(dimension);
    if (length > MAX_AXIS) {
      throw new IllegalArgumentException(
          "/%s has %s numbers, but an axis of a grid has at most %s"
              .formatted(reader.dataset().path(), length, MAX_AXIS));
    }
    return (int) length;
  }

  private static List<RowRun> held(GridRows grid, List<RowRun> runs, Source source) {
    return runs == null
        ? List.of(new RowRun(0, grid.shape().get(source.dimension())))
        : grid.along(runs, source.dimension());
  }

  @Override
  public void positions(long first, int count, double[] longitudes, double[] latitudes) {
    longitude.read(first, count, longitudes);
    latitude.read(first, count, latitudes);
    for (int k = 0; k < lengths.length; k++) {
      for (int i = 0; i < count; i++) {
        if (ragged.get(k).place(first + i) >= lengths[k]) {
          longitudes[i] = Positions.NONE;
        }
      }
    }
  }

  @Override
  public void times(long first, int count, long[] nanos) {
    times.read(first, count, nanos);
  }
}
