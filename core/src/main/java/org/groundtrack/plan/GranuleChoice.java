package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Of granules that are one and the same under several names or in several versions, which give
 * their points. Immutable.
 *
 * @param leftOut by the ids of granules of which nothing is taken, the id of the one that is taken
 *     in their stead
 * @param shared by the ids of granules that give only the points that others lack, those others,
 *     which come first
 */
public record GranuleChoice(
    SortedMap<String, String> leftOut, SortedMap<String, List<Other>> shared) {
  /** Every granule gives all its points. */
  public static final GranuleChoice ALL = new GranuleChoice(new TreeMap<>(), new TreeMap<>());

  public GranuleChoice {
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    TreeMap<String, List<Other>> copy = new TreeMap<>();
    shared.forEach((id, others) -> copy.put(id, List.copyOf(others)));
    shared = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * A granule that comes before another one.
   *
   * @param granule its id
   * @param sameRows whether both were made of the same rows, so that a row of both has one position
   *     and one time; else it is a newer version, which counts wherever it has rows
   */
  public record Other(String granule, boolean sameRows) {}

  /** What it says of some granules: with those that were found, all others are of no interest. */
  public GranuleChoice of(Collection<String> found) {
    TreeMap<String, String> out = new TreeMap<>(leftOut);
    out.keySet().retainAll(found);
    TreeMap<String, List<Other>> some = new TreeMap<>();
    shared.forEach(
        (id, others) -> {
          List<Other> left = new ArrayList<>(others);
          left.removeIf(other -> !found.contains(other.granule()));
          if (found.contains(id) && !left.isEmpty()) {
            some.put(id, left);
          }
        });
    return new GranuleChoice(out, some);
  }

  /** The granules that come before one; none for most. */
  public List<Other> before(String granule) {
    return shared.getOrDefault(granule, List.of());
  }

  /** Each granule of which only some points are taken, with the names of those that come first. */
  public Map<String, String> sharedWith() {
    Map<String, String> names = new TreeMap<>();
    shared.forEach(
        (id, others) ->
            names.put(id, others.stream().map(Other::granule).collect(Collectors.joining(", "))));
    return names;
  }
}
