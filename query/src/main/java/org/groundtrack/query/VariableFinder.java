package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.groundtrack.granule.Dataset;
import org.groundtrack.granule.ElementType;
import org.groundtrack.layout.Join;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.OutputColumn.Source;

/** Lists the variables of some granules. For one thread. */
final class VariableFinder {
  private final ProductLayout layout;
  private final Rate rate;
  private final KnownVariables known;
  private final Map<String, Set<String>> versions = new LinkedHashMap<>();
  private final List<KnownVariables.Joined> joined = new ArrayList<>();

  /** By product, path and version, as {@link #versions}. */
  private final Map<String, Map<String, Set<String>>> joinedVersions = new LinkedHashMap<>();

  VariableFinder(ProductLayout layout, Rate rate) {
    this.layout = layout;
    this.rate = rate;
    this.known = new KnownVariables(layout, rate);
  }

  /** Adds a granule. */
  void add(String version, Map<String, Dataset> datasets) {
    add(layout, rate, known, versions, version, datasets);
  }

  /** Adds granules of another product, by version, to which rows may be joined. */
  void join(
      Join join, ProductLayout other, Rate of, Map<String, List<Map<String, Dataset>>> granules) {
    KnownVariables variables = new KnownVariables(other, of);
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    granules.forEach(
        (version, all) -> all.forEach(held -> add(other, of, variables, seen, version, held)));
    joined.add(new KnownVariables.Joined(join, of, variables));
    joinedVersions.put(join.product(), seen);
  }

  private static void add(
      ProductLayout layout,
      Rate rate,
      KnownVariables known,
      Map<String, Set<String>> versions,
      String version,
      Map<String, Dataset> datasets) {
    Map<String, Dataset> held = new LinkedHashMap<>(datasets);
    GranuleReader.addRenamed(layout, rate, held);
    known.add(held);
    for (String path : held.keySet()) {
      versions
          .computeIfAbsent(KnownVariables.within(layout, path), p -> new TreeSet<>())
          .add(version);
    }
  }

  /** The list of what was added. */
  VariableList list(Map<String, VariableList.Looked> looked) {
    VariableNames names = new VariableNames(layout, rate, known, joined);
    Map<String, List<String>> defaults = defaults(rate);
    List<Variable> variables = new ArrayList<>();
    for (String path : known.paths()) {
      boolean own = VariablePaths.isOf(rate, path);
      if (known.isStored(path) && (own || isOfParent(path))) {
        Source source = own && rate.linkTo(path).isEmpty() ? Source.ROWS : names.source(path);
        variables.add(
            new Variable(
                names.shortest(path),
                path,
                new Variable.Origin(source, source == Source.PARENT ? rate.parent() : null),
                values(known.of(path), source),
                defaults.getOrDefault(path, List.of()),
                List.copyOf(versions.get(path))));
      }
    }
    for (KnownVariables.Joined partner : joined) {
      addJoined(partner, variables);
    }
    List<String> order = List.copyOf(defaults.keySet());
    variables.sort(
        Comparator.comparing((Variable variable) -> variable.origin().source())
            .thenComparing(variable -> !variable.isDefault())
            .thenComparingInt(variable -> order.indexOf(variable.path())));
    return new VariableList(layout, rate, looked, variables, aliases());
  }

  private boolean isOfParent(String path) {
    return rate.parent() != null
        && VariablePaths.isOf(layout.rate(rate.parent()).orElseThrow(), path);
  }

  private void addJoined(KnownVariables.Joined partner, List<Variable> variables) {
    String product = partner.join().product();
    Set<String> paths = partner.variables().paths();
    for (String path : paths) {
      if (partner.variables().isStored(path) && VariablePaths.isOf(partner.rate(), path)) {
        long alike = paths.stream().filter(each -> last(each).equals(last(path))).count();
        variables.add(
            new Variable(
                product + "/" + (alike == 1 ? last(path) : path),
                path,
                new Variable.Origin(Source.JOINED, product),
                values(partner.variables().of(path), Source.JOINED),
                partner.join().variables().contains(path) ? List.of(last(path)) : List.of(),
                List.copyOf(joinedVersions.get(product).get(path))));
      }
    }
  }

  private Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    rate.aliases()
        .forEach(
            (alias, variable) -> {
              if (known.paths().contains(Rate.path(variable))) {
                aliases.put(alias, variable);
              }
            });
    return aliases;
  }

  /** By path, as what an export has it by default. */
  private static Map<String, List<String>> defaults(Rate rate) {
    Map<String, List<String>> defaults = new LinkedHashMap<>();
    Stream.of(rate.positionPaths(), rate.variables(), rate.trailingVariables())
        .flatMap(List::stream)
        .forEach(
            variable -> {
              String meant = rate.meant(variable);
              String elements = meant.substring(Rate.path(meant).length());
              for (String place : rate.placesOf(variable)) {
                defaults.computeIfAbsent(place, p -> new ArrayList<>()).add(last(place) + elements);
              }
            });
    return defaults;
  }

  private static Variable.Values values(List<KnownVariables.Kind> kinds, Source source) {
    Set<ElementType> types = new LinkedHashSet<>();
    Set<List<Long>> shapes = new LinkedHashSet<>();
    String units = null;
    String description = null;
    for (KnownVariables.Kind kind : kinds) {
      types.add(VariableNames.valueType(kind.dataset()));
      shapes.add(kind.row());
      units = units == null ? kind.dataset().attributes().units() : units;
      description = description == null ? kind.dataset().attributes().description() : description;
    }
    return new Variable.Values(
        List.copyOf(types),
        source == Source.FLAT ? List.of() : List.copyOf(shapes),
        units,
        description);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
