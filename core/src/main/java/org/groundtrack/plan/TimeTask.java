package org.groundtrack.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Clock;
import org.groundtrack.granule.Dataset;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.CellRows;
import org.groundtrack.rows.GridRows;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowTimes;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;
import org.groundtrack.rows.TimeScale;

/**
 * How the times of a beam's rows are read.
 *
 * @param own what a row, a line or the whole beam says of its time
 * @param reference what that counts from; {@code null} if it counts from an epoch
 * @param clock by which the reference counts; UTC without one, for the own scale says it
 * @param since the epoch that the units of the own times name beside a reference, which must be the
 *     same; {@code null} if they name none
 */
public record TimeTask(Part own, Part reference, Clock clock, Instant since) {
  /**
   * One of the datasets.
   *
   * @param dataset with one dimension, or that of the grid
   * @param view of it, by which its rows are read
   * @param scale how its numbers count
   * @param cells which of its rows are those of the grid's cells; {@code null} if they have the
   *     cells' own numbers, or if it is one for all
   * @param one whether it has one time for all rows
   */
  public record Part(Dataset dataset, RowView view, TimeScale scale, CellRows cells, boolean one) {
    private static final List<RowRun> FIRST = List.of(new RowRun(0, 1));

    private List<RowRun> held(List<RowRun> runs) {
      if (one) {
        return FIRST;
      }
      return cells == null ? runs : cells.runs(runs);
    }

    private long unwritten(long row, long rows) {
      if (one) {
        return rows;
      }
      return cells == null ? view.unwritten(row) : row;
    }

    private Wanted wanted(List<RowRun> runs) {
      return new Wanted(view, held(runs), Slice.Elements.ONE);
    }

    private RowReader rows(
        String granule, List<RowRun> runs, ChunkDecoder decoder, RowReader.Stored stored) {
      return RowReader.of(
          granule, view, Slice.Elements.ONE, runs == null ? null : held(runs), decoder, stored);
    }

    private RowTimes times(List<RowRun> runs, RowReader rows) {
      if (one) {
        return RowTimes.one(rows, scale);
      }
      if (cells == null) {
        return RowTimes.each(rows, scale);
      }
      return cells.stored() == null
          ? RowTimes.along(
              cells, runs == null ? List.of(new RowRun(0, view.rows())) : held(runs), rows, scale)
          : RowTimes.in(cells, rows, scale);
    }
  }

  /**
   * The row after those from one on of which no time was ever written, so that all have the same;
   * the row itself if its own was, or if that can't be told from the row alone.
   *
   * @param rows of the beam
   */
  long unwritten(long row, long rows) {
    return reference == null
        ? own.unwritten(row, rows)
        : Math.min(own.unwritten(row, rows), reference.unwritten(row, rows));
  }

  /**
   * How times of a rate are read in a beam.
   *
   * @param epoch from which the granule's times count, or {@code null} if their units say it
   * @param rows of the beam
   * @param grid the cells that rows are, or {@code null} where rows have one dimension
   * @return empty if there are no times
   * @throws IllegalArgumentException if datasets do not fit each other, or say nothing that counts
   */
  static Optional<TimeTask> of(
      Rate rate, Instant epoch, PositionTask.Datasets datasets, long rows, GridRows grid) {
    // Rows without a dataset of times are rows without time.
    if (rate.time() == null || datasets.get(rate.time()) == null) {
      return Optional.empty();
    }
    Dataset own = numbers(rate, rate.time(), datasets.get(rate.time()));
    Dataset reference = rate.timeReference() == null ? null : datasets.get(rate.timeReference());
    String units = own.attributes().units();
    if (reference == null) {
      if (rate.timeReference() != null && TimeScale.ofUnits(units).isEmpty()) {
        throw new IllegalArgumentException(
            "%s is absent or can't be read, from which the times of /%s count: their units are '%s'"
                .formatted(rate.timeReference(), own.path(), units));
      }
      TimeScale scale = scale(rate, rate.timeReference() == null ? epoch : null, own);
      return Optional.of(
          new TimeTask(part(rate, rate.time(), own, scale, rows, grid), null, Clock.UTC, null));
    }
    reference = numbers(rate, rate.timeReference(), reference);
    checkCalendar(rate, own);
    Optional<TimeScale> full = TimeScale.ofUnits(units);
    TimeScale offset =
        full.map(TimeScale::sinceReference)
            .or(() -> TimeScale.ofUnit(units))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "/%s has the units '%s', expected such as 'seconds' or 'milliseconds', for it counts from /%s"
                            .formatted(own.path(), units, rate.timeReference())));
    TimeScale start = scale(rate, epoch, reference).by(Clock.UTC);
    return Optional.of(
        new TimeTask(
            part(rate, rate.time(), own, offset, rows, grid),
            part(rate, rate.timeReference(), reference, start, rows, grid),
            rate.clock(),
            full.map(TimeScale::epoch).orElse(null)));
  }

  private static Dataset numbers(Rate rate, String path, Dataset dataset) {
    if (dataset.type().isText()) {
      throw new IllegalArgumentException(
          "%s is %s of shape %s, expected numbers"
              .formatted(path, dataset.type().label(), dataset.shape()));
    }
    return PositionTask.withFill(rate, path, dataset);
  }

  /** Where the times of rows are: those of each, of lines or places on an axis, or one. */
  private static Part part(
      Rate rate, String path, Dataset dataset, TimeScale scale, long rows, GridRows grid) {
    if (grid == null && dataset.rank() == 1 && dataset.rows() == rows) {
      return new Part(dataset, RowView.of(dataset), scale, null, false);
    }
    if (grid != null) {
      int axis = rate.isGrid() ? rate.dimensions().indexOf(path) : 0;
      if (axis >= 0 && dataset.rank() == 1 && dataset.rows() == grid.shape().get(axis)) {
        CellRows cells = CellRows.along(grid, axis);
        return new Part(dataset, RowView.of(dataset), scale, cells, false);
      }
      if (grid.holds(dataset)) {
        return new Part(dataset, RowView.of(grid.flat(dataset)), scale, null, false);
      }
      if (grid.isShapeOf(dataset)) {
        GridRows stored = GridRows.of(dataset);
        CellRows cells = CellRows.in(grid, stored);
        return new Part(dataset, RowView.of(stored.flat(dataset)), scale, cells, false);
      }
    }
    if (dataset.shape().stream().allMatch(length -> length == 1)) {
      Dataset one =
          dataset.withoutLeading(Math.max(0, dataset.rank() - 1)).orElse(dataset).withRows();
      return new Part(one, RowView.of(one), scale, null, true);
    }
    throw new IllegalArgumentException(
        "/%s has shape %s, expected %s: a time for each row%s, or one for all"
            .formatted(
                dataset.path(),
                dataset.shape(),
                grid == null ? "[" + rows + "]" : grid.shape(),
                grid == null ? "" : rate.isGrid() ? ", for each place on an axis" : " or line"));
  }

  private static void checkCalendar(Rate rate, Dataset time) {
    String calendar = time.attributes().calendar();
    // A layout that names a time scale knows better how times count: granules of IMERG say "julian"
    // of seconds of UTC since 1970, and CF's calendar "tai" says what the time scale says.
    if (calendar != null && rate.timeScale() == null) {
      throw new IllegalArgumentException(
          "/%s counts in the calendar '%s', expected standard, gregorian or proleptic_gregorian: its days are not those of other data. If that is not true, a layout says with timeScale how its times count"
              .formatted(time.path(), calendar));
    }
  }

  private static TimeScale scale(Rate rate, Instant epoch, Dataset time) {
    checkCalendar(rate, time);
    if (epoch != null) {
      return TimeScale.secondsSince(epoch).by(rate.clock());
    }
    return TimeScale.ofUnits(time.attributes().units())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "/%s has the units '%s', expected such as 'seconds since 2018-01-01'%s"
                        .formatted(
                            time.path(),
                            time.attributes().units(),
                            TimeScale.ofUnit(time.attributes().units()).isPresent()
                                ? ": a layout says with timeReference from which dataset they count"
                                : "")))
        .by(rate.clock());
  }

  /** The dataset whose numbers count from an epoch: the reference, or that of the rows. */
  public Dataset counted() {
    return reference == null ? own.dataset() : reference.dataset();
  }

  /** The instant from which that one counts. */
  public Instant epoch() {
    return reference == null ? own.scale().epoch() : reference.scale().epoch();
  }

  /** All datasets that are read. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(List.of(own));
    if (reference != null) {
      parts.add(reference);
    }
    return parts;
  }

  /** What is wanted of each dataset for some rows. */
  List<Wanted> wanted(List<RowRun> runs) {
    return parts().stream().map(part -> part.wanted(runs)).toList();
  }

  /**
   * The times of rows.
   *
   * @param granule name for messages
   * @param runs rows whose bytes are there, or {@code null} for all
   */
  RowTimes times(String granule, List<RowRun> runs, ChunkDecoder decoder, RowReader.Stored stored) {
    RowTimes times = own.times(runs, own.rows(granule, runs, decoder, stored));
    if (reference == null) {
      return times;
    }
    RowReader starts = reference.rows(granule, runs, decoder, stored);
    RowTimes start = reference.times(runs, starts);
    if (since != null) {
      String said =
          "/%s has the units '%s'"
              .formatted(own.dataset().path(), own.dataset().attributes().units());
      start = start.allOf(since, said, starts);
    }
    return RowTimes.sum(start, times, clock);
  }
}
