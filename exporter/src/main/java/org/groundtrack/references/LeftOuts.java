package org.groundtrack.references;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is left out, by variable and reason. For one thread. */
final class LeftOuts {
  private final Map<String, LeftOut> found = new LinkedHashMap<>();

  /**
   * An array that is left out.
   *
   * @param path of the dataset
   * @param variable the same within its beam
   */
  void add(String granule, String path, String variable, String reason) {
    LeftOut one = new LeftOut(variable, reason, 1, granule + " /" + path);
    found.merge(
        variable + "\n" + reason,
        one,
        (a, b) -> new LeftOut(a.variable(), a.reason(), a.arrays() + 1, a.example()));
  }

  List<LeftOut> all() {
    return List.copyOf(found.values());
  }
}
