package org.groundtrack.exporter;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.groundtrack.exporter.output.ArrowColumns;
import org.groundtrack.exporter.output.ArrowVectors;
import org.groundtrack.exporter.points.PointTable;

/**
 * The points of a plan as Arrow record batches, one per beam that has points, or several, in the
 * order of granules, beams and rows. For one thread; close it to free its memory.
 *
 * <p>Columns are those of the GeoParquet export without the geometry, which longitude and latitude
 * say already.
 */
public final class PointReader implements AutoCloseable {
  private final PointStream points;
  private final PointTables tables;
  private final PlanTally tally;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;

  PointReader(PointStream points, PointTables tables, PlanTally tally) {
    this.points = points;
    this.tally = tally;
    this.tables = tables;
    this.root = VectorSchemaRoot.create(schema(), allocator);
  }

  /** The current batch. It belongs to the reader and changes with {@link #loadNextBatch}. */
  public VectorSchemaRoot root() {
    return root;
  }

  /** Names, types, units and descriptions of the columns. */
  public Schema schema() {
    return new Schema(tables.schema().columns().stream().map(ArrowColumns::field).toList());
  }

  /**
   * Loads the points of the next beam that has any.
   *
   * @return whether there was one
   * @throws org.groundtrack.error.GroundtrackException if its granule can't be read, changed, or is
   *     damaged; if such granules are left out, after the last one if there was no other
   */
  public boolean loadNextBatch() {
    while (points.hasNext()) {
      PointBatch batch = points.next();
      if (batch.size() > 0) {
        load(tables.of(batch));
        return true;
      }
    }
    root.clear();
    tally.checkAny();
    return false;
  }

  private void load(PointTable table) {
    root.clear();
    for (int i = 0; i < table.columns().size(); i++) {
      ArrowVectors.fill(root.getVector(i), table.columns().get(i), 0, table.size());
    }
    root.setRowCount(table.size());
  }

  /**
   * Granules that were left out so far, since they can't be read: with {@link
   * ExportOptions#withSkipFailed} only.
   */
  public List<ExportReport.Failed> failed() {
    return List.copyOf(tally.failed());
  }

  /** Stops reading and frees the batch. */
  @Override
  public void close() {
    points.close();
    root.close();
    allocator.close();
  }
}
