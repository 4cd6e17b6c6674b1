package org.groundtrack.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Dataset;
import org.groundtrack.index.SpatialIndex;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;
import org.groundtrack.plan.Glob;

/**
 * The variables that exports of one rate of a product may be asked for, with what granules say of
 * them.
 *
 * @param layout of the product
 * @param rate whose rows have the variables
 * @param looked the granules that were looked at, by version
 * @param variables those of the rate itself first
 * @param aliases further names, and the variable that each stands for
 */
public record VariableList(
    ProductLayout layout,
    Rate rate,
    Map<String, Looked> looked,
    List<Variable> variables,
    Map<String, String> aliases) {

  /**
   * Granules of a version.
   *
   * @param granules that were looked at
   * @param held by the index; {@code null} if it is too large to count them
   */
  public record Looked(int granules, Integer held) {
    /** Tells whether there are more than were looked at. */
    public boolean isSample() {
      return held == null || granules < held;
    }
  }

  public VariableList {
    looked = Collections.unmodifiableMap(new LinkedHashMap<>(looked));
    variables = List.copyOf(variables);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
  }

  /**
   * What an index holds. Of its granules some of each product and version are looked at.
   *
   * @param product one of its names, or {@code null} for all in the index
   * @param rate or {@code null} for all that are indexed
   * @return one for each rate, in the order of the layouts
   * @throws UsageException if the index holds none of the product or rate
   */
  public static List<VariableList> of(SpatialIndex index, String product, String rate) {
    List<ProductLayout> layouts =
        product == null ? index.layouts() : List.of(index.layout(product));
    if (rate != null && layouts.size() > 1) {
      List<ProductLayout> having =
          layouts.stream().filter(layout -> layout.rate(rate).isPresent()).toList();
      layouts = having.isEmpty() ? layouts : having;
    }
    List<VariableList> lists = new ArrayList<>();
    for (ProductLayout layout : layouts) {
      lists.addAll(
          rate == null
              ? VariableSample.lists(index, layout)
              : List.of(VariableSample.list(index, layout, AoiQuery.rate(layout, rate))));
    }
    return lists;
  }

  /**
   * What one granule holds.
   *
   * @param version of the granule
   * @param datasets of all its rates that have rows, by their paths from the root
   */
  public static VariableList of(
      ProductLayout layout, Rate rate, String version, Collection<Dataset> datasets) {
    Map<String, Dataset> held = new LinkedHashMap<>();
    datasets.forEach(dataset -> held.put(dataset.path(), dataset));
    VariableFinder finder = new VariableFinder(layout, rate);
    finder.add(version, held);
    return finder.list(Map.of(version, new Looked(1, 1)));
  }

  /**
   * The variables of which a name, an alias, or the path where the pattern has a slash, fits.
   *
   * @param pattern {@code *} stands for any characters, {@code ?} for one; upper and lower case are
   *     the same
   */
  public VariableList matching(String pattern) {
    if (pattern.isBlank()) {
      throw new UsageException("The pattern is empty: give such as 'rh*' or '*quality*'");
    }
    String bare = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    Glob glob = new Glob(bare.toLowerCase(Locale.ROOT));
    boolean ofPaths = bare.indexOf('/') >= 0;
    Map<String, String> named = new LinkedHashMap<>(aliases);
    named.keySet().removeIf(alias -> !fits(glob, alias));
    List<Variable> fitting =
        variables.stream()
            .filter(
                variable ->
                    fits(glob, variable.name())
                        || fits(glob, variable.path())
                        || (!ofPaths && fits(glob, last(variable.path()))))
            .toList();
    return new VariableList(layout, rate, looked, fitting, named);
  }

  private static boolean fits(Glob glob, String name) {
    return glob.matches(name.toLowerCase(Locale.ROOT));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Tells whether there is nothing in it. */
  public boolean isEmpty() {
    return variables.isEmpty() && aliases.isEmpty();
  }
}
