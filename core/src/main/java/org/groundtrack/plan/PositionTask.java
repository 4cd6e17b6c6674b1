package org.groundtrack.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.groundtrack.codec.ChunkDecoder;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ValueAttributes;
import org.groundtrack.layout.Rate;
import org.groundtrack.rows.CellRows;
import org.groundtrack.rows.GridPositions;
import org.groundtrack.rows.GridRows;
import org.groundtrack.rows.LinkReader;
import org.groundtrack.rows.PositionReader;
import org.groundtrack.rows.RowReader;
import org.groundtrack.rows.RowRun;
import org.groundtrack.rows.RowTimes;
import org.groundtrack.rows.RowView;
import org.groundtrack.rows.Slice;
import org.groundtrack.rows.TrackPositions;
import org.groundtrack.rows.TurnedPositions;

/**
 * How the positions and times of a beam's rows are read.
 *
 * @param longitude degrees east: of each row, of each cell, or the axis of a grid
 * @param latitude degrees north, likewise
 * @param times when; {@code null} if there are no times
 * @param grid the cells that rows are, of a grid or of a swath with positions of two dimensions;
 *     {@code null} where rows have one dimension
 * @param axes paths of the grid's axes within the beam, one for each dimension; none of a swath
 * @param dimensions along which longitude and latitude lie, -1 where each cell has its own; empty
 *     without a grid
 * @param needs link whose run is empty for rows that have no position of their own, or {@code null}
 */
public record PositionTask(
    Dataset longitude,
    Dataset latitude,
    TimeTask times,
    GridRows grid,
    List<String> axes,
    List<Integer> dimensions,
    LinkTask needs) {
  /** Stands for a dataset that lies along no axis: each cell has its own number. */
  private static final int NO_AXIS = -1;

  public PositionTask {
    axes = List.copyOf(axes);
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
    Dataset longitude = required(rate, rate.longitude(), datasets);
    Dataset latitude = required(rate, rate.latitude(), datasets);
    GridRows grid =
        rate.isGrid() ? grid(rate, datasets) : latitude.rank() == 2 ? GridRows.of(latitude) : null;
    List<Dataset> positions = List.of(longitude, latitude);
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      Dataset dataset = positions.get(i);
      if (grid != null) {
        dimensions.add(dimension(grid, rate.dimensions(), rate.positionPaths().get(i), dataset));
      } else if (dataset.rank() != 1) {
        throw new IllegalArgumentException(
            "/%s has shape %s of %s dimensions, expected one (rows of a track) or two (lines of a swath)"
                .formatted(dataset.path(), dataset.shape(), dataset.rank()));
      } else if (dataset.rows() != latitude.rows()) {
        throw new IllegalArgumentException(
            "/%s has shape %s, but /%s has %s"
                .formatted(dataset.path(), dataset.shape(), latitude.path(), latitude.shape()));
      }
    }
    long rows = grid == null ? latitude.rows() : grid.rows();
    TimeTask times = TimeTask.of(rate, epoch, datasets, rows, grid).orElse(null);
    LinkTask needs =
        rate.needs() == null ? null : LinkTask.of(rate.link(rate.needs()).orElseThrow(), datasets);
    return new PositionTask(longitude, latitude, times, grid, rate.dimensions(), dimensions, needs);
  }

  private static Dataset required(Rate rate, String path, Datasets datasets) {
    Dataset dataset = datasets.get(path);
    if (dataset == null || dataset.rank() == 0 || dataset.type().isText()) {
      throw new IllegalArgumentException(
          "%s is %s, expected one number per row"
              .formatted(
                  path,
                  dataset == null
                      ? "absent, or stored in a way that is not supported"
                      : dataset.type().label() + " of shape " + dataset.shape()));
    }
    return withFill(rate, path, dataset);
  }

  /** With the fill value that the layout knows, if no attribute declares one. */
  public static Dataset withFill(Rate owner, String path, Dataset dataset) {
    ValueAttributes attributes = dataset.attributes();
    Optional<String> fill = owner.fillValue(path, dataset.type());
    return attributes.fillValue() != null || fill.isEmpty()
        ? dataset
        : dataset.withAttributes(attributes.withFillValue(fill.get()));
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

  /** The axis of a grid along which a dataset lies, or {@link #NO_AXIS} if it is on the grid. */
  private static int dimension(GridRows grid, List<String> axes, String path, Dataset dataset) {
    int dimension = axes.isEmpty() && dataset.rank() == 1 ? 0 : axes.indexOf(path);
    boolean fits =
        dimension < 0
            ? grid.holds(dataset)
            : dataset.rank() == 1 && dataset.rows() == grid.shape().get(dimension);
    if (!fits) {
      throw new IllegalArgumentException(
          "/%s has shape %s%s, expected that of the grid, %s in %s, or of its axis %s"
              .formatted(
                  dataset.path(),
                  dataset.shape(),
                  dataset.chunkShape().isEmpty() ? "" : " in " + dataset.chunkShape(),
                  grid.shape(),
                  grid.block(),
                  dimension < 0 ? "by name" : Integer.toString(dimension)));
    }
    return dimension;
  }

  /** The same without asking whether rows have a position of their own. */
  public PositionTask withoutNeeds() {
    return new PositionTask(longitude, latitude, times, grid, axes, dimensions, null);
  }

  /** Numbers of rows. */
  public long rows() {
    return grid == null ? latitude.rows() : grid.rows();
  }

  /** Whether a dataset has values for the cells of the grid. */
  public boolean isOnGrid(String path, Dataset dataset) {
    return grid.isShapeOf(dataset) || dimensionOf(path, dataset) != NO_AXIS;
  }

  private int dimensionOf(String path, Dataset dataset) {
    int dimension = axes.isEmpty() ? 0 : axes.indexOf(path);
    boolean fits =
        dimension >= 0
            && dataset.rank() > 0
            && dataset.rows() == grid.shape().get(dimension)
            && (axes.isEmpty() ? !hasCells(dataset) : dataset.rank() == 1);
    return fits ? dimension : NO_AXIS;
  }

  /** Whether a dataset of a swath has, for each line, values of its cells: several of each. */
  private boolean hasCells(Dataset dataset) {
    return dataset.rank() > 2 && dataset.shape().get(1).equals(grid.shape().get(1));
  }

  /**
   * How the values of a dataset are found for the cells of the grid.
   *
   * @param path of the dataset within the beam
   * @return what takes part in a {@link VariableTask}
   * @throws IllegalArgumentException if it has no values for them
   */
  public OnGrid onGrid(String path, Dataset dataset) {
    if (grid.holds(dataset)) {
      return new OnGrid(RowView.of(grid.flat(dataset)), null);
    }
    if (grid.isShapeOf(dataset)) {
      GridRows stored = GridRows.of(dataset);
      return new OnGrid(RowView.of(stored.flat(dataset)), CellRows.in(grid, stored));
    }
    int dimension = dimensionOf(path, dataset);
    if (dimension == NO_AXIS) {
      throw new IllegalArgumentException(
          "/%s has shape %s, expected that of the grid, %s"
              .formatted(dataset.path(), dataset.shape(), grid.shape()));
    }
    return new OnGrid(RowView.of(dataset), CellRows.along(grid, dimension));
  }

  /**
   * A dataset with values for the cells of a grid.
   *
   * @param view of it
   * @param cells which of its rows hold them; {@code null} if they have the cells' own numbers
   */
  public record OnGrid(RowView view, CellRows cells) {}

  /** What is wanted of each dataset for some rows. */
  public List<Wanted> wanted(List<RowRun> runs) {
    List<Wanted> wanted = new ArrayList<>();
    List<Dataset> positions = List.of(longitude, latitude);
    for (int i = 0; i < positions.size(); i++) {
      boolean along = grid != null && dimensions.get(i) != NO_AXIS;
      wanted.add(
          new Wanted(
              view(positions.get(i), i),
              along ? grid.along(runs, dimensions.get(i)) : runs,
              Slice.Elements.ONE));
    }
    if (times != null) {
      wanted.addAll(times.wanted(runs));
    }
    if (needs != null) {
      wanted.addAll(needs.wanted(runs));
    }
    return wanted;
  }

  /**
   * The row after those from one on whose longitudes were never written, so that all are the same;
   * the row itself if its own was, or if each comes from an axis.
   */
  public long unwrittenLongitudes(long row) {
    return unwritten(longitude, 0, row);
  }

  /** The same of latitudes. */
  public long unwrittenLatitudes(long row) {
    return unwritten(latitude, 1, row);
  }

  /** The same of times; all rows are alike without times. */
  public long unwrittenTimes(long row) {
    return times == null ? rows() : times.unwritten(row, rows());
  }

  private long unwritten(Dataset dataset, int number, long row) {
    boolean along = grid != null && dimensions.get(number) != NO_AXIS;
    return along ? row : view(dataset, number).unwritten(row);
  }

  /** Longitude or latitude with one dimension. */
  private RowView view(Dataset dataset, int number) {
    boolean onGrid = grid != null && dimensions.get(number) == NO_AXIS;
    return RowView.of(onGrid ? grid.flat(dataset) : dataset);
  }

  /**
   * A reader of positions, with longitudes in [-180, 180].
   *
   * @param granule name for messages
   * @param runs rows whose bytes are there, or {@code null} for all
   */
  public PositionReader reader(
      String granule, List<RowRun> runs, ChunkDecoder decoder, RowReader.Stored stored) {
    RowReader longitudes = rows(granule, longitude, 0, runs, decoder, stored);
    RowReader latitudes = rows(granule, latitude, 1, runs, decoder, stored);
    RowTimes read = times == null ? RowTimes.NONE : times.times(granule, runs, decoder, stored);
    if (grid != null) {
      return new TurnedPositions(
          GridPositions.of(
              grid,
              runs,
              new GridPositions.Source(longitudes, dimensions.get(0)),
              new GridPositions.Source(latitudes, dimensions.get(1)),
              read));
    }
    LinkReader required = needs == null ? null : needs.reader(granule, runs, decoder, stored);
    return new TurnedPositions(new TrackPositions(longitudes, latitudes, read, required));
  }

  private RowReader rows(
      String granule,
      Dataset dataset,
      int number,
      List<RowRun> runs,
      ChunkDecoder decoder,
      RowReader.Stored stored) {
    boolean along = grid != null && dimensions.get(number) != NO_AXIS;
    List<RowRun> held = runs != null && along ? grid.along(runs, dimensions.get(number)) : runs;
    return RowReader.of(granule, view(dataset, number), Slice.Elements.ONE, held, decoder, stored);
  }
}
