package org.groundtrack.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundtrack.error.UsageException;
import org.groundtrack.granule.Granule;
import org.groundtrack.layout.ProductLayout;

/**
 * Which granules are wanted. What is not known of a granule is none of what is asked for.
 * Immutable.
 *
 * @param numbers by what they number, those that are wanted
 * @param names patterns of ids, see {@link Glob}; none means all
 * @param versions such as {@code 006}; none means any
 * @param allVersions whether granules that were indexed in a newer version are wanted too
 */
public record GranuleFilter(
    Map<TrackNumber, Numbers> numbers,
    List<Glob> names,
    Set<String> versions,
    boolean allVersions) {
  /** All granules, but of each its newest version only. */
  public static final GranuleFilter NEWEST =
      new GranuleFilter(Map.of(), List.of(), Set.of(), false);

  public GranuleFilter {
    EnumMap<TrackNumber, Numbers> chosen = new EnumMap<>(TrackNumber.class);
    numbers.forEach(
        (item, which) -> {
          if (!which.isAny()) {
            chosen.put(item, which);
          }
        });
    // Of equal order wherever it is printed.
    numbers = Collections.unmodifiableMap(chosen);
    names = List.copyOf(names);
    versions = versions.stream().map(Versions::canonical).collect(Collectors.toSet());
    versions = Set.copyOf(versions);
  }

  /** Only granules of some tracks, cycles, regions or orbits. */
  public GranuleFilter of(TrackNumber item, Numbers which) {
    Map<TrackNumber, Numbers> other = new EnumMap<>(TrackNumber.class);
    other.putAll(numbers);
    other.put(item, which);
    return new GranuleFilter(other, names, versions, allVersions);
  }

  /** Only granules whose id fits one of some patterns; none means all. */
  public GranuleFilter named(Collection<String> patterns) {
    List<Glob> globs = patterns.stream().map(Glob::new).toList();
    return new GranuleFilter(numbers, globs, versions, allVersions);
  }

  /** Only granules of some versions; none means any. */
  public GranuleFilter ofVersions(Collection<String> other) {
    return new GranuleFilter(numbers, names, Set.copyOf(other), allVersions);
  }

  /** With granules that were indexed in a newer version, or without. */
  public GranuleFilter withAllVersions(boolean all) {
    return new GranuleFilter(numbers, names, versions, all);
  }

  /** Tells whether it asks for numbers that rows of one granule of a product may differ in. */
  boolean asksForTurns(ProductLayout layout) {
    return !numbers.isEmpty() && !layout.places("crossingTime").isEmpty();
  }

  /** Tells whether it asks for a number that rows of a granule differ in. */
  boolean asksForTurns(Granule granule) {
    return numbers.keySet().stream().anyMatch(item -> item.changes(granule));
  }

  /**
   * Tells whether rows of a wanted granule are wanted that have a time, nanoseconds since 1970
   * (UTC).
   */
  boolean accepts(Granule granule, long nanos) {
    return numbers.entrySet().stream()
        .allMatch(chosen -> chosen.getValue().contains(chosen.getKey().of(granule, nanos)));
  }

  /**
   * Tells whether a granule is wanted, or some of its rows, unless there is a newer version of it.
   */
  public boolean accepts(Granule granule) {
    for (Map.Entry<TrackNumber, Numbers> chosen : numbers.entrySet()) {
      if (!chosen.getKey().mayBe(granule, chosen.getValue())) {
        return false;
      }
    }
    return (versions.isEmpty() || versions.contains(granule.version())) && mayHold(granule.id());
  }

  /** Whether granules of an id may be wanted. */
  public boolean mayHold(String id) {
    return names.isEmpty() || names.stream().anyMatch(name -> name.matches(id));
  }

  /** Refuses what a product's granules can't be. */
  void check(ProductLayout layout) {
    for (Map.Entry<TrackNumber, Numbers> chosen : numbers.entrySet()) {
      TrackNumber item = chosen.getKey();
      if (!item.isKnownOf(layout)) {
        String known =
            Stream.of(TrackNumber.values())
                .filter(other -> other.isKnownOf(layout))
                .map(TrackNumber::item)
                .collect(Collectors.joining(", "));
        throw new UsageException(
            "Granules of %s say no %s: choose them by %s"
                .formatted(
                    layout.product(),
                    item.item(),
                    known.isEmpty() ? "name, version or time" : known));
      }
      item.check(chosen.getValue());
    }
    for (String version : new TreeSet<>(versions)) {
      if (!layout.fits(version)) {
        throw new UsageException(
            "No granule of %s has version %s: allowed are %s"
                .formatted(layout.product(), version, String.join(", ", layout.versions())));
      }
    }
  }

  public void addWords(Map<String, String> words) {
    numbers.forEach((item, which) -> Filters.add(words, item.item(), which.toString()));
    Filters.add(
        words, "granules", names.stream().map(Glob::pattern).collect(Collectors.joining(",")));
    Filters.add(words, "version", String.join(",", new TreeSet<>(versions)));
    Filters.add(words, "all-versions", allVersions ? "true" : "");
  }
}
