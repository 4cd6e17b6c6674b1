package org.groundtrack.granule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One laser track in a granule.
 *
 * @param name such as {@code gt1l}; empty in a granule without beams
 * @param strength such as {@code strong} or {@code weak}; {@code null} where it is not known, as
 *     while the spacecraft turns
 * @param spot number of the laser spot, or {@code null}
 * @param rowsByRate rows (at least 0) of each rate that the beam has
 */
public record Beam(String name, String strength, Integer spot, Map<String, Long> rowsByRate) {
  public Beam {
    rowsByRate = Collections.unmodifiableMap(new LinkedHashMap<>(rowsByRate));
  }

  /** Rows of a rate; 0 if the beam lacks it. */
  public long rows(String rate) {
    return rowsByRate.getOrDefault(rate, 0L);
  }
}
