package org.groundtrack.cli;

import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.Atl06SpecBuilder;
import org.groundtrack.samples.VariableSet;

/** Granules of one track, cycle by cycle, and a tile that holds a few chunks of each. */
final class TileGranules {
  static final String BOX = "-45.4,62.6,-44.6,63.0";
  static final String TILE = "--bbox=" + BOX;

  private TileGranules() {}

  /** Six beams of 3000 rows, in chunks of 500. */
  static Atl06SpecBuilder cycle(int cycle) {
    return Atl06Spec.builder()
        .seed(cycle)
        .pass(277, cycle)
        .centreOn(-45, 62.8, true)
        .rows(3000)
        .chunkRows(500)
        .variables(VariableSet.CORE);
  }
}
