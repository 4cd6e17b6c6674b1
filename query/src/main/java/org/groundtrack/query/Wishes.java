package org.groundtrack.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.groundtrack.expression.Condition;
import org.groundtrack.layout.Link;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.PointField;

/** What a query needs of an index. Safe for use by many threads at once. */
final class Wishes {
  private final ProductLayout layout;
  private final Rate rate;
  private final Rate covered;
  private final boolean everything;
  private final Set<String> paths = new HashSet<>();

  /** Every granule has the same paths. */
  private final Map<String, Boolean> wanted = new ConcurrentHashMap<>();

  Wishes(ProductLayout layout, Rate rate, List<String> variables, List<Condition> conditions) {
    this.layout = layout;
    this.rate = rate;
    this.covered = rate.parent() == null ? rate : layout.rate(rate.parent()).orElseThrow();
    this.everything = !variables.isEmpty() || conditions.stream().anyMatch(this::needsVariable);
    for (Rate each : List.of(rate, covered)) {
      paths.addAll(each.positionPaths());
      paths.addAll(each.dimensions());
      for (Link link : each.links()) {
        paths.add(link.first());
        if (link.count() != null) {
          paths.add(link.count());
        }
        paths.addAll(link.datasets());
      }
    }
    List<String> defaults = new ArrayList<>(rate.variables());
    defaults.addAll(rate.trailingVariables());
    for (String variable : defaults) {
      paths.addAll(rate.placesOf(variable));
    }
  }

  private boolean needsVariable(Condition condition) {
    return condition.expression().variables().stream()
        .anyMatch(name -> PointField.called(name, layout).isEmpty());
  }

  /** The layout of the product. */
  ProductLayout layout() {
    return layout;
  }

  /** The rate whose rows are wanted. */
  Rate rate() {
    return rate;
  }

  /** The rate whose rows the coverage of the index counts. */
  Rate covered() {
    return covered;
  }

  /** Whether it is to be known where the covered rows lead to. */
  boolean needsLinks() {
    return rate.parent() != null || covered.links().stream().anyMatch(l -> !l.datasets().isEmpty());
  }

  /** Whether a dataset, by its path from the root, may be exported; only defaults if no more. */
  boolean wants(String path) {
    return wanted.computeIfAbsent(path, this::isWanted);
  }

  private boolean isWanted(String path) {
    String within = KnownVariables.within(layout, path);
    return paths.contains(within) || (everything && (rate.holds(within) || covered.holds(within)));
  }
}
