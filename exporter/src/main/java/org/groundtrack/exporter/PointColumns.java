package org.groundtrack.exporter;

import java.util.LinkedHashSet;
import java.util.Set;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;

/** Which columns of points are written without a dictionary. */
final class PointColumns {
  private PointColumns() {}

  /**
   * Columns whose values hardly repeat: a dictionary would be filled, found too large, and thrown
   * away.
   */
  static Set<String> plain(ExportPlan plan) {
    Set<String> plain =
        new LinkedHashSet<>(
            Set.of(
                "geometry",
                "longitude",
                "latitude",
                "time",
                "bbox.xmin",
                "bbox.ymin",
                "bbox.xmax",
                "bbox.ymax"));
    for (OutputColumn column : plan.columns()) {
      if (column.type().isFloat()) {
        plain.add(column.list() ? column.name() + ".list.element" : column.name());
      }
    }
    return plain;
  }
}
