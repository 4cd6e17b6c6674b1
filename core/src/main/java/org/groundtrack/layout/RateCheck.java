package org.groundtrack.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundtrack.granule.Clock;
import org.groundtrack.granule.ElementType;

/** Whether the members of a rate fit each other and the rest of its layout. */
final class RateCheck {
  /** A path, and the elements of it that are wanted: one, or a slice. */
  private static final Pattern VARIABLE =
      Pattern.compile("([^\\[\\]]+)(\\[(?:-?\\d+|(?:-?\\d+)?:(?:-?\\d+)?(?::[1-9]\\d*)?)])?");

  private final LayoutCheck check;
  private final ProductLayout layout;
  private final Rate rate;
  private final Rate parent;
  private final String at;

  RateCheck(LayoutCheck check, ProductLayout layout, Rate rate) {
    this.check = check;
    this.layout = layout;
    this.rate = rate;
    this.parent = rate.parent() == null ? null : layout.rate(rate.parent()).orElse(null);
    this.at = "rate '" + rate.name() + "': ";
  }

  void check() {
    checkGroups();
    checkPositions();
    checkDimensions();
    checkParent();
    checkLinks();
    rate.keys().forEach(key -> check.path(at + "keys", key));
    check.unique(at + "keys", rate.keys());
    for (Join join : rate.joins()) {
      checkJoin(join);
    }
    checkVariables();
    checkAliases();
    rate.renamed().forEach((path, others) -> checkOthers("renamed", path, others));
    rate.replaced().forEach((path, others) -> checkOthers("replaced", path, others));
    rate.fillValues().forEach(this::checkFill);
  }

  private void checkGroups() {
    check.require(
        !rate.groups().isEmpty(),
        at + "groups",
        "is empty",
        "the groups of its datasets; \"\" is the beam itself");
    rate.groups().stream().filter(g -> !g.isEmpty()).forEach(g -> check.path(at + "groups", g));
    check.unique(at + "groups", rate.groups());
    for (String path : rate.except()) {
      check.path(at + "except", path);
      check.require(
          rate.groups().stream().anyMatch(g -> g.isEmpty() || path.startsWith(g + "/")),
          at + "except",
          LayoutCheck.found(path),
          "something below its groups " + rate.groups());
    }
    check.unique(at + "except", rate.except());
  }

  private void checkPositions() {
    rate.positionPaths().forEach(path -> check.path(at + "positions", path));
    check.require(
        (rate.longitude() == null) == (rate.latitude() == null),
        at + (rate.longitude() == null ? "longitude" : "latitude"),
        "is missing",
        "longitude and latitude, or neither");
    check.unique(at + "longitude, latitude, time and timeReference", rate.positionPaths());
    check.require(
        rate.isPositioned() || rate.time() == null,
        at + "time",
        "is there without longitude and latitude",
        "all of them, or none");
    check.require(
        rate.timeReference() == null || rate.time() != null,
        at + "timeReference",
        "is there without time",
        "time, which counts from it, or neither");
    if (rate.times() != null) {
      check.path(at + "times", rate.times());
      check.require(
          rate.isPositioned() && rate.time() == null,
          at + "times",
          "is there beside time, or without positions",
          "one of time and times, with longitude and latitude");
      check.require(
          rate.holds(rate.times()),
          at + "times",
          LayoutCheck.found(rate.times()),
          "a dataset below the groups " + rate.groups());
    }
    if (rate.timeScale() != null) {
      List<String> known = Stream.of(Clock.values()).map(Clock::name).toList();
      check.require(
          known.contains(rate.timeScale()),
          at + "timeScale",
          LayoutCheck.found(rate.timeScale()),
          "one of " + known);
      check.require(
          rate.time() != null, at + "timeScale", "is there without time", "time, or neither");
      check.require(
          layout.places("epoch").isEmpty() || rate.timeScale().equals(Clock.UTC.name()),
          at + "timeScale",
          LayoutCheck.found(rate.timeScale()) + " beside metadata.epoch, which is turned to UTC",
          "UTC, or an epoch in the layout or in units");
    }
    check.require(
        rate.isPositioned() || !rate.keys().isEmpty(),
        at + "longitude",
        "is missing",
        "longitude and latitude, or keys by which other products find its rows");
  }

  private void checkDimensions() {
    if (!rate.isGrid()) {
      return;
    }
    String member = at + "dimensions";
    rate.dimensions().forEach(path -> check.path(member, path));
    check.unique(member, rate.dimensions());
    check.require(
        rate.isPositioned(), member, "are there without positions", "longitude, latitude");
    for (String axis : new String[] {rate.longitude(), rate.latitude()}) {
      check.require(
          rate.dimensions().contains(axis),
          member,
          "are %s, without '%s'".formatted(rate.dimensions(), axis),
          "longitude and latitude to be axes of the grid");
    }
    check.require(
        rate.time() == null || rate.dimensions().contains(rate.time()) || rate.holds(rate.time()),
        at + "time",
        LayoutCheck.found(rate.time()),
        "an axis of the grid, or a dataset below the groups " + rate.groups());
    check.require(
        !rate.variables().isEmpty(),
        at + "variables",
        "is empty",
        "a variable that has these dimensions: it says how the grid is stored");
    check.require(
        rate.parent() == null
            && rate.links().isEmpty()
            && rate.joins().isEmpty()
            && rate.keys().isEmpty()
            && rate.transposed().isEmpty(),
        member,
        "make it a grid with parent, links, joins, keys or transposed",
        "a grid without them");
  }

  private void checkParent() {
    String margin = at + "marginMetres";
    check.require(
        rate.marginMetres() >= 0 && rate.marginMetres() <= 100_000,
        margin,
        "is " + rate.marginMetres(),
        "0 to 100000");
    if (rate.parent() == null) {
      check.require(
          rate.marginMetres() == 0, margin, "is there without a parent", "a parent, or no margin");
      return;
    }
    String member = at + "parent";
    check.require(
        parent != null,
        member,
        LayoutCheck.found(rate.parent()),
        "one of the rates " + layout.rates().stream().map(Rate::name).toList());
    check.require(!parent.equals(rate), member, LayoutCheck.found(rate.parent()), "another rate");
    check.require(
        parent.link(rate.name()).isPresent(),
        member,
        LayoutCheck.found(rate.parent()),
        "a rate with a link '%s', which leads to these rows".formatted(rate.name()));
    check.require(
        parent.parent() == null,
        member,
        LayoutCheck.found(rate.parent()),
        "a rate without a parent of its own");
    check.require(
        parent.isPositioned() && !parent.isGrid() && rate.isPositioned(),
        member,
        LayoutCheck.found(rate.parent()),
        "both rates to have a position for each row");
    check.require(
        rate.links().isEmpty(),
        at + "links",
        "are there beside a parent",
        "none: an index knows where the parent's rows lead to, but not these");
  }

  private void checkLinks() {
    check.unique(at + "links.name", rate.links().stream().map(Link::name).toList());
    List<String> flat = new ArrayList<>();
    for (Link link : rate.links()) {
      String member = at + "link '" + link.name() + "': ";
      check.path(member + "first", link.first());
      check.require(
          link.base() != null,
          member + "base",
          "is missing",
          "0 or 1: the number that stands for the very first");
      check.range(member + "base", link.base(), 0, 1);
      if (link.count() != null) {
        check.path(member + "count", link.count());
      }
      link.datasets().forEach(path -> check.path(member + "datasets", path));
      flat.addAll(link.datasets());
      check.require(
          leadsSomewhere(link),
          member + "name",
          LayoutCheck.found(link.name()),
          "the name of a rate whose parent is '%s', or datasets, or a join that uses it"
              .formatted(rate.name()));
    }
    check.unique(at + "links.datasets", flat);
    check.require(
        rate.needs() == null || rate.link(rate.needs()).isPresent(),
        at + "needs",
        LayoutCheck.found(rate.needs()),
        "one of its links " + rate.links().stream().map(Link::name).toList());
  }

  private boolean leadsSomewhere(Link link) {
    return !link.datasets().isEmpty()
        || layout.rates().stream()
            .filter(other -> rate.name().equals(other.parent()))
            .anyMatch(
                child ->
                    link.name().equals(child.name())
                        || child.joins().stream().anyMatch(j -> link.name().equals(j.link())));
  }

  private void checkJoin(Join join) {
    check.text(at + "joins.product", join.product(), "the other product");
    String member = at + "join with " + join.product() + ": ";
    check.text(member + "rate", join.rate(), "the rate of the other product");
    check.path(member + "key", join.key());
    check.range(member + "keyBase", join.keyBase(), 0, 1);
    check.matches(member + "match", join.match());
    check.require(
        (join.link() == null) == (join.position() == null),
        member + (join.link() == null ? "link" : "position"),
        "is missing",
        "link and position together, or neither: then key is a row number");
    if (join.link() != null) {
      check.path(member + "position", join.position());
      check.require(
          parent != null && parent.link(join.link()).isPresent(),
          member + "link",
          LayoutCheck.found(join.link()),
          parent == null
              ? "a parent, which has links"
              : "one of the links of '%s': %s"
                  .formatted(parent.name(), parent.links().stream().map(Link::name).toList()));
    }
    check.require(
        !join.variables().isEmpty(),
        member + "variables",
        "is empty",
        "datasets of the other rate, which become columns");
    join.variables().forEach(path -> check.path(member + "variables", path));
    check.unique(member + "variables", join.variables());
  }

  private void checkVariables() {
    rate.variables().forEach(v -> variable(at + "variables", v));
    rate.trailingVariables().forEach(v -> variable(at + "trailingVariables", v));
    check.unique(
        at + "variables and trailingVariables",
        Stream.concat(rate.variables().stream(), rate.trailingVariables().stream()).toList());
    for (String path : rate.transposed()) {
      check.path(at + "transposed", path);
      check.require(
          rate.holds(path),
          at + "transposed",
          LayoutCheck.found(path),
          "a dataset below its groups " + rate.groups());
    }
  }

  /** A path, perhaps with elements, of the rate, its parent or a link. */
  private void variable(String member, String name) {
    String text = name == null ? null : rate.meant(name);
    check.text(member, text, "variables such as h_li or rh[98]");
    Matcher matcher = VARIABLE.matcher(text);
    check.require(
        matcher.matches(),
        member,
        LayoutCheck.found(text),
        "a path, or elements of it such as rh[98] or rh[0:101:10]");
    String path = matcher.group(1);
    check.path(member, path);
    boolean list = rate.linkTo(path).isPresent();
    check.require(
        list
            || rate.holds(path)
            || rate.dimensions().contains(path)
            || (parent != null && parent.holds(path)),
        member,
        LayoutCheck.found(text),
        "a dataset below the groups %s%s, and not excepted"
            .formatted(
                rate.groups(), parent == null ? "" : " or those of its parent " + parent.groups()));
    check.require(
        matcher.group(2) == null || (!list && !rate.isGrid()),
        member,
        LayoutCheck.found(text),
        "no brackets: %s"
            .formatted(list ? "its lists have various lengths" : "a cell of a grid has one value"));
  }

  private void checkAliases() {
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, String> alias : rate.aliases().entrySet()) {
      String name = alias.getKey();
      String member = at + "aliases";
      check.column(member, name);
      variable(member + "." + name, alias.getValue());
      check.require(
          seen.add(name.toLowerCase(Locale.ROOT)),
          member,
          "has '%s' twice, in upper and lower case".formatted(name),
          "each once");
      check.require(
          !OwnColumns.NAMES.contains(name.toLowerCase(Locale.ROOT)),
          member,
          LayoutCheck.found(name),
          "a name that no column of an export has anyway, as %s have"
              .formatted(OwnColumns.NAMES.stream().sorted().toList()));
      for (String path : known()) {
        check.require(
            !path.substring(path.lastIndexOf('/') + 1).equals(name)
                || path.equals(alias.getValue())
                // A default variable may be an alias itself.
                || path.equals(name),
            member,
            "has '%s' for '%s'".formatted(name, alias.getValue()),
            "another name, for a dataset is called so: " + path);
      }
    }
  }

  /** Paths that stand for another one in other versions. */
  private void checkOthers(String kind, String path, List<String> others) {
    String member = at + kind + "." + path;
    check.require(
        others != null && !others.isEmpty(),
        member,
        "is empty",
        "the paths that other versions have");
    List<String> all = new ArrayList<>(others);
    all.add(path);
    check.unique(member, all);
    for (String each : all) {
      check.path(member, each);
      check.require(
          rate.holds(each) && rate.linkTo(each).isEmpty(),
          member,
          LayoutCheck.found(each),
          "datasets below the groups %s, and none that a link leads to".formatted(rate.groups()));
    }
    check.require(
        kind.equals("renamed")
            || Stream.concat(rate.variables().stream(), rate.trailingVariables().stream())
                .anyMatch(variable -> rate.meant(variable).equals(path)),
        member,
        LayoutCheck.found(path),
        "one of the default variables");
  }

  /** Every dataset that the layout names and the rate can have. */
  private List<String> known() {
    List<String> paths = new ArrayList<>(rate.positionPaths());
    Stream.of(rate.variables(), rate.trailingVariables())
        .flatMap(List::stream)
        .map(rate::meant)
        .map(text -> text.replaceFirst("\\[.*", ""))
        .forEach(paths::add);
    for (Link link : rate.links()) {
      paths.add(link.first());
      if (link.count() != null) {
        paths.add(link.count());
      }
      paths.addAll(link.datasets());
    }
    paths.addAll(rate.keys());
    rate.renamed().values().forEach(paths::addAll);
    rate.replaced().values().forEach(paths::addAll);
    rate.fillValues().keySet().stream().filter(key -> type(key) == null).forEach(paths::add);
    return paths;
  }

  private static ElementType type(String label) {
    for (ElementType type : ElementType.values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    return null;
  }

  private void checkFill(String key, String value) {
    String member = at + "fillValues." + key;
    ElementType type = type(key);
    if (type == null) {
      check.path(member, key);
    }
    check.text(member, value, "a number, or NaN");
    check.require(
        type == null || !type.isText(), member, "is for texts", "a type of number, or a path");
    for (String word : value.strip().split("\\s+", -1)) {
      try {
        double number = Double.parseDouble(word);
        check.require(
            type == null || type.isFloat() || isWithin(type, word, number),
            member,
            "is '%s'".formatted(value),
            "a whole number that %s can hold".formatted(key));
      } catch (NumberFormatException e) {
        check.require(
            false, member, "is '%s'".formatted(value), "a number, NaN, or several with spaces");
      }
    }
  }

  private static boolean isWithin(ElementType type, String value, double number) {
    int bits = type.bytes() * Byte.SIZE;
    double least = type.isUnsigned() ? 0 : -Math.pow(2, bits - 1);
    double greatest = Math.pow(2, type.isUnsigned() ? bits : bits - 1) - 1;
    return value.strip().matches("[+-]?\\d+") && number >= least && number <= greatest;
  }
}
