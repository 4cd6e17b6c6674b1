package org.groundtrack.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a member that a layout file leaves out stands for. */
final class Defaults {
  private Defaults() {}

  /** An immutable copy; empty for {@code null}. */
  static <T> List<T> list(List<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /** An immutable copy in the same order; empty for {@code null}. */
  static <K, V> Map<K, V> map(Map<K, V> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
