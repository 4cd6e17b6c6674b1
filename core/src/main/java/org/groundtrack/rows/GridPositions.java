package org.groundtrack.rows;

/** Positions of the cells of a grid: their centres, as its axes say. */
public final class GridPositions implements PositionReader {
  private static final double HALF_TURN = 180;
  private static final double TURN = 360;

  private final GridRows grid;
  private final Axis longitude;
  private final Axis latitude;
  private final Axis time;
  private final TimeScale scale;

  /** An axis: which dimension it is, and its values. */
  private static final class Axis {
    private final int dimension;
    private final double[] values;

    Axis(int dimension, double[] values) {
      this.dimension = dimension;
      this.values = values;
    }

    double at(GridRows grid, long row) {
      return values[(int) grid.place(row, dimension)];
    }
  }

  private GridPositions(GridRows grid, Axis longitude, Axis latitude, Axis time, TimeScale scale) {
    this.grid = grid;
    this.longitude = longitude;
    this.latitude = latitude;
    this.time = time;
    this.scale = scale;
  }

  /**
   * Positions from the axes, which are read at once.
   *
   * @param dimensions of longitude, latitude and time: which dimension of the grid each is
   * @param timeReader {@code null} if there are no times
   */
  public static GridPositions of(
      GridRows grid,
      int[] dimensions,
      RowReader longitudeReader,
      RowReader latitudeReader,
      RowReader timeReader,
      TimeScale scale) {
    return new GridPositions(
        grid,
        axis(grid, dimensions[0], longitudeReader),
        axis(grid, dimensions[1], latitudeReader),
        timeReader == null ? null : axis(grid, dimensions[2], timeReader),
        scale);
  }

  private static Axis axis(GridRows grid, int dimension, RowReader reader) {
    long length = grid.shape().get(dimension);
    if (reader.dataset().rank() != 1 || reader.dataset().rows() != length) {
      throw new IllegalArgumentException(
          "/%s has shape %s, expected %s numbers, as long as dimension %s of the grid"
              .formatted(reader.dataset().path(), reader.dataset().shape(), length, dimension));
    }
    double[] values = new double[Math.toIntExact(length)];
    new NumberReader(reader).read(0, values.length, values);
    return new Axis(dimension, values);
  }

  @Override
  public void positions(long first, int count, double[] longitudes, double[] latitudes) {
    for (int i = 0; i < count; i++) {
      if (!grid.isCell(first + i)) {
        longitudes[i] = Double.NaN;
        latitudes[i] = Double.NaN;
        continue;
      }
      double east = longitude.at(grid, first + i);
      // Grids often count from 0 to 360.
      longitudes[i] = east > HALF_TURN && east <= TURN ? east - TURN : east;
      latitudes[i] = latitude.at(grid, first + i);
    }
  }

  @Override
  public void times(long first, int count, long[] nanos) {
    for (int i = 0; i < count; i++) {
      nanos[i] =
          time == null || !grid.isCell(first + i)
              ? TimeScale.NO_TIME
              : scale.nanos(time.at(grid, first + i));
    }
  }
}
