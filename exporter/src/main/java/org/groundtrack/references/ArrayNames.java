package org.groundtrack.references;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.ExportPlan;
import org.groundtrack.plan.OutputColumn;

/**
 * What datasets are called in their group: the last component of their path, or all of it with
 * underscores where the plan has two of that name. So an array has one name in all granules,
 * whichever of the two they lack.
 */
final class ArrayNames {
  /** By group and last component, the paths that end so. */
  private final Map<String, Set<String>> paths = new HashMap<>();

  ArrayNames(ExportPlan plan) {
    Rate rate = plan.rate();
    rate.positionPaths().forEach(path -> add(rate.name(), path));
    rate.links().forEach(link -> add(rate.name(), link));
    if (rate.parent() != null) {
      Rate parent = plan.layout().rate(rate.parent()).orElseThrow();
      parent.links().forEach(link -> add(parent.name(), link));
    }
    for (OutputColumn column : plan.columnsRead()) {
      add(group(rate, column), column.path());
    }
  }

  /** The name of the group that has a column's dataset. */
  static String group(Rate rate, OutputColumn column) {
    return switch (column.source()) {
      case ROWS -> rate.name();
      case PARENT -> rate.parent();
      case FLAT -> rate.linkTo(column.path()).map(Link::name).orElse(rate.name());
      case JOINED -> column.product();
    };
  }

  private void add(String group, Link link) {
    add(group, link.first());
    if (link.count() != null) {
      add(group, link.count());
    }
  }

  private void add(String group, String path) {
    paths.computeIfAbsent(group + "/" + last(path), key -> new HashSet<>()).add(path);
  }

  /** What a dataset is called. */
  String of(String group, String path) {
    return paths.getOrDefault(group + "/" + last(path), Set.of()).size() > 1
        ? path.replace('/', '_')
        : last(path);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
