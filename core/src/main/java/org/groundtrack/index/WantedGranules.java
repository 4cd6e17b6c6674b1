package org.groundtrack.index;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Granules that are looked for, and the parts that may hold them. Immutable. */
final class WantedGranules {
  private final NavigableMap<String, Set<String>> byKey = new TreeMap<>();

  WantedGranules(Set<String> ids) {
    ids.forEach(id -> byKey.computeIfAbsent(GranuleOrder.key(id), k -> new HashSet<>()).add(id));
  }

  /** Those of some parts that may hold any. */
  List<IndexState.Part> parts(List<IndexState.Part> parts) {
    return parts.stream().filter(part -> !within(part).isEmpty()).toList();
  }

  /** The ids of those that a part may hold. */
  Set<String> in(IndexState.Part part) {
    Set<String> ids = new HashSet<>();
    within(part).values().forEach(ids::addAll);
    return ids;
  }

  private NavigableMap<String, Set<String>> within(IndexState.Part part) {
    return part.keys() == null ? byKey : part.keys().within(byKey);
  }
}
