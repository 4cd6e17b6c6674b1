package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.List;
import org.groundtrack.geo.Aoi;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * What to export, and exactly which bytes that takes. Pure data: no granule was touched to make it,
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
 * @param choice which granules with rows for it are left out, as a whole or in part, since others
 *     hold the same points, maybe in a newer version
 */
public record ExportPlan(
    String index,
    ProductLayout layout,
    Rate rate,
    Aoi aoi,
    Filters filters,
    List<OutputColumn> columns,
    Operands operands,
    Tasks tasks,
    long granulesInIndex,
    GranuleChoice choice) {

  public ExportPlan {
    columns = List.copyOf(columns);
  }

  /** The columns of the tasks: those of the output, then those that only conditions need. */
  public List<OutputColumn> columnsRead() {
    List<OutputColumn> read = new ArrayList<>(columns);
    read.addAll(operands.columns());
    return read;
  }

  /** Sums over the tasks, by a pass over them. */
  public PlanTotals totals() {
    return PlanTotals.of(tasks);
  }
}
