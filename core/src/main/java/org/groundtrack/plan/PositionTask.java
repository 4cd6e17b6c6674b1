package org.groundtrack.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.GridPositions;
import org.groundtrack.rows.GridRows;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;
import org.groundtrack.rows.TimeScale;
import org.groundtrack.rows.TrackPositions;

/**
 * How the positions and times of a beam's rows are read.
 *
 * @param longitude degrees east: of each row, or the axis of a grid
 * @param latitude degrees north, likewise
 * @param time likewise; {@code null} if there are no times
 * @param scale how times count; {@code null} without times
 * @param grid the cells that rows are, or {@code null} where each row has its own position
 * @param dimensions of the grid: those of longitude, latitude and time; empty without a grid
 * @param needs link whose run is empty for rows that have no position of their own, or {@code null}
 */
public record PositionTask(
    Dataset longitude,
    Dataset latitude,
    Dataset time,
    TimeScale scale,
    GridRows grid,
    List<Integer> dimensions,
    LinkTask needs) {
  public PositionTask {
    dimensions = List.copyOf(dimensions);
  }

  /** Gives the datasets of a beam. */
  public interface Datasets {
    /** The dataset of a path within the beam, or {@code null} if it is not there. */
    Dataset get(String path);
  }

  /**
   * How positions of a rate are read in a beam.
   *
   * @param epoch from which the granule's times count, or {@code null} if their units say it
   * @throws IllegalArgumentException if datasets are missing, or do not fit each other
   */
  public static PositionTask of(Rate rate, Instant epoch, Datasets datasets) {
    Dataset longitude = required(rate.longitude(), datasets);
    Dataset latitude = required(rate.latitude(), datasets);
    Dataset time = rate.time() == null ? null : required(rate.time(), datasets);
    GridRows grid = rate.isGrid() ? grid(rate, datasets) : null;
    for (Dataset dataset : time == null ? List.of(longitude) : List.of(longitude, time)) {
      if (grid == null && dataset.rows() != latitude.rows()) {
        throw new IllegalArgumentException(
            "/%s has %s rows, but /%s has %s"
                .formatted(dataset.path(), dataset.rows(), latitude.path(), latitude.rows()));
      }
    }
    List<Integer> dimensions = new ArrayList<>();
    if (grid != null) {
      for (String axis : rate.positionPaths()) {
        dimensions.add(rate.dimensions().indexOf(axis));
      }
    }
    LinkTask needs =
        rate.needs() == null ? null : LinkTask.of(rate.link(rate.needs()).orElseThrow(), datasets);
    return new PositionTask(longitude, latitude, time, scale(epoch, time), grid, dimensions, needs);
  }

  private static Dataset required(String path, Datasets datasets) {
    Dataset dataset = datasets.get(path);
    if (dataset == null || dataset.rank() != 1 || dataset.type() == ElementType.STRING) {
      throw new IllegalArgumentException(
          "%s is %s, expected one number per row"
              .formatted(
                  path,
                  dataset == null
                      ? "absent, or stored in a way that is not supported"
                      : dataset.type().label() + " of shape " + dataset.shape()));
    }
    return dataset;
  }

  private static GridRows grid(Rate rate, Datasets datasets) {
    for (String path : rate.variables()) {
      Dataset variable = datasets.get(path);
      if (variable != null && variable.rank() == rate.dimensions().size()) {
        return GridRows.of(variable);
      }
    }
    throw new IllegalArgumentException(
        "none of %s is there with the dimensions %s: a grid needs one"
            .formatted(rate.variables(), rate.dimensions()));
  }

  private static TimeScale scale(Instant epoch, Dataset time) {
    if (time == null) {
      return null;
    }
    if (epoch != null) {
      return TimeScale.secondsSince(epoch);
    }
    return TimeScale.ofUnits(time.attributes().units())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "/%s has the units '%s', expected such as 'seconds since 2018-01-01'"
                        .formatted(time.path(), time.attributes().units())));
  }

  /** The same without asking whether rows have a position of their own. */
  public PositionTask withoutNeeds() {
    return new PositionTask(longitude, latitude, time, scale, grid, dimensions, null);
  }

  /** Numbers of rows. */
  public long rows() {
    return grid == null ? latitude.rows() : grid.rows();
  }

  /** What is wanted of each dataset for some rows: axes whole. */
  public List<Wanted> wanted(List<RowRun> runs) {
    Stream<Dataset> positions =
        time == null ? Stream.of(longitude, latitude) : Stream.of(longitude, latitude, time);
    Stream<Wanted> own =
        positions.map(
            dataset ->
                new Wanted(
                    RowView.of(dataset),
                    grid == null ? runs : List.of(new RowRun(0, dataset.rows())),
                    Slice.Elements.ONE));
    return Stream.concat(own, needs == null ? Stream.empty() : needs.wanted(runs).stream())
        .toList();
  }

  /**
   * A reader of positions.
   *
   * @param granule name for messages
   * @param runs rows whose bytes are there, or {@code null} for all
   */
  public PositionReader reader(
      String granule, List<RowRun> runs, ChunkDecoder decoder, RowReader.Stored stored) {
    List<RowRun> held = grid == null ? runs : null;
    RowReader longitudes = rows(granule, longitude, held, decoder, stored);
    RowReader latitudes = rows(granule, latitude, held, decoder, stored);
    RowReader times = time == null ? null : rows(granule, time, held, decoder, stored);
    if (grid != null) {
      int[] places = dimensions.stream().mapToInt(Integer::intValue).toArray();
      return GridPositions.of(grid, places, longitudes, latitudes, times, scale);
    }
    LinkReader required = needs == null ? null : needs.reader(granule, runs, decoder, stored);
    return new TrackPositions(longitudes, latitudes, times, scale, required);
  }

  private static RowReader rows(
      String granule,
      Dataset dataset,
      List<RowRun> runs,
      ChunkDecoder decoder,
      RowReader.Stored stored) {
    return RowReader.of(granule, RowView.of(dataset), Slice.Elements.ONE, runs, decoder, stored);
  }
}
