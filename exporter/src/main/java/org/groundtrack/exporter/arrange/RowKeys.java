package org.groundtrack.exporter.arrange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.groundtrack.error.LimitExceededException;
import org.groundtrack.exporter.output.Arrangement;
import org.groundtrack.exporter.output.PartitionKey;
import org.groundtrack.exporter.output.PointOrder;
import org.groundtrack.exporter.points.ColumnValues;
import org.groundtrack.exporter.points.PointSchema;
import org.groundtrack.exporter.points.PointTable;
import org.groundtrack.geo.CellFinder;

/**
 * Gives points their partitions and their places in the order. Partitions are numbered as they
 * first come. For one thread.
 */
final class RowKeys {
  /** Each is a folder and a file; names of both, some 400 bytes, stay in memory. */
  private static final int MOST_PARTITIONS = 250_000;

  private final Arrangement arrangement;
  private final PointSchema inFiles;
  private final int[] columns;
  private final List<CellFinder> finders;
  private final CellFinder order;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> paths = new ArrayList<>();

  /**
   * @param schema of the points that are given
   */
  RowKeys(Arrangement arrangement, PointSchema schema) {
    this.arrangement = arrangement;
    this.inFiles = arrangement.inFiles(schema);
    this.columns = inFiles.names().stream().mapToInt(schema::find).toArray();
    this.finders =
        arrangement.partitionBy().stream().map(key -> new CellFinder(key.resolution())).toList();
    this.order =
        arrangement.order() == PointOrder.H3 ? new CellFinder(PointOrder.H3_RESOLUTION) : null;
  }

  /** The columns of the files. */
  PointSchema inFiles() {
    return inFiles;
  }

  /** The folder of each partition, with slashes, by number; empty for that of the output. */
  List<String> paths() {
    return Collections.unmodifiableList(paths);
  }

  /**
   * The points with their keys.
   *
   * @throws LimitExceededException if there are too many partitions
   */
  KeyedPoints of(PointTable points) {
    List<ColumnValues> kept = new ArrayList<>();
    for (int column : columns) {
      kept.add(points.columns().get(column));
    }
    return new KeyedPoints(
        partitions(points),
        order == null ? new long[points.size()] : cells(points, order),
        new PointTable(inFiles, points.size(), kept));
  }

  private int[] partitions(PointTable points) {
    List<PartitionValues> values = new ArrayList<>();
    for (int i = 0; i < finders.size(); i++) {
      values.add(PartitionValues.of(arrangement.partitionBy().get(i), points, finders.get(i)));
    }
    int[] partitions = new int[points.size()];
    for (int i = 0; i < partitions.length; i++) {
      partitions[i] = i > 0 && same(values, i) ? partitions[i - 1] : number(values, i);
    }
    return partitions;
  }

  private static boolean same(List<PartitionValues> values, int point) {
    for (PartitionValues each : values) {
      if (!each.same(point, point - 1)) {
        return false;
      }
    }
    return true;
  }

  private int number(List<PartitionValues> values, int point) {
    StringJoiner path = new StringJoiner("/");
    for (int i = 0; i < values.size(); i++) {
      PartitionKey key = arrangement.partitionBy().get(i);
      path.add(HivePaths.folder(key.column(), values.get(i).text(point)));
    }
    Integer number = numbers.get(path.toString());
    if (number == null) {
      number = paths.size();
      if (number == MOST_PARTITIONS) {
        throw new LimitExceededException(
            "--partition-by makes more than %s folders: give fewer keys, or a coarser resolution of h3"
                .formatted(MOST_PARTITIONS));
      }
      numbers.put(path.toString(), number);
      paths.add(path.toString());
    }
    return number;
  }

  /** The cells that hold the points. */
  static long[] cells(PointTable points, CellFinder finder) {
    double[] longitude = points.longitude();
    double[] latitude = points.latitude();
    long[] cells = new long[points.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = finder.cell(longitude[i], latitude[i]);
    }
    return cells;
  }
}
