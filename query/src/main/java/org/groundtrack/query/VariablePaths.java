package org.groundtrack.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.groundtrack.error.UsageException;
import org.groundtrack.layout.ProductLayout;
import org.groundtrack.layout.Rate;

/** Finds the paths within the beam that users mean by short names, paths and patterns. */
final class VariablePaths {
  private final ProductLayout layout;
  private final Rate rate;
  private final Rate parent;
  private final KnownVariables known;

  /**
   * Paths of the variables that granules have.
   *
   * @param parent of the rate, or {@code null}
   */
  VariablePaths(ProductLayout layout, Rate rate, Rate parent, KnownVariables known) {
    this.layout = layout;
    this.rate = rate;
    this.parent = parent;
    this.known = known;
  }

  /**
   * The paths that a user's name stands for: several where it is a pattern.
   *
   * @throws UsageException if it is ambiguous or unknown
   */
  List<String> resolve(String name, VariableText text) {
    String plain = text.path().startsWith("/") ? text.path().substring(1) : text.path();
    String path = KnownVariables.within(layout, plain);
    if (text.isPattern()) {
      return matching(name, path);
    }
    List<String> matches = found(path);
    if (matches.size() > 1) {
      throw new UsageException(
          "Variable '%s' is ambiguous: it may be %s".formatted(name, String.join(" or ", matches)));
    }
    if (matches.isEmpty()) {
      checkRateOf(name, path);
      throw new UnknownVariableException(
          "No granule of the plan has a variable '%s' at the rate of %s; the nearest names are %s"
              .formatted(name, rate.name(), nearest(path)));
    }
    return matches;
  }

  /** The paths that a short name or a path may mean; one if it is clear. */
  List<String> found(String path) {
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(path);
    rate.groups().stream()
        .filter(g -> !g.isEmpty())
        .map(g -> g + "/" + path)
        .forEach(candidates::add);
    for (String candidate : candidates) {
      if (known.paths().contains(candidate) && isOfRates(candidate)) {
        return List.of(candidate);
      }
    }
    List<String> matches =
        known.paths().stream()
            .filter(p -> p.endsWith("/" + path) && isOfRates(p))
            .sorted()
            .toList();
    List<String> own = matches.stream().filter(rate::holds).toList();
    return own.size() == 1 ? own : matches;
  }

  /** A name that the layout knows of another rate is no misspelt one. */
  private void checkRateOf(String name, String path) {
    if (knows(rate, path) || (parent != null && knows(parent, path))) {
      // It is of this rate, and granules lack it.
      return;
    }
    for (Rate other : layout.rates()) {
      boolean own = other.equals(rate) || other.equals(parent);
      if (!own && other.isPositioned() && knows(other, path)) {
        throw new UsageException(
            "Variable '%s' is of rate %s, not of %s: ask for it with --rate %s"
                .formatted(name, other.name(), rate.name(), other.name()));
      }
    }
  }

  private static boolean knows(Rate other, String path) {
    return other.aliases().containsKey(path)
        || Stream.of(other.variables(), other.trailingVariables(), other.positionPaths())
            .flatMap(List::stream)
            .flatMap(variable -> other.placesOf(variable).stream())
            .anyMatch(known -> known.equals(path) || known.endsWith("/" + path));
  }

  /**
   * Tells whether a dataset is of the rate or its parent; one of another rate may have as many
   * rows.
   */
  boolean isOfRates(String path) {
    return isOf(rate, path) || (parent != null && isOf(parent, path));
  }

  /** Tells whether a dataset, by its path within the beam, is of a rate. */
  static boolean isOf(Rate rate, String path) {
    return rate.holds(path)
        || rate.positionPaths().contains(path)
        || rate.dimensions().contains(path)
        || rate.keys().contains(path)
        || rate.links().stream()
            .anyMatch(
                link ->
                    path.equals(link.first())
                        || path.equals(link.count())
                        || link.datasets().contains(path));
  }

  /**
   * The variables that a wildcard names: {@code *} stands for any part of one name. Those of the
   * parent only where the rate has none.
   */
  private List<String> matching(String name, String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    Pattern whole = Pattern.compile("(?:.*/)?" + regex);
    List<String> matches = matching(whole, rate);
    if (matches.isEmpty() && parent != null) {
      matches = matching(whole, parent);
    }
    if (matches.isEmpty()) {
      throw new UnknownVariableException(
          "No granule of the plan has a variable that matches '%s' at the rate of %s"
              .formatted(name, rate.name()));
    }
    return matches;
  }

  private List<String> matching(Pattern whole, Rate owner) {
    return known.paths().stream()
        .filter(path -> owner.holds(path) && !owner.positionPaths().contains(path))
        .filter(known::isStored)
        .filter(path -> whole.matcher(path).matches())
        .sorted()
        .toList();
  }

  private String nearest(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return Stream.concat(known.paths().stream(), rate.aliases().keySet().stream())
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(path -> distance.apply(path, last))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .collect(Collectors.joining(", "));
  }
}
