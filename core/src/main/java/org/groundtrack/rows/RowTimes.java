package org.groundtrack.rows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.groundtrack.error.BadGranuleException;
import org.groundtrack.granule.Clock;
import org.groundtrack.granule.GpsTime;

/**
 * Gives times of consecutive rows: of each row its own, that of its line, or one for all; counted
 * from the epoch of their units, or from a reference. Not safe for use by several threads at once.
 */
public interface RowTimes {
  /** Rows without times. */
  RowTimes NONE = (first, count, nanos) -> Arrays.fill(nanos, 0, count, TimeScale.NO_TIME);

  /**
   * Times of rows, nanoseconds since 1970, or {@link TimeScale#NO_TIME}.
   *
   * @param first first row
   * @param count rows
   * @param nanos receives them from its start
   * @throws BadGranuleException if a chunk is damaged
   */
  void read(long first, int count, long[] nanos);

  /** A time for each row. */
  static RowTimes each(RowReader reader, TimeScale scale) {
    NumberReader times = NumberReader.ofTimes(reader);
    return (first, count, nanos) -> times.times(first, count, scale, nanos);
  }

  /** One time for all rows. */
  static RowTimes one(RowReader reader, TimeScale scale) {
    long[] time = new long[1];
    NumberReader.ofTimes(reader).times(0, 1, scale, time);
    return (first, count, nanos) -> Arrays.fill(nanos, 0, count, time[0]);
  }

  /**
   * A time for each place on an axis of a grid, or for each line of a swath.
   *
   * @param cells along the axis
   * @param held places whose bytes are there
   */
  static RowTimes along(CellRows cells, List<RowRun> held, RowReader reader, TimeScale scale) {
    GridRows grid = cells.grid();
    int dimension = cells.dimension();
    NumberReader times = NumberReader.ofTimes(reader);
    long[] values = new long[GridPositions.length(grid, dimension, reader)];
    Arrays.fill(values, TimeScale.NO_TIME);
    for (RowRun run : held) {
      long[] part = new long[(int) run.length()];
      times.times(run.first(), part.length, scale, part);
      System.arraycopy(part, 0, values, (int) run.first(), part.length);
    }
    GridRows.Axis axis = grid.axis(dimension);
    return (first, count, nanos) -> {
      for (int i = 0; i < count; i++) {
        long place = axis.place(first + i);
        nanos[i] = place < values.length ? values[(int) place] : TimeScale.NO_TIME;
      }
    };
  }

  /**
   * A time for each cell of a grid, in chunks of another shape than those that number the cells.
   */
  static RowTimes in(CellRows cells, RowReader reader, TimeScale scale) {
    NumberReader times = NumberReader.ofTimes(reader);
    GridRows grid = cells.grid();
    List<Integer> ragged = grid.ragged();
    List<GridRows.Axis> axes = ragged.stream().map(grid::axis).toList();
    return (first, count, nanos) -> {
      Arrays.fill(nanos, 0, count, TimeScale.NO_TIME);
      long[] asked = LongStream.range(first, first + count).toArray();
      for (int k = 0; k < axes.size(); k++) {
        GridRows.Axis axis = axes.get(k);
        long length = grid.shape().get(ragged.get(k));
        asked = Arrays.stream(asked).filter(cell -> axis.place(cell) < length).toArray();
      }
      CellRows.Found found = cells.of(asked);
      long[] values = new long[found.rows().length];
      for (int from = 0; from < values.length; ) {
        int to = from + 1;
        while (to < values.length && found.rows()[to] == found.rows()[to - 1] + 1) {
          to++;
        }
        long[] part = new long[to - from];
        times.times(found.rows()[from], part.length, scale, part);
        System.arraycopy(part, 0, values, from, part.length);
        from = to;
      }
      for (int i = 0; i < asked.length; i++) {
        nanos[(int) (asked[i] - first)] = values[found.places()[i]];
      }
    };
  }

  /**
   * Times that count from others.
   *
   * @param reference by the clock
   * @param offset from the reference
   * @param clock by which the reference counts
   */
  static RowTimes sum(RowTimes reference, RowTimes offset, Clock clock) {
    return new RowTimes() {
      private long[] starts = new long[0];

      @Override
      public void read(long first, int count, long[] nanos) {
        if (starts.length < count) {
          starts = new long[count];
        }
        reference.read(first, count, starts);
        offset.read(first, count, nanos);
        for (int i = 0; i < count; i++) {
          boolean none = starts[i] == TimeScale.NO_TIME || nanos[i] == TimeScale.NO_TIME;
          nanos[i] = none ? TimeScale.NO_TIME : TimeScale.later(starts[i], nanos[i], clock);
        }
      }
    };
  }

  /**
   * The same times, all of which must be one.
   *
   * @param expected by the same clock
   * @param said where that was said
   * @param times the dataset of these times, for messages
   */
  default RowTimes allOf(Instant expected, String said, RowReader times) {
    long only = GpsTime.nanos(expected);
    return (first, count, nanos) -> {
      read(first, count, nanos);
      for (int i = 0; i < count; i++) {
        if (nanos[i] != TimeScale.NO_TIME && nanos[i] != only) {
          throw new BadGranuleException(
              "[%s /%s] is %s, from which times count, but %s: leave timeReference out of the layout if these are right"
                  .formatted(
                      times.granule(), times.dataset().path(), GpsTime.instant(nanos[i]), said));
        }
      }
    };
  }
}
