package org.groundtrack.plan;

import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * What to export, and exactly which bytes that takes. Pure data: nothing was fetched to make it,
 * and it does not say how it is run.
 *
 * @param index where the index is that was asked: granules are opened on its word
 * @param layout of the product
 * @param rate the rate whose rows are exported
 * @param aoi rows outside it are left out
 * @param filters rows that are none of what they ask for are left out
 * @param columns the variables
 * @param operands what conditions on values take beside that
 * @param tasks one per granule, in the order of output
 * @param granulesInIndex granules that the index holds
 * @param olderGranules granules with rows for it that were left out, since the index holds a newer
 *     version of them
 */
public record ExportPlan(
    String index,
    ProductLayout layout,
    Rate rate,
    Aoi aoi,
    Filters filters,
    List<OutputColumn> columns,
    Operands operands,
    List<Task> tasks,
    long granulesInIndex,
    long olderGranules) {

  public ExportPlan {
    columns = List.copyOf(columns);
    tasks = List.copyOf(tasks);
  }

  /** Beams of all tasks. */
  public int beams() {
    return tasks.stream().mapToInt(t -> t.beams().size()).sum();
  }

  /** Chunks of all tasks. */
  public long chunks() {
    return tasks.stream().mapToLong(Task::chunks).sum();
  }

  /** Range reads of all tasks. */
  public long requests() {
    return tasks.stream().mapToLong(t -> t.allRequests().size()).sum();
  }

  /** Bytes that all requests read. */
  public long bytes() {
    return tasks.stream().mapToLong(Task::bytes).sum();
  }

  /** Bytes of all granules of the plan. */
  public long granuleBytes() {
    return tasks.stream().mapToLong(t -> t.granule().identity().size()).sum();
  }

  /** Stored bytes of all chunks that are wanted. */
  public long wantedBytes() {
    return tasks.stream().mapToLong(Task::wantedBytes).sum();
  }

  /** Rows that may be exported, at most. */
  public long maxRows() {
    return tasks.stream().mapToLong(Task::maxRows).sum();
  }

  /** Seconds that the requests take by their cost model; decoding is not part of it. */
  public double estimatedSeconds() {
    return tasks.stream().mapToDouble(Task::seconds).sum();
  }
}
