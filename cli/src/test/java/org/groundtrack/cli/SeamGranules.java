package org.groundtrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.groundtrack.samples.Atl06Generator;
import org.groundtrack.samples.Atl06Spec;
import org.groundtrack.samples.VariableSet;

/** Two granules of one track: one crosses the antimeridian, the other passes the pole. */
final class SeamGranules {
  private SeamGranules() {}

  /**
   * Writes them.
   *
   * @param rows of each beam
   */
  static void write(Path folder, int rows, int chunkRows) throws IOException {
    Atl06Generator.write(folder, spec(3, 180, 66, rows, chunkRows));
    Atl06Generator.write(folder, spec(4, 100, 87.9, rows, chunkRows));
  }

  private static Atl06Spec spec(
      int cycle, double longitude, double latitude, int rows, int chunkRows) {
    return Atl06Spec.builder()
        .seed(cycle)
        .pass(277, cycle)
        .centreOn(longitude, latitude, true)
        .rows(rows)
        .chunkRows(chunkRows)
        .variables(VariableSet.CORE)
        .build();
  }
}
