package org.groundtrack.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.groundtrack.granule.Beam;
import org.groundtrack.granule.Dataset;

/**
 * What to export of one beam.
 *
 * @param beam the beam
 * @param longitude degrees east
 * @param latitude degrees north
 * @param time seconds since the granule's epoch
 * @param runs rows that may lie in the area and time range: sorted, apart
 * @param variables the dataset of each output column, in the plan's order; {@code null} where the
 *     granule lacks it
 */
public record BeamTask(
    Beam beam,
    Dataset longitude,
    Dataset latitude,
    Dataset time,
    List<RowRun> runs,
    List<Dataset> variables) {

  public BeamTask {
    runs = List.copyOf(runs);
    // A copy that may hold null.
    variables = Collections.unmodifiableList(new ArrayList<>(variables));
  }
}
