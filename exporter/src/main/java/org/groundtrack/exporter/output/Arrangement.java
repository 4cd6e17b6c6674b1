package org.groundtrack.exporter.output;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.exporter.points.PointSchema;

/**
 * How points are arranged in files. Immutable.
 *
 * @param partitionBy what tells folders within the output's folder apart, the outermost first
 * @param rowsPerFile most rows of a file; 0 for any number
 * @param order of the points, within each partition
 */
public record Arrangement(List<PartitionKey> partitionBy, long rowsPerFile, PointOrder order) {
  /** One file, in the order of granules, beams and rows. */
  public static final Arrangement DEFAULT = new Arrangement(List.of(), 0, PointOrder.GRANULE);

  public Arrangement {
    partitionBy = List.copyOf(partitionBy);
    if (rowsPerFile < 0) {
      throw new UsageException(
          "--rows-per-file is %s: at least 1 is needed".formatted(rowsPerFile));
    }
    Set<String> columns = new HashSet<>();
    for (PartitionKey key : partitionBy) {
      if (!columns.add(key.column())) {
        throw new UsageException(
            "--partition-by has '%s' twice: leave one out".formatted(key.kind().label()));
      }
    }
  }

  /** The same in other partitions. */
  public Arrangement withPartitionBy(List<PartitionKey> keys) {
    return new Arrangement(keys, rowsPerFile, order);
  }

  /** The same with another limit on the rows of a file. */
  public Arrangement withRowsPerFile(long rows) {
    return new Arrangement(partitionBy, rows, order);
  }

  /** The same in another order. */
  public Arrangement withOrder(PointOrder other) {
    return new Arrangement(partitionBy, rowsPerFile, other);
  }

  /** Whether the output is a folder of files. */
  public boolean isFolder() {
    return !partitionBy.isEmpty() || rowsPerFile > 0;
  }

  /**
   * Whether points that come by granule, beam and row come partition by partition, and in the order
   * that is wanted.
   */
  public boolean isOrderOfGranules() {
    List<PartitionKey.Kind> kinds = partitionBy.stream().map(PartitionKey::kind).toList();
    return order == PointOrder.GRANULE
        && !kinds.contains(PartitionKey.Kind.DATE)
        && !kinds.contains(PartitionKey.Kind.H3)
        && (kinds.isEmpty() || kinds.contains(PartitionKey.Kind.GRANULE));
  }

  /**
   * Checks that points with some columns can be arranged so.
   *
   * @throws UsageException if they lack a key, or have a column of a key's name
   */
  public void check(PointSchema schema) {
    for (PartitionKey key : partitionBy) {
      if (!key.kind().isIn(schema)) {
        throw new UsageException(
            "--partition-by %s is nothing that the product's points have: choose from %s"
                .formatted(
                    key.kind().label(),
                    PartitionKey.labels(
                        Arrays.stream(PartitionKey.Kind.values())
                            .filter(kind -> kind.isIn(schema))
                            .toList())));
      }
      if (!key.isColumn() && schema.find(key.column()) >= 0) {
        throw new UsageException(
            "--partition-by %s makes folders %s=..., but the points have a column of that name: leave one of them out"
                .formatted(key.kind().label(), key.column()));
      }
    }
  }

  /**
   * The columns of the files: readers take those of keys from the names of folders, and some refuse
   * to read them twice.
   */
  public PointSchema inFiles(PointSchema schema) {
    Set<String> keys = new HashSet<>();
    partitionBy.forEach(key -> keys.add(key.column()));
    return new PointSchema(
        schema.columns().stream().filter(column -> !keys.contains(column.name())).toList());
  }
}
