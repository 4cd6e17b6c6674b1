package org.groundtrack.indexer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.ProductLayouts;
import org.groundtrack.layout.Rate;

/**
 * Which rates of a product are indexed.
 *
 * @param names of the rates, such as {@code segments_20m} or, of one product only, {@code
 *     ATL08:segments_20m}; none for those that a layout indexes by default
 */
record RateChoice(List<String> names) {
  RateChoice {
    names = List.copyOf(names);
  }

  /**
   * The rates, in the layout's order: those that are named, or if none of the product's is, those
   * that it indexes by default. Beside them the parent that leads to each, and what other products'
   * joins need: rates without positions that are indexed by default.
   */
  List<Rate> of(ProductLayout layout) {
    boolean named = layout.rates().stream().anyMatch(rate -> isNamed(layout, rate));
    Set<String> chosen = new LinkedHashSet<>();
    for (Rate rate : layout.rates()) {
      if (named && rate.isPositioned() ? isNamed(layout, rate) : isDefault(layout, rate)) {
        chosen.add(rate.name());
        if (rate.parent() != null) {
          chosen.add(rate.parent());
        }
      }
    }
    return layout.rates().stream().filter(rate -> chosen.contains(rate.name())).toList();
  }

  private boolean isDefault(ProductLayout layout, Rate rate) {
    return rate.indexed() || isNamed(layout, rate);
  }

  /** Whether a name is that of a product's rate. */
  boolean isNamed(ProductLayout layout, Rate rate) {
    return names.stream().anyMatch(name -> names(name, layout, rate));
  }

  private static boolean names(String name, ProductLayout layout, Rate rate) {
    int colon = name.indexOf(':');
    return rate.name().equals(name.substring(colon + 1))
        && (colon < 0 || layout.isCalled(name.substring(0, colon)));
  }

  /**
   * That each name is of a rate of some product.
   *
   * @throws UsageException if one is not
   */
  void checkKnown(Collection<ProductLayout> layouts) {
    for (String name : names) {
      if (layouts.stream().noneMatch(l -> l.rates().stream().anyMatch(r -> names(name, l, r)))) {
        throw new UsageException("--rates: " + ProductLayouts.unknownRate(name, layouts));
      }
    }
  }
}
