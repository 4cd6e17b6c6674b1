package org.groundtrack.layout;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.groundtrack.error.UsageException;

/** Whether the members of a layout fit each other. */
final class LayoutCheck {
  private static final int MAX_RESOLUTION = 8;

  private final String name;

  private LayoutCheck(String name) {
    this.name = name;
  }

  /**
   * Checks a layout.
   *
   * @throws UsageException that names the member, what was found and what was expected
   */
  static void check(String name, ProductLayout layout) {
    LayoutCheck check = new LayoutCheck(name);
    check.require(layout != null, "is null, expected the members of a layout");
    check.check(layout);
  }

  private void check(ProductLayout layout) {
    required("product", layout.product());
    require(
        layout.h3Resolution() >= 0 && layout.h3Resolution() <= MAX_RESOLUTION,
        "h3Resolution is %s, expected 0 to %s".formatted(layout.h3Resolution(), MAX_RESOLUTION));
    require(!layout.rates().isEmpty(), "rates is empty, expected one at least");
    Set<String> names = new HashSet<>();
    for (Rate rate : layout.rates()) {
      required("rates.name", rate.name());
      require(names.add(rate.name()), "rates has '%s' twice".formatted(rate.name()));
      check(layout, rate);
    }
    require(
        layout.defaultRate().isPositioned(),
        "the first rate, '%s', has no longitude".formatted(layout.defaultRate().name()));
  }

  private void check(ProductLayout layout, Rate rate) {
    String at = "rate '" + rate.name() + "': ";
    require(
        (rate.longitude() == null) == (rate.latitude() == null),
        at + "longitude and latitude belong together, found only one of them");
    require(!rate.groups().isEmpty(), at + "groups is empty: name the group of its datasets");
    require(
        rate.isPositioned() || !rate.keys().isEmpty(),
        at + "has no longitude and no keys: nothing can find its rows");
    if (rate.isGrid()) {
      require(
          rate.dimensions().contains(rate.longitude())
              && rate.dimensions().contains(rate.latitude()),
          at + "dimensions %s lack longitude or latitude".formatted(rate.dimensions()));
    }
    if (rate.parent() != null) {
      Rate parent = layout.rate(rate.parent()).orElse(null);
      require(
          parent != null, at + "no rate is called as its parent, '%s'".formatted(rate.parent()));
      require(
          parent.link(rate.name()).isPresent(),
          at + "its parent '%s' has no link '%s'".formatted(rate.parent(), rate.name()));
      require(parent.parent() == null, at + "its parent has a parent itself");
      require(rate.marginMetres() >= 0, at + "marginMetres is negative");
    }
    require(
        rate.needs() == null || rate.link(rate.needs()).isPresent(),
        at + "needs '%s', but has no such link".formatted(rate.needs()));
    for (Link link : rate.links()) {
      required(at + "links.name", link.name());
      required(at + "links.first", link.first());
      require(
          link.base() == 0 || link.base() == 1,
          at + "link '%s' has base %s, expected 0 or 1".formatted(link.name(), link.base()));
    }
    for (Join join : rate.joins()) {
      required(at + "joins.product", join.product());
      required(at + "joins.rate", join.rate());
      required(at + "joins.key", join.key());
      require(
          (join.link() == null) == (join.position() == null),
          at + "a join has a link and a position, or neither");
    }
    for (List<String> paths : List.of(rate.variables(), rate.trailingVariables())) {
      for (String path : paths) {
        require(!path.startsWith("/"), at + "path '%s' starts with a slash".formatted(path));
      }
    }
  }

  private void required(String member, String value) {
    require(value != null && !value.isBlank(), member + " is missing");
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new UsageException("[%s] %s".formatted(name, what));
    }
  }
}
