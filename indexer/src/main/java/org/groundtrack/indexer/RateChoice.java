package org.groundtrack.indexer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/**
 * Which rates of a product are indexed.
 *
 * @param names of the rates; none for those that a layout indexes by default
 */
record RateChoice(List<String> names) {
  RateChoice {
    names = List.copyOf(names);
  }

  /**
   * The rates, each with the parent that leads to it, in the layout's order.
   *
   * @throws UsageException if the product has none of the rates
   */
  List<Rate> of(ProductLayout layout) {
    Set<String> chosen = new LinkedHashSet<>();
    names.stream().filter(name -> layout.rate(name).isPresent()).forEach(chosen::add);
    if (chosen.isEmpty() && !names.isEmpty()) {
      throw new UsageException(
          "%s has no rate %s; it has %s"
              .formatted(
                  layout.product(),
                  String.join(", ", names),
                  String.join(", ", layout.rates().stream().map(Rate::name).toList())));
    }
    if (names.isEmpty()) {
      layout.rates().stream().filter(Rate::indexed).map(Rate::name).forEach(chosen::add);
    }
    for (Rate rate : layout.rates()) {
      if (chosen.contains(rate.name()) && rate.parent() != null) {
        chosen.add(rate.parent());
      }
    }
    return layout.rates().stream().filter(rate -> chosen.contains(rate.name())).toList();
  }
}
